package dev.countinghouse.it;

import dev.countinghouse.it.HistoryPlan.Fee;
import dev.countinghouse.it.HistorySubscription.Change;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a subscription must have been billed in all, when it is over: found by walking the calendar day by day and asking of each day
 * what it was paid for. It knows docs/BILLING.md, the JDK and what the history did; nothing of the product.
 */
final class PaidDays {
    /** What stands for the plan's minimum commitment among the charges. */
    static final String COMMITMENT = "commitment";

    private final HistorySubscription subscription;
    private final Map<String, BigDecimal> billed = new TreeMap<>();
    private final List<String> table = new ArrayList<>();

    /**
     * A period.
     *
     * @param index how many come before it
     * @param plan that it is billed by: the one that it begins under
     * @param whole all days that it would have, had the subscription not begun or ended within it
     * @param days those from the subscription's start on, be they after its end
     */
    record Period(int index, HistoryPlan plan, List<LocalDate> whole, List<LocalDate> days) {
        LocalDate first() {
            return days.getFirst();
        }

        boolean holds(LocalDate day) {
            return !day.isBefore(first()) && !day.isAfter(days.getLast());
        }

        /** Of an amount so many of its days, rounded once. */
        BigDecimal share(BigDecimal amount, long of) {
            return plan.share(amount, of, whole.size());
        }
    }

    PaidDays(HistorySubscription subscription) {
        this.subscription = subscription;
    }

    /** What each charge must have come to in each period, by the code and the period's first day; nothing where that is nothing. */
    static PaidDays of(HistorySubscription subscription) {
        PaidDays paid = new PaidDays(subscription);
        for (Period period : paid.periods(subscription.end())) {
            paid.bill(period);
        }
        return paid;
    }

    Map<String, BigDecimal> billed() {
        return billed;
    }

    /** The days in short: those that were paid for the same. */
    String table() {
        return String.join("\n  ", table);
    }

    // ---- the calendar

    /** The periods that begin before a day; all plans that a subscription can be moved to have the same. */
    List<Period> periods(LocalDate end) {
        List<Period> periods = new ArrayList<>();
        LocalDate day = subscription.start;
        while (subscription.plan.calendar() && !begins(day)) {
            day = day.minusDays(1);
        }
        while (day.isBefore(end)) {
            List<LocalDate> whole = new ArrayList<>();
            do {
                whole.add(day);
                day = day.plusDays(1);
            } while (!begins(day));
            List<LocalDate> days = whole.stream()
                    .filter(one -> !one.isBefore(subscription.start))
                    .toList();
            HistoryPlan plan = subscription.planOn(days.getFirst());
            periods.add(new Period(periods.size(), plan, whole, days));
        }
        return periods;
    }

    /** The first day of the period after the one that holds a day. */
    LocalDate nextPeriod(LocalDate day) {
        return periods(day.plusDays(1)).getLast().days().getLast().plusDays(1);
    }

    /** Whether a period begins on a day. Periods of several weeks, months or years are counted from that of the start. */
    private boolean begins(LocalDate day) {
        LocalDate start = subscription.start;
        HistoryPlan plan = subscription.plan;
        int count = plan.count();
        if (plan.interval().equals("week")) {
            DayOfWeek first = plan.calendar() ? DayOfWeek.MONDAY : start.getDayOfWeek();
            LocalDate week = start;
            while (week.getDayOfWeek() != first) {
                week = week.minusDays(1);
            }
            return day.getDayOfWeek() == first && ChronoUnit.WEEKS.between(week, day) % count == 0;
        }
        if (plan.interval().equals("year") && plan.calendar()) {
            return day.getDayOfYear() == 1 && (day.getYear() - start.getYear()) % count == 0;
        }
        int months = plan.interval().equals("year") ? 12 * count : count;
        int first = plan.calendar() ? 1 : Math.min(start.getDayOfMonth(), day.lengthOfMonth());
        return day.getDayOfMonth() == first
                && ChronoUnit.MONTHS.between(YearMonth.from(start), YearMonth.from(day)) % months == 0;
    }

