package dev.countinghouse.documents;

import dev.countinghouse.documents.EInvoice.Line;
import dev.countinghouse.documents.EInvoice.Party;
import dev.countinghouse.documents.EInvoice.Payment;
import dev.countinghouse.documents.EInvoice.Profile;
import dev.countinghouse.documents.EInvoice.Vat;
import dev.countinghouse.documents.EInvoice.VatKey;
import dev.countinghouse.invoicing.CreditNoteView;
import dev.countinghouse.invoicing.InvoiceStatus;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.invoicing.LineView;
import dev.countinghouse.money.Decimals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts an invoice, or a credit note of it, into the terms of EN 16931. Every amount is the document's own. */
final class EInvoiceTerms {

    private static final int DECIMALS_MAX = 2;

    private final InvoiceView invoice;
    private final Profile profile;
    private final EInvoiceGaps gaps;
    private final EInvoiceParties parties;
    private final Wording words;

    private EInvoiceTerms(InvoiceView invoice, Profile profile) {
        this.invoice = invoice;
        this.profile = profile;
        this.gaps = new EInvoiceGaps(profile);
        this.parties = new EInvoiceParties(invoice, profile, gaps);
        this.words = Wording.in(invoice.customer().locale());
    }

    /**
     * An invoice.
     *
     * @param replaced the void one that it is written in place of; null for none
     */
    static EInvoice of(InvoiceView invoice, @Nullable InvoiceView replaced, Profile profile) {
        return new EInvoiceTerms(invoice, profile).invoice(replaced);
    }

    /** A credit note of an invoice. */
    static EInvoice of(CreditNoteView note, InvoiceView invoice, Profile profile) {
        return new EInvoiceTerms(invoice, profile).creditNote(note);
    }

    private EInvoice invoice(@Nullable InvoiceView replaced) {
        if (invoice.status() == InvoiceStatus.VOID) {
            gaps.add("status", "void", "says that nothing is asked for any more");
        }
        List<Line> lines = lines().stream().map(this::line).toList();
        Party from = parties.seller();
        Party to = parties.buyer();
        @Nullable String reference = parties.buyerReference();
        @Nullable Payment payment = parties.payment(invoice.asked().amount().signum() > 0, from);
        List<Vat> vat = vat(lines, taxesOfInvoice());
        gaps.refuse();
        return new EInvoice(
                profile,
                EInvoice.Type.INVOICE,
                invoice.name(),
                invoice.issuedOn(),
                invoice.dueOn(),
                invoice.currency(),
                null,
                replaced == null ? null : new EInvoice.Reference(replaced.name(), replaced.issuedOn()),
                from,
                to,
                reference,
                payment,
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
        Party from = parties.seller();
        Party to = parties.buyer();
        @Nullable String reference = parties.buyerReference();
        List<Vat> vat = vat(lines, taxes);
        gaps.refuse();
        return new EInvoice(
                profile,
                EInvoice.Type.CREDIT_NOTE,
                note.number(),
                note.issuedOn(),
                null,
                note.currency(),
                EInvoiceParties.text(note.reason()),
                new EInvoice.Reference(invoice.name(), invoice.issuedOn()),
                from,
                to,
                reference,
                parties.payment(false, from),
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
}
