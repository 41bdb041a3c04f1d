package dev.countinghouse.wallet;

import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.time.BillingCycle.Anchor;
import dev.countinghouse.time.BillingCycle.Unit;
import java.time.LocalDate;

/** How often a wallet is topped up by itself. */
public enum TopUpInterval {
    WEEK(Unit.WEEK, 1),
    MONTH(Unit.MONTH, 1),
    QUARTER(Unit.MONTH, 3),
    YEAR(Unit.YEAR, 1);

    private final Unit unit;
    private final int count;

    TopUpInterval(Unit unit, int count) {
        this.unit = unit;
        this.count = count;
    }

    /**
     * The first of its days after a day: a start on the 31st falls to a shorter month's last day and returns to the 31st.
     *
     * @param startsOn the first of all
     */
    LocalDate dayAfter(LocalDate startsOn, LocalDate day) {
        if (startsOn.isAfter(day)) {
            return startsOn;
        }
        BillingCycle cycle = new BillingCycle(unit, count, Anchor.ANNIVERSARY, startsOn);
        return cycle.period(cycle.indexOf(day) + 1).start();
    }
}
