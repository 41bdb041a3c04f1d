package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.domain.Anomaly;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.subscription.DueItem;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a billing run would do with a subscription.
 *
 * @param invoices in the order in which they would be written; none where it would be parked
 * @param anomalies boundaries that are unlike the one before
 * @param parkedReason what it would be parked for; null when it would be billed
 */
public record RehearsedSubscription(
        UUID subscriptionId,
        List<Invoice> invoices,
        List<Unlike> anomalies,
        @Nullable String parkedReason) {

    static RehearsedSubscription parked(UUID subscriptionId, String reason) {
        return new RehearsedSubscription(subscriptionId, List.of(), List.of(), reason);
    }

    /**
     * An invoice that would be written.
     *
     * @param periodStart first day of the usage it would bill
     * @param periodEnd day after the last; equal to the start when it would bill no usage
     * @param lines how many
     * @param skipped whether it would not be issued, as it comes to nothing
     */
    public record Invoice(
            UUID customerId,
            LocalDate issuedOn,
            LocalDate periodStart,
            LocalDate periodEnd,
            int lines,
            MoneyView subtotal,
            MoneyView tax,
            MoneyView total,
            boolean skipped) {

        static Invoice of(InvoiceDraft draft) {
            return new Invoice(
                    draft.customerId(),
                    draft.issuedOn(),
                    draft.period().start(),
                    draft.period().end(),
                    draft.lines().size(),
                    MoneyView.of(draft.subtotal()),
                    MoneyView.of(draft.tax()),
                    MoneyView.of(draft.total()),
                    draft.isSkipped());
        }
    }

    /**
     * A boundary that is unlike the one before.
     *
     * @param on its day
     * @param before what the one before came to before tax
     * @param now what it would come to before tax; null without an invoice
     */
    public record Unlike(
            Anomaly kind,
            LocalDate on,
            MoneyView before,
            @Nullable MoneyView now) {

        static Unlike of(Anomaly kind, DueItem item, Money before, @Nullable Money now) {
            LocalDate on =
                    LocalDate.ofInstant(item.billing().at(), item.billing().zone());
            return new Unlike(kind, on, MoneyView.of(before), now == null ? null : MoneyView.of(now));
        }
    }
}
