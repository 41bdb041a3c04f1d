package dev.countinghouse.subscription;

import dev.countinghouse.subscription.domain.Trial;
import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A boundary between two periods of a subscription, to be billed.
 *
 * @param zone whose days the periods are made of
 * @param at the boundary's instant, the end of its grace where it has some, or one within the period where that is billed so far:
 *     what the invoice is dated by, also when it is written later
 * @param ended the period that is billed in arrears; null at the beginning
 * @param endedWhole that period as it would be had the subscription not begun or ended within it; null at the beginning
 * @param begun what is billed in advance; empty at the end, and where the period begins in the trial: it is billed when that
 *     ends
 * @param begunWhole the period as it would be had the subscription not begun or ended within it
 * @param unused days after the period that ended which were paid in advance with it and are given back: after the subscription's end, or where
 *     another plan was taken within the period; null for none
 * @param skipsUsage whether usage that is not billed yet stays so: at the end of a subscription that says it
 * @param trial days whose fees are free
 */
public record DueBilling(
        UUID subscriptionId,
        UUID customerId,
        ZoneId zone,
        Instant at,
        @Nullable ServicePeriod ended,
        @Nullable ServicePeriod endedWhole,
        ServicePeriod begun,
        ServicePeriod begunWhole,
        @Nullable ServicePeriod unused,
        boolean skipsUsage,
        Trial trial) {

    /** Whether it is dated later than it fell due. */
    public boolean isDraft() {
        return at.isAfter(begun.from(zone));
    }

    /** The same with another period in advance. */
    public DueBilling beginning(ServicePeriod period) {
        return new DueBilling(
                subscriptionId, customerId, zone, at, ended, endedWhole, period, begunWhole, unused, skipsUsage, trial);
    }

    /** The same that gives other days back. */
    DueBilling givingBack(ServicePeriod days) {
        return new DueBilling(
                subscriptionId, customerId, zone, at, ended, endedWhole, begun, begunWhole, days, skipsUsage, trial);
    }

    /** Whether a line that begins on a day bills the period that ended, or gives back what was paid for days after it. */
    public boolean isOfEnded(LocalDate day) {
        return ended != null
                && !day.isBefore(ended.start())
                && day.isBefore(unused == null ? ended.end() : unused.end());
    }

    /** First day of the subscription. */
    public LocalDate startedOn() {
        return trial.startedOn();
    }

    /** What of a period its fees are due for; empty when it lies in the trial. */
    public ServicePeriod paid(ServicePeriod period) {
        return trial.paid(period);
    }
}
