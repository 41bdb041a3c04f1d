package dev.countinghouse.documents;

import dev.countinghouse.documents.InvoicePage.Fact;
import dev.countinghouse.documents.InvoicePage.Line;
import dev.countinghouse.documents.InvoicePage.Party;
import dev.countinghouse.documents.InvoicePage.Payment;
import dev.countinghouse.documents.InvoicePage.TaxLine;
import dev.countinghouse.invoicing.InvoiceSeller;
import dev.countinghouse.invoicing.InvoiceStatus;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.invoicing.LineView;
import dev.countinghouse.platform.Branding;
import dev.countinghouse.platform.TenantView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words an invoice in its customer's language. Every figure is the invoice's own. */
final class InvoicePages {

    private final InvoiceView invoice;
    private final TenantView tenant;
    private final InvoiceSeller seller;
    private final Wording words;
    private final Figures figures;

    InvoicePages(InvoiceView invoice, TenantView tenant) {
        this.invoice = invoice;
        this.tenant = tenant;
        this.seller = invoice.seller() != null ? invoice.seller() : nameAlone(tenant.name());
        this.words = Wording.in(invoice.customer().locale());
        this.figures = new Figures(words.locale());
    }

    private static InvoiceSeller nameAlone(String name) {
        return new InvoiceSeller(name, null, null, null, null, null, null, null, null, null, null, null);
    }

    InvoicePage page() {
        Branding look = tenant.branding();
        BrandColor color = BrandColor.of(look.primaryColor());
        return new InvoicePage(
                words.locale().toLanguageTag(),
                words.all(),
                words.get("title"),
                Printable.text(invoice.number()),
                invoice.status() == InvoiceStatus.VOID ? words.get("void") : "",
                color.css(),
                color.ink(),
                look.logo() == null ? "" : look.logo(),
                Printable.text(look.displayName() == null ? seller.legalName() : look.displayName()),
                new Party(Printable.text(seller.legalName()), sellerLines()),
                new Party(Printable.text(invoice.customer().name()), customerLines()),
                facts(),
                Objects.requireNonNull(invoice.lines()).stream().map(this::line).toList(),
                new Fact(words.get("subtotal"), figures.money(invoice.subtotal())),
                invoice.taxes().stream().map(this::tax).toList(),
                new Fact(words.get("total"), figures.money(invoice.total())),
                payment(),
                Printable.text(look.footer()),
                imprint());
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(words.get("number"), Printable.text(invoice.number())));
        facts.add(new Fact(words.get("issued"), figures.date(invoice.issuedOn())));
        if (!invoice.periodStart().equals(invoice.periodEnd())) {
            facts.add(new Fact(words.get("period"), period(invoice.periodStart(), invoice.periodEnd())));
        }
        facts.add(new Fact(words.get("due"), figures.date(invoice.dueOn())));
        return facts;
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
        return with(lines, Printable.text(customer.email()), named("vat_id", customer.vatId()));
    }

    private static List<String> with(List<String> lines, String... more) {
        return Stream.concat(lines.stream(), Stream.of(more))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private String named(String key, @Nullable String value) {
        return value == null ? "" : words.get(key) + " " + Printable.text(value);
    }

    private Line line(LineView line) {
        return new Line(
                Printable.text(line.description()),
                period(line.periodStart(), line.periodEnd()),
                figures.number(line.quantity()),
                figures.price(line.unitAmount(), invoice.currency()),
                figures.percent(line.taxPercent()),
                figures.money(line.amount()));
    }

    private TaxLine tax(InvoiceView.Tax tax) {
        return new TaxLine(
                Printable.text(tax.name()) + " " + figures.percent(tax.percent()),
                words.get("tax_base", figures.money(tax.base())),
                figures.money(tax.amount()));
    }

    /** Its first and its last day; the end is the day after. */
    private String period(LocalDate start, LocalDate end) {
        LocalDate last = end.minusDays(1);
        return last.isAfter(start)
                ? figures.shortDate(start) + " – " + figures.shortDate(last)
                : figures.shortDate(start);
    }

    private Payment payment() {
        String questions = tenant.branding().supportEmail() == null
                ? ""
                : words.get("questions", Printable.text(tenant.branding().supportEmail()));
        int sign = invoice.status() == InvoiceStatus.VOID
                ? 0
                : invoice.total().amount().signum();
        if (sign <= 0) {
            return new Payment(words.get(sign == 0 ? "nothing_due" : "credit"), List.of(), questions);
        }
        String number = Printable.text(invoice.number());
        String request = words.get("pay", figures.money(invoice.total()), figures.date(invoice.dueOn()), number);
        List<Fact> account = new ArrayList<>();
        if (seller.iban() != null) {
            account.add(new Fact(words.get("account_holder"), Printable.text(seller.legalName())));
            account.add(new Fact("IBAN", Printable.inGroups(seller.iban())));
            add(account, "BIC", seller.bic());
            add(account, words.get("bank"), seller.bank());
            account.add(new Fact(words.get("reference"), number));
        }
        return new Payment(request, account, questions);
    }

    private static void add(List<Fact> facts, String label, @Nullable String value) {
        if (value != null) {
            facts.add(new Fact(label, Printable.text(value)));
        }
    }

    private String imprint() {
        return Stream.concat(Stream.of(Printable.text(seller.legalName())), sellerLines().stream())
                .collect(Collectors.joining(" · "));
    }
}