    // ---- what its days cost

    private void bill(Period period) {
        HistoryPlan plan = period.plan();
        BigDecimal spent = BigDecimal.ZERO;
        for (Fee fee : plan.feesIn(period.index())) {
            spent = spent.add(
                    note(fee.code(), period, fee.advance() ? inAdvance(fee, period) : inArrears(fee, period)));
        }
        HistoryPrice price = plan.usageIn(period.index());
        if (price != null) {
            BigDecimal minutes = minutes(period);
            BigDecimal cost = price.parts(minutes).stream().map(plan::rounded).reduce(BigDecimal.ZERO, BigDecimal::add);
            spent = spent.add(note(HistoryPlan.MINUTES, period, cost));
            table.add("%s %s minutes: %s".formatted(period.first(), minutes.toPlainString(), cost));
        }
        if (plan.commitment() != null) {
            long days = period.days().stream()
                    .filter(day -> isUsed(day) && !isFree(day))
                    .count();
            note(
                    COMMITMENT,
                    period,
                    period.share(plan.commitment(), days).subtract(spent).max(BigDecimal.ZERO));
        }
    }

    private BigDecimal note(String charge, Period period, BigDecimal amount) {
        if (amount.signum() != 0) {
            billed.put(charge + " " + period.first(), amount.stripTrailingZeros());
        }
        return amount;
    }

    private boolean isUsed(LocalDate day) {
        return day.isBefore(subscription.end());
    }

    private boolean isFree(LocalDate day) {
        return day.isBefore(subscription.paidFrom());
    }

    /**
     * Whether a day was asked for when its period began, or the trial within it ended: it was not yet said then that it would be after the
     * end.
     */
    private boolean isAsked(LocalDate day, Period period) {
        LocalDate due = isFree(period.first()) ? subscription.paidFrom() : period.first();
        return !isFree(day) && day.isBefore(subscription.endAsOf(subscription.beginOf(due)));
    }

    /** The changes that the rest of a period was billed by: in the trial there is nothing to make up for. */
    private List<Change> changes(Period period) {
        return subscription.changes.stream()
                .filter(change -> change.paid() && period.holds(change.from()) && !isFree(change.from()))
                .toList();
    }

    /**
     * The quantity that a period begins with: a change that was made on its first day comes after that. Where it begins in the trial, the
     * one that there is when that ends.
     */
    private int first(Period period) {
        return subscription.changes.stream()
                .filter(change -> change.from().isBefore(period.first())
                        || (change.planned() && change.from().equals(period.first()))
                        || (change.paid() && period.holds(change.from()) && isFree(change.from())))
                .reduce((earlier, later) -> later)
                .map(Change::quantity)
                .orElse(subscription.quantity);
    }

    /**
     * At the beginning of a period, or where the trial ends within it, all of its days that are asked for are paid by the quantity of then;
     * each change pays the difference for the days from it on, up to the end that was known; and the days after the end go back by what they
     * were paid for.
     */
    private BigDecimal inAdvance(Fee fee, Period period) {
        int whole = period.whole().size();
        BigDecimal first = fee.fixed() == null ? new BigDecimal(first(period)) : fee.fixed();
        long asked = period.days().stream().filter(day -> isAsked(day, period)).count();
        if (!fee.prorated() && asked > 0) {
            asked = whole;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal part : fee.price().parts(first)) {
            sum = sum.add(period.share(part, asked));
        }
        table.add("%s %s: %s for %d of %d days = %s"
                .formatted(period.first(), fee.code(), first.toPlainString(), asked, whole, sum));
        if (fee.prorated() && fee.fixed() == null) {
            sum = sum.add(changed(fee, period));
        }
        return fee.prorated() && subscription.credited ? sum.subtract(unused(fee, period)) : sum;
    }

