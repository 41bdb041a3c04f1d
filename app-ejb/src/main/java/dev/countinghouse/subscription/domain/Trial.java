package dev.countinghouse.subscription.domain;

import dev.countinghouse.time.ServicePeriod;
import java.time.LocalDate;

/**
 * Days at the beginning of a subscription whose fees are free. Source: docs/BILLING.md, trials.
 *
 * @param startedOn first day of the subscription
 * @param days of trial, zero or more
 */
public record Trial(LocalDate startedOn, long days) {

    public Trial {
        if (days < 0) {
            throw new IllegalArgumentException(days + " days of trial");
        }
    }

    /** The first day that is paid. */
    public LocalDate paidFrom() {
        return startedOn.plusDays(days);
    }

    /** What of a period is paid: all of it after the trial, nothing within it. */
    public ServicePeriod paid(ServicePeriod period) {
        return period.from(paidFrom());
    }
}
