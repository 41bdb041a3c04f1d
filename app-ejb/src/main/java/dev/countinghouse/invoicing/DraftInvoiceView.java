package dev.countinghouse.invoicing;

import dev.countinghouse.subscription.DueBilling;
import dev.countinghouse.subscription.WaitingDraft;
import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The next invoice of a subscription, which is a draft while its grace period lasts.
 *
 * @param periodStart first day of the usage it bills
 * @param periodEnd day after the last; equal to the start when it bills no usage
 * @param boundaryAt when it fell due
 * @param finalizesAt when its grace is over, unless somebody finalizes it before
 * @param invoice as it would be finalized if nothing more came; null in lists, and where there is nothing to bill, so that none will be
 *     written
 */
public record DraftInvoiceView(
        UUID subscriptionId,
        UUID customerId,
        String currency,
        LocalDate periodStart,
        LocalDate periodEnd,
        Instant boundaryAt,
        Instant finalizesAt,
        SubscriptionPreview.@Nullable Invoice invoice) {

    static DraftInvoiceView of(WaitingDraft draft) {
        return of(draft, (SubscriptionPreview.Invoice) null);
    }

    /** @param invoices one, or none where there is nothing to bill */
    static DraftInvoiceView of(WaitingDraft draft, List<InvoiceDraft> invoices) {
        return of(draft, invoices.isEmpty() ? null : SubscriptionPreview.Invoice.of(invoices.getFirst()));
    }

    private static DraftInvoiceView of(WaitingDraft draft, SubscriptionPreview.@Nullable Invoice invoice) {
        DueBilling billing = draft.billing();
        ServicePeriod ended =
                billing.ended() == null ? billing.begun().before(billing.begun().start()) : billing.ended();
        return new DraftInvoiceView(
                billing.subscriptionId(),
                billing.customerId(),
                draft.currency(),
                ended.start(),
                ended.end(),
                draft.boundaryAt(),
                billing.at(),
                invoice);
    }
}