    private BigDecimal changed(Fee fee, Period period) {
        BigDecimal sum = BigDecimal.ZERO;
        int before = first(period);
        for (Change change : changes(period)) {
            long days = period.days().stream()
                    .filter(day -> !day.isBefore(change.from()) && day.isBefore(change.until()))
                    .count();
            BigDecimal more = cost(fee, change.quantity()).subtract(cost(fee, before));
            BigDecimal amount = period.share(more, days);
            table.add("%s %s: from %d to %d for %d days = %s"
                    .formatted(change.from(), fee.code(), before, change.quantity(), days, amount));
            sum = sum.add(amount);
            before = change.quantity();
        }
        return sum;
    }

    /** What goes back of days that were paid and not used. */
    private BigDecimal unused(Fee fee, Period period) {
        Map<BigDecimal, Integer> daysByUnits = new TreeMap<>();
        for (LocalDate day : period.days()) {
            if (!isUsed(day) && isAsked(day, period)) {
                BigDecimal units = fee.fixed() == null ? new BigDecimal(paidOn(day, period)) : fee.fixed();
                daysByUnits.merge(units, 1, Integer::sum);
            }
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<BigDecimal, Integer> days : daysByUnits.entrySet()) {
            BigDecimal cost = fee.price().of(days.getKey());
            BigDecimal amount = period.share(cost, days.getValue());
            table.add("%s %s: %s back for %d days = -%s"
                    .formatted(subscription.end(), fee.code(), days.getKey().toPlainString(), days.getValue(), amount));
            sum = sum.add(amount);
        }
        return sum;
    }

    /** The quantity that a day of a period is paid for, whether or not it came to be used. */
    private int paidOn(LocalDate day, Period period) {
        return changes(period).stream()
                .filter(change -> !day.isBefore(change.from()) && day.isBefore(change.until()))
                .reduce((earlier, later) -> later)
                .map(Change::quantity)
                .orElse(first(period));
    }

    /** When a period is over, the days that were used after the trial are paid, those of one quantity after the other. */
    private BigDecimal inArrears(Fee fee, Period period) {
        List<LocalDate> paid = period.days().stream()
                .filter(day -> isUsed(day) && !isFree(day))
                .toList();
        if (paid.isEmpty()) {
            return BigDecimal.ZERO;
        }
        BigDecimal first = new BigDecimal(first(period));
        if (!fee.prorated()) {
            return run(
                    fee,
                    fee.fixed() == null ? first : fee.fixed(),
                    period.whole().size(),
                    period);
        }
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal units = first;
        int days = 0;
        for (LocalDate day : paid) {
            BigDecimal ofDay = fee.fixed() == null ? new BigDecimal(paidOn(day, period)) : fee.fixed();
            if (days > 0 && ofDay.compareTo(units) != 0) {
                sum = sum.add(run(fee, units, days, period));
                days = 0;
            }
            units = ofDay;
            days++;
        }
        return sum.add(run(fee, units, days, period));
    }

    private BigDecimal run(Fee fee, BigDecimal units, int days, Period period) {
        BigDecimal sum = fee.price().parts(units).stream()
                .map(part -> period.share(part, days))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        table.add("%s %s: %s for %d of %d days = %s"
                .formatted(
                        period.first(),
                        fee.code(),
                        units.toPlainString(),
                        days,
                        period.whole().size(),
                        sum));
        return sum;
    }

    private static BigDecimal cost(Fee fee, int units) {
        return fee.price().of(new BigDecimal(units));
    }

    /** What was used on the days of a period, as the customer counts days, whenever it came in. */
    private BigDecimal minutes(Period period) {
        return subscription.used.stream()
                .filter(event -> {
                    LocalDate day = subscription.dayOf(event.at());
                    return period.holds(day) && isUsed(day);
                })
                .map(HistorySubscription.Used::minutes)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
