package dev.countinghouse.documents;

import dev.countinghouse.documents.InvoicePage.Fact;
import dev.countinghouse.documents.InvoicePage.Line;
import dev.countinghouse.documents.InvoicePage.Payment;
import dev.countinghouse.documents.InvoicePage.TaxLine;
import dev.countinghouse.invoicing.CreditNoteView;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.invoicing.LineView;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.platform.Branding;
import dev.countinghouse.platform.TenantView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Words a credit note in the language of its invoice's customer. Every figure is its own; taxes are summed by their rates. */
final class CreditNotePages {

    private final CreditNoteView note;
    private final InvoiceView invoice;
    private final TenantView tenant;
    private final Letterhead head;
    private final Wording words;
    private final Figures figures;
    private final Map<UUID, LineView> invoiced;

    CreditNotePages(CreditNoteView note, InvoiceView invoice, TenantView tenant) {
        this.note = note;
        this.invoice = invoice;
        this.tenant = tenant;
        this.head = new Letterhead(invoice, tenant);
        this.words = head.words();
        this.figures = head.figures();
        this.invoiced = Objects.requireNonNull(invoice.lines()).stream()
                .collect(Collectors.toMap(LineView::id, Function.identity()));
    }

    InvoicePage page() {
        Branding look = tenant.branding();
        BrandColor color = BrandColor.of(look.primaryColor());
        return new InvoicePage(
                words.locale().toLanguageTag(),
                words.all(),
                words.get("credit_note"),
                Printable.text(note.number()),
                "",
                color.css(),
                color.ink(),
                look.logo() == null ? "" : look.logo(),
                head.brand(),
                head.from(),
                head.to(),
                facts(),
                note.lines().stream().map(this::line).toList(),
                List.of(),
                head.fact("subtotal", figures.money(note.subtotal())),
                taxes(),
                List.of(),
                head.fact("total_credited", figures.money(note.total())),
                VatCategory.notes(invoice, words),
                new Payment(
                        settled(note, invoice, words),
                        List.of(head.fact("reason", Printable.text(note.reason()))),
                        head.questions("credit_questions")),
                Printable.text(look.footer()),
                head.imprint());
    }

    private List<Fact> facts() {
        return List.of(
                head.fact("credit_note_number", Printable.text(note.number())),
                head.fact("issued_credit", figures.date(note.issuedOn())),
                head.fact("credited_invoice", Printable.text(invoice.name())));
    }

    /** What is credited is an amount, so it is one unit. */
    private Line line(CreditNoteView.Line line) {
        LineView of = Objects.requireNonNull(invoiced.get(line.lineId()));
        LinePrice price = LinePrice.one(line.amount().amount());
        return new Line(
                Printable.text(line.description()),
                head.period(of.periodStart(), of.periodEnd()),
                figures.number(price.quantity()),
                figures.price(price.price(), note.currency()),
                figures.percent(line.taxPercent()),
                figures.money(line.amount()));
    }

    private List<TaxLine> taxes() {
        Map<BigDecimal, List<CreditNoteView.Line>> byRate = note.lines().stream()
                .filter(line -> line.taxPercent().signum() > 0)
                .collect(Collectors.groupingBy(CreditNoteView.Line::taxPercent, TreeMap::new, Collectors.toList()));
        return byRate.entrySet().stream()
                .map(rate -> new TaxLine(
                        words.get("tax") + " " + figures.percent(rate.getKey()),
                        words.get("tax_base", sum(rate.getValue(), CreditNoteView.Line::amount)),
                        sum(rate.getValue(), CreditNoteView.Line::tax)))
                .toList();
    }

    private String sum(List<CreditNoteView.Line> lines, Function<CreditNoteView.Line, MoneyView> amount) {
        BigDecimal sum =
                lines.stream().map(line -> amount.apply(line).amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
        return figures.money(new MoneyView(sum, note.currency()));
    }

    /** What becomes of the total. */
    static String settled(CreditNoteView note, InvoiceView invoice, Wording words) {
        Figures figures = new Figures(words.locale());
        CreditNoteView.Refund refund = note.refund();
        String taken = words.get("taken_off", figures.money(note.takenOffDue()), Printable.text(invoice.name()));
        List<String> parts = new ArrayList<>();
        if (note.returned().amount().signum() > 0) {
            parts.add(words.get("returned", figures.money(note.returned())));
        }
        if (refund != null) {
            addRefund(parts, refund, words, figures);
        }
        if (parts.isEmpty() || note.takenOffDue().amount().signum() > 0) {
            parts.addFirst(taken);
        }
        return String.join(" ", parts);
    }

    private static void addRefund(List<String> parts, CreditNoteView.Refund refund, Wording words, Figures figures) {
        if (refund.byGateway().amount().signum() > 0) {
            parts.add(words.get("paid_by_gateway", figures.money(refund.byGateway())));
        }
        String reference = refund.reference();
        if (reference != null) {
            BigDecimal byHand =
                    refund.amount().amount().subtract(refund.byGateway().amount());
            parts.add(words.get(
                    "paid_back",
                    figures.money(new MoneyView(byHand, refund.amount().currency())),
                    Printable.text(reference)));
        }
    }
}
