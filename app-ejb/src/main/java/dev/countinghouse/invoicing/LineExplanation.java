package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Aggregation;
import dev.countinghouse.catalog.Charge;
import dev.countinghouse.money.MoneyView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a line came about, going out.
 *
 * @param text for whoever has to pay it
 * @param plan the version that billed its period; null on what somebody wrote by hand
 * @param charge null on what fills the plan's commitment up, and on what somebody wrote by hand
 * @param from first instant of its period
 * @param to instant after the last
 * @param preciseAmount before the one rounding
 * @param discount what coupons took off it; zero or less of a line below zero
 * @param billedBefore lines before it of the same part of the same charge and period: what they came to is taken off
 * @param usage what was used; null where nothing is
 */
public record LineExplanation(
        UUID id,
        int position,
        String description,
        String text,
        LinePurpose purpose,
        @Nullable PlanOf plan,
        @Nullable ChargeOf charge,
        LocalDate periodStart,
        LocalDate periodEnd,
        Instant from,
        Instant to,
        BigDecimal quantity,
        BigDecimal unitAmount,
        BigDecimal preciseAmount,
        MoneyView amount,
        MoneyView discount,
        List<String> taxRates,
        BigDecimal taxPercent,
        MoneyView tax,
        List<BilledBefore> billedBefore,
        Map<String, Object> calculation,
        @Nullable UsageOf usage) {

    /** A version of a plan. */
    public record PlanOf(UUID versionId, int number, String code, String name) {}

    /**
     * A charge of it.
     *
     * @param phase that the period is in; null without phases
     */
    public record ChargeOf(
            UUID id,
            String code,
            String name,
            Charge.Kind kind,
            Charge.Model model,
            Charge.Timing timing,
            @Nullable String phase) {}

    /** A line that billed the same before. */
    public record BilledBefore(UUID invoiceId, String invoice, int line, BigDecimal quantity, MoneyView amount) {}

    /**
     * What was used.
     *
     * @param bucket filter and group that the line is of; empty where usage is not divided
     * @param quantity of the bucket in the period, as it was billed
     * @param eventsDeleted whether events of it are so old that they may be deleted: the hourly sums stay
     * @param hours sums of the hours, as they are now; null in the explanation of a whole invoice
     * @param events where the events themselves are
     */
    public record UsageOf(
            UUID metricId,
            String metric,
            @Nullable String unit,
            Aggregation aggregation,
            String bucket,
            @Nullable BigDecimal quantity,
            boolean eventsDeleted,
            @Nullable List<HourOf> hours,
            String events) {}

    /** An hour's sum; one that the period cuts is whole. */
    public record HourOf(Instant hour, BigDecimal quantity, long events) {}

    /**
     * An event as it counted when the line was written.
     *
     * @param amended whether an amendment counts in its place
     * @param late whether it was recorded after the charge's period was billed before
     */
    public record EventOf(
            UUID id,
            String source,
            String transactionId,
            Instant timestamp,
            BigDecimal quantity,
            boolean amended,
            boolean late,
            Instant receivedAt,
            Map<String, String> group) {}
}
