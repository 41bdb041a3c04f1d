package dev.countinghouse.documents;

import dev.countinghouse.customer.Address;
import dev.countinghouse.documents.EInvoice.Account;
import dev.countinghouse.documents.EInvoice.Line;
import dev.countinghouse.documents.EInvoice.Party;
import dev.countinghouse.documents.EInvoice.Place;
import dev.countinghouse.documents.EInvoice.Vat;
import dev.countinghouse.documents.EInvoice.VatKey;
import dev.countinghouse.invoicing.CreditNoteView;
import dev.countinghouse.invoicing.InvoiceSeller;
import dev.countinghouse.invoicing.InvoiceStatus;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.invoicing.LineView;
import dev.countinghouse.money.Decimals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts an invoice, or a credit note of it, into the terms of EN 16931. Every amount is the document's own. */
final class EInvoiceTerms {

    private static final int DECIMALS_MAX = 2;
    private static final InvoiceSeller NOBODY =
            new InvoiceSeller("", null, null, null, null, null, null, null, null, null, null, null, null);
    private static final Set<String> VAT_COUNTRIES = vatCountries();

    private final InvoiceView invoice;
    private final InvoiceSeller seller;
    private final Wording words;
    private final EInvoiceGaps gaps = new EInvoiceGaps();

    private EInvoiceTerms(InvoiceView invoice) {
        this.invoice = invoice;
        this.seller = invoice.seller() == null ? NOBODY : invoice.seller();
        this.words = Wording.in(invoice.customer().locale());
    }

    /** Greece has letters of its own, and so has the north of Ireland. */
    private static Set<String> vatCountries() {
        Set<String> countries = new TreeSet<>(Arrays.asList(Locale.getISOCountries()));
        countries.addAll(List.of("EL", "XI"));
        return countries;
    }

    /**
     * An invoice.
     *
     * @param replaced the void one that it is written in place of; null for none
     */
    static EInvoice of(InvoiceView invoice, @Nullable InvoiceView replaced) {
        return new EInvoiceTerms(invoice).invoice(replaced);
    }

    /** A credit note of an invoice. */
    static EInvoice of(CreditNoteView note, InvoiceView invoice) {
        return new EInvoiceTerms(invoice).creditNote(note);
    }

    private EInvoice invoice(@Nullable InvoiceView replaced) {
        if (invoice.status() == InvoiceStatus.VOID) {
            gaps.add("status", "void", "says that nothing is asked for any more");
        }
        List<Line> lines = lines().stream().map(this::line).toList();
        Party from = seller();
        Party to = buyer();
        @Nullable Account account = invoice.asked().amount().signum() > 0 ? account(from) : null;
        List<Vat> vat = vat(lines, taxesOfInvoice());
        gaps.refuse();
        return new EInvoice(
                EInvoice.Type.INVOICE,
                invoice.number(),
                invoice.issuedOn(),
                invoice.dueOn(),
                invoice.currency(),
                null,
                replaced == null ? null : new EInvoice.Reference(replaced.number(), replaced.issuedOn()),
                from,
                to,
                account,
                null,
                lines,
                vat,
                invoice.subtotal().amount(),
                invoice.tax().amount(),
                invoice.total().amount(),
                invoice.prepaid().amount());
    }

    private EInvoice creditNote(CreditNoteView note) {
        Map<UUID, LineView> invoiced = lines().stream().collect(Collectors.toMap(LineView::id, Function.identity()));
        List<Line> lines = note.lines().stream()
                .map(line -> credited(line, Objects.requireNonNull(invoiced.get(line.lineId()))))
                .toList();
        Map<BigDecimal, BigDecimal> taxes = new HashMap<>();
        note.lines()
                .forEach(line -> taxes.merge(
                        Decimals.plain(line.taxPercent()), line.tax().amount(), BigDecimal::add));
        Party from = seller();
        Party to = buyer();
        List<Vat> vat = vat(lines, taxes);
        gaps.refuse();
        return new EInvoice(
                EInvoice.Type.CREDIT_NOTE,
                note.number(),
                note.issuedOn(),
                null,
                note.currency(),
                Printable.text(note.reason()),
                new EInvoice.Reference(invoice.number(), invoice.issuedOn()),
                from,
                to,
                null,
                CreditNotePages.settled(note, invoice, words),
                lines,
                vat,
                note.subtotal().amount(),
                note.tax().amount(),
                note.total().amount(),
                BigDecimal.ZERO);
    }

    private List<LineView> lines() {
        if (Currency.getInstance(invoice.currency()).getDefaultFractionDigits() > DECIMALS_MAX) {
            gaps.add("currency", "unsupported", "has amounts of more than two decimals, which EN 16931 does not know");
        }
        return Objects.requireNonNull(invoice.lines());
    }

    private Line line(LineView line) {
        LinePrice price = LinePrice.of(line);
        return new Line(
                line.position(),
                description(line),
                price.quantity(),
                price.price(),
                discount(line),
                line.net().amount(),
                vatKey(line),
                line.periodStart(),
                lastDay(line));
    }

