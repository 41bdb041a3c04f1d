package dev.countinghouse.invoicing;

import dev.countinghouse.money.MoneyView;
import dev.countinghouse.subscription.PlannedChange;
import dev.countinghouse.subscription.domain.Proration;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a change of a subscription comes to, or has come to: the same lines in its preview and in its answer.
 *
 * @param executed whether it was made, or planned for its day; false in a preview
 * @param before what is taken until then
 * @param after what is taken from then on
 * @param effectiveAt when its first day begins, which belongs to what is new
 * @param proration of the rest of the period
 * @param lines what the rest of the period costs more, or less where below zero: of the invoice at its end, or of one at once
 * @param subtotal of the lines, before tax; null without lines
 * @param tax on the lines; null where they come with others on an invoice that is still to be written
 * @param total null like the tax
 * @param invoiceId of the invoice that was written at once; null for none, and where its day is to come
 * @param token names what is shown: with it, exactly that is done, or nothing
 */
public record SubscriptionChangeView(
        UUID subscriptionId,
        boolean executed,
        PlannedChange.Taken before,
        PlannedChange.Taken after,
        Instant effectiveAt,
        Proration proration,
        List<ChangedLine> lines,
        @Nullable MoneyView discount,
        @Nullable MoneyView subtotal,
        @Nullable MoneyView tax,
        @Nullable MoneyView total,
        @Nullable UUID invoiceId,
        String token) {

    /**
     * A line of an invoice.
     *
     * @param unitAmount price of a unit in major units
     * @param amount quantity times unit amount, rounded once
     * @param taxRates codes of the taxes on it
     */
    public record ChangedLine(
            String description,
            LocalDate periodStart,
            LocalDate periodEnd,
            BigDecimal quantity,
            BigDecimal unitAmount,
            MoneyView amount,
            List<String> taxRates) {}

    /** The same, made. */
    SubscriptionChangeView asExecuted(@Nullable UUID invoice) {
        return new SubscriptionChangeView(
                subscriptionId,
                true,
                before,
                after,
                effectiveAt,
                proration,
                lines,
                discount,
                subtotal,
                tax,
                total,
                invoice,
                token);
    }

    /** The same under the token that names it. */
    SubscriptionChangeView named(String name) {
        return new SubscriptionChangeView(
                subscriptionId,
                executed,
                before,
                after,
                effectiveAt,
                proration,
                lines,
                discount,
                subtotal,
                tax,
                total,
                invoiceId,
                name);
    }
}
