package dev.countinghouse.documents;

import dev.countinghouse.documents.InvoicePage.Fact;
import dev.countinghouse.documents.InvoicePage.Party;
import dev.countinghouse.invoicing.InvoiceSeller;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.platform.Branding;
import dev.countinghouse.platform.TenantView;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all documents of an invoice have in common: who they are from and for, in which look and language. */
final class Letterhead {

    private final InvoiceView invoice;
    private final TenantView tenant;
    private final InvoiceSeller seller;
    private final Wording words;
    private final Figures figures;

    Letterhead(InvoiceView invoice, TenantView tenant) {
        this.invoice = invoice;
        this.tenant = tenant;
        this.seller = invoice.seller() != null ? invoice.seller() : InvoiceSeller.named(tenant.name());
        this.words = Wording.in(invoice.customer().locale());
        this.figures = new Figures(words.locale());
    }

    InvoiceSeller seller() {
        return seller;
    }

    Wording words() {
        return words;
    }

    Figures figures() {
        return figures;
    }

    String brand() {
        Branding look = tenant.branding();
        return Printable.text(look.displayName() == null ? seller.legalName() : look.displayName());
    }

    Party from() {
        return new Party(Printable.text(seller.legalName()), sellerLines());
    }

    Party to() {
        return new Party(Printable.text(invoice.customer().name()), customerLines());
    }

    private List<String> sellerLines() {
        List<String> lines = PostalLines.of(
                new PostalLines.Place(
                        seller.line1(),
                        seller.line2(),
                        seller.postalCode(),
                        seller.city(),
                        seller.region(),
                        seller.country()),
                words.locale());
        return with(lines, named("vat_id", seller.vatId()), named("tax_number", seller.taxNumber()));
    }

    private List<String> customerLines() {
        InvoiceView.BilledCustomer customer = invoice.customer();
        var address = customer.address();
        List<String> lines = PostalLines.of(
                address == null
                        ? new PostalLines.Place(null, null, null, null, null, customer.country())
                        : new PostalLines.Place(
                                address.line1(),
                                address.line2(),
                                address.postalCode(),
                                address.city(),
                                address.region(),
                                customer.country()),
                words.locale());
        return with(
                lines,
                Printable.text(customer.email()),
                named("vat_id", customer.vatId()),
                named("your_reference", customer.buyerReference()));
    }

    private static List<String> with(List<String> lines, String... more) {
        return Stream.concat(lines.stream(), Stream.of(more))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private String named(String key, @Nullable String value) {
        return value == null ? "" : words.get(key) + " " + Printable.text(value);
    }

    /** Its first and its last day; the end is the day after. */
    String period(LocalDate start, LocalDate end) {
        LocalDate last = end.minusDays(1);
        return last.isAfter(start)
                ? figures.shortDate(start) + " – " + figures.shortDate(last)
                : figures.shortDate(start);
    }

    /** Whom to ask; empty when nobody is named. */
    String questions(String key) {
        String email = tenant.branding().supportEmail();
        return email == null ? "" : words.get(key, Printable.text(email));
    }

    Fact fact(String label, String value) {
        return new Fact(words.get(label), value);
    }

    String imprint() {
        return Stream.concat(Stream.of(Printable.text(seller.legalName())), sellerLines().stream())
                .collect(Collectors.joining(" · "));
    }
}