    /** What is credited is an amount, so it is one unit. */
    private Line credited(CreditNoteView.Line credit, LineView line) {
        LinePrice price = LinePrice.one(credit.amount().amount());
        return new Line(
                line.position(),
                description(line),
                price.quantity(),
                price.price(),
                null,
                credit.amount().amount(),
                vatKey(line),
                line.periodStart(),
                lastDay(line));
    }

    private EInvoice.@Nullable Discount discount(LineView line) {
        BigDecimal discount = line.discount().amount();
        return discount.signum() == 0 ? null : new EInvoice.Discount(discount, words.get("discount"));
    }

    private String description(LineView line) {
        return gaps.required("lines[" + (line.position() - 1) + "].description", line.description());
    }

    /** The end is the day after. */
    private static LocalDate lastDay(LineView line) {
        return line.periodEnd().isAfter(line.periodStart()) ? line.periodEnd().minusDays(1) : line.periodStart();
    }

    private VatKey vatKey(LineView line) {
        long taxed = invoice.taxes().stream()
                .filter(tax -> line.taxRates().contains(tax.code()))
                .filter(tax -> tax.percent().signum() > 0)
                .count();
        if (taxed > 1) {
            gaps.add(
                    "lines[" + (line.position() - 1) + "].tax_rates",
                    "too_many",
                    "are more than the one that EN 16931 knows of a line");
        }
        return new VatKey(
                VatCategory.of(invoice, line.taxPercent(), !line.taxRates().isEmpty()),
                Decimals.plain(line.taxPercent()));
    }

    private Map<BigDecimal, BigDecimal> taxesOfInvoice() {
        Map<BigDecimal, BigDecimal> taxes = new HashMap<>();
        invoice.taxes()
                .forEach(tax ->
                        taxes.merge(Decimals.plain(tax.percent()), tax.amount().amount(), BigDecimal::add));
        return taxes;
    }

    /** By category and rate; what is not taxed has no amount. */
    private List<Vat> vat(List<Line> lines, Map<BigDecimal, BigDecimal> taxes) {
        List<Vat> vat = lines.stream()
                .map(Line::vat)
                .distinct()
                .map(key -> vat(key, lines, taxes))
                .toList();
        if (vat.stream().anyMatch(one -> taxes.containsKey(one.key().percent()) && one.isRoundedTooFar())) {
            gaps.add("tax", "rounded", "was rounded line by line to a unit or more off its rate of the sum");
        }
        return vat;
    }

    private Vat vat(VatKey key, List<Line> lines, Map<BigDecimal, BigDecimal> taxes) {
        BigDecimal base = lines.stream()
                .filter(line -> line.vat().equals(key))
                .map(Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal nothing = BigDecimal.ZERO.setScale(invoice.total().amount().scale());
        return new Vat(
                key,
                base,
                key.percent().signum() == 0 ? nothing : taxes.getOrDefault(key.percent(), nothing),
                key.category().reason(invoice, words));
    }

    private Party seller() {
        String name = gaps.required("seller.legal_name", seller.legalName());
        String country = gaps.required("seller.country", seller.country());
        @Nullable String vatId = vatId("seller.vat_id", seller.vatId());
        @Nullable String taxNumber = text(seller.taxNumber());
        if (seller.vatId() == null && taxNumber == null) {
            gaps.add("seller.vat_id", "required", "is needed on an e-invoice, or else seller.tax_number");
        }
        return new Party(
                name,
                new Place(
                        text(seller.line1()),
                        text(seller.line2()),
                        text(seller.postalCode()),
                        text(seller.city()),
                        text(seller.region()),
                        country),
                vatId,
                taxNumber,
                vatId == null ? taxNumber : null);
    }

    private Party buyer() {
        InvoiceView.BilledCustomer customer = invoice.customer();
        Address address = customer.address() == null ? new Address(null, null, null, null, null) : customer.address();
        String name = gaps.required("customer.name", customer.name());
        String country = gaps.required("customer.country", customer.country());
        return new Party(
                name,
                new Place(
                        text(address.line1()),
                        text(address.line2()),
                        text(address.postalCode()),
                        text(address.city()),
                        text(address.region()),
                        country),
                VatCategory.isNotSubject(invoice) ? null : vatId("customer.vat_id", customer.vatId()),
                null,
                null);
    }

    private @Nullable String vatId(String field, @Nullable String vatId) {
        if (vatId != null && !VAT_COUNTRIES.contains(vatId.substring(0, 2))) {
            gaps.add(field, "malformed", "must begin with its country's two letters on an e-invoice");
        }
        return vatId;
    }

    private @Nullable Account account(Party holder) {
        return seller.iban() == null
                ? null
                : new Account(
                        invoice.currency().equals("EUR") ? Account.SEPA : Account.TRANSFER,
                        seller.iban(),
                        holder.name(),
                        seller.bic());
    }

    private static @Nullable String text(@Nullable String typed) {
        String text = Printable.text(typed);
        return text.isEmpty() ? null : text;
    }
}
