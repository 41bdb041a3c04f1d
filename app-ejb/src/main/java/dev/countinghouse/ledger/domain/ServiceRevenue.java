package dev.countinghouse.ledger.domain;

import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * What was invoiced for days of service, which earn it one after the other. Source: docs/BILLING.md, deferred revenue.
 *
 * @param amount net, after coupons; below zero for what is given back
 * @param period one day or more
 */
public record ServiceRevenue(Money amount, ServicePeriod period) {

    public ServiceRevenue {
        if (period.isEmpty()) {
            throw new IllegalArgumentException("no day of service: " + period);
        }
    }

    /** Whether there is something to earn after this day: its service goes on then. */
    public boolean goesOnAfter(LocalDate day) {
        return amount.signum() != 0 && period.end().isAfter(day.plusDays(1));
    }

    /** What the days before this one do not earn. */
    public Money notEarnedBefore(LocalDate day) {
        return new RevenueSchedule(amount, period.days()).deferred(ChronoUnit.DAYS.between(period.start(), day));
    }
}
