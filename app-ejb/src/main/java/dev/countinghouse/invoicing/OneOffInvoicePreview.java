package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.tax.domain.TaxTreatment;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice that somebody writes by hand would come to now.
 *
 * @param timeZone whose days its dates are
 * @param taxTreatment what decided its taxes besides the rates that are named; null: nothing did
 * @param applied what the customer's credit balance would settle of it
 * @param due what would be asked for
 */
public record OneOffInvoicePreview(
        UUID customerId,
        String currency,
        String timeZone,
        LocalDate issuedOn,
        LocalDate dueOn,
        List<SubscriptionPreview.Line> lines,
        MoneyView subtotal,
        @Nullable TaxTreatment taxTreatment,
        List<InvoiceView.Tax> taxes,
        MoneyView tax,
        MoneyView total,
        MoneyView applied,
        MoneyView due) {

    static OneOffInvoicePreview of(InvoiceDraft draft, Money applied) {
        return new OneOffInvoicePreview(
                draft.customerId(),
                draft.currency().getCurrencyCode(),
                draft.zone().getId(),
                draft.issuedOn(),
                draft.dueOn(),
                draft.lines().stream().map(SubscriptionPreview.Line::of).toList(),
                MoneyView.of(draft.subtotal()),
                draft.parties().treatment(),
                InvoiceJson.views(draft.taxes()),
                MoneyView.of(draft.tax()),
                MoneyView.of(draft.total()),
                MoneyView.of(applied),
                MoneyView.of(draft.total().minus(applied)));
    }
}
