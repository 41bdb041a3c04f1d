package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.tax.domain.TaxTreatment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice that somebody writes by hand would come to now.
 *
 * @param legalEntity code of the one that would issue it; null: the tenant itself
 * @param timeZone whose days its dates are
 * @param taxTreatment what decided its taxes besides the rates that are named; null: nothing did
 * @param applied what the customer's credit balance would settle of it
 * @param wallet what his wallets would settle of the rest
 * @param due what would be asked for
 */
public record OneOffInvoicePreview(
        @Nullable String legalEntity,
        UUID customerId,
        String currency,
        String timeZone,
        LocalDate issuedOn,
        LocalDate dueOn,
        List<Line> lines,
        MoneyView subtotal,
        @Nullable TaxTreatment taxTreatment,
        List<InvoiceView.Tax> taxes,
        MoneyView tax,
        MoneyView total,
        MoneyView applied,
        MoneyView wallet,
        MoneyView due) {

    /**
     * A line of it.
     *
     * @param periodEnd day after the last that is billed
     * @param unitAmount price of a unit in major units
     * @param amount quantity times unit amount, rounded once
     * @param taxRates codes of the taxes on it
     */
    public record Line(
            String description,
            LinePurpose purpose,
            LocalDate periodStart,
            LocalDate periodEnd,
            BigDecimal quantity,
            BigDecimal unitAmount,
            MoneyView amount,
            List<String> taxRates) {

        static Line of(LineDraft line) {
            return new Line(
                    line.description(),
                    line.purpose(),
                    line.period().start(),
                    line.period().end(),
                    Decimals.plain(line.quantity()),
                    Decimals.plain(line.unitAmount()),
                    MoneyView.of(line.amount()),
                    line.taxes().stream().map(TaxRateView::code).toList());
        }
    }

    static OneOffInvoicePreview of(InvoiceDraft draft, Prepaid prepaid) {
        return new OneOffInvoicePreview(
                draft.legalEntity(),
                draft.customerId(),
                draft.currency().getCurrencyCode(),
                draft.zone().getId(),
                draft.issuedOn(),
                draft.dueOn(),
                draft.lines().stream().map(Line::of).toList(),
                MoneyView.of(draft.subtotal()),
                draft.parties().treatment(),
                InvoiceJson.views(draft.taxes()),
                MoneyView.of(draft.tax()),
                MoneyView.of(draft.total()),
                MoneyView.of(prepaid.applied()),
                MoneyView.of(prepaid.wallets().amount()),
                MoneyView.of(draft.total().minus(prepaid.amount())));
    }
}
