package dev.countinghouse.invoicing;

import dev.countinghouse.money.MoneyView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer has used so far, and what it will cost if nothing more comes.
 *
 * @param at the instant whose periods are shown
 */
public record CurrentUsageView(UUID customerId, Instant at, List<OfSubscription> subscriptions) {

    /**
     * Of the running period of a subscription.
     *
     * @param periodEnd the day after its last
     * @param amount of its usage, before tax, also where it was billed in advance
     */
    public record OfSubscription(
            UUID subscriptionId,
            String plan,
            LocalDate periodStart,
            LocalDate periodEnd,
            MoneyView amount,
            List<OfCharge> charges) {}

    /**
     * Of a charge.
     *
     * @param metric code
     * @param quantity of the metric in the period, before the charge divides it
     * @param groups the quantity by the values of the metric's group keys
     * @param lines what an invoice would show
     */
    public record OfCharge(
            String charge,
            String name,
            String metric,
            @Nullable String unit,
            BigDecimal quantity,
            MoneyView amount,
            List<OfGroup> groups,
            List<Line> lines) {}

    /** Of a combination of values of a metric's group keys. */
    public record OfGroup(Map<String, String> group, BigDecimal quantity) {}

    /** A line of the invoice to come. */
    public record Line(
            String description, String bucket, BigDecimal quantity, BigDecimal unitAmount, MoneyView amount) {}
}
