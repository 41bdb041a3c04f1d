package dev.countinghouse.subscription.domain;

import dev.countinghouse.time.ServicePeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many times a subscription is taken, such as seats, day by day. What is billed follows from the days of the changes alone, whenever
 * it is billed. Source: docs/BILLING.md, another quantity.
 *
 * @param first quantity that it begins with
 * @param changes in the order in which they were made: of those whose first day has come the last holds
 */
public record Quantities(int first, List<Change> changes) {

    public Quantities {
        changes = List.copyOf(changes);
    }

    /**
     * A change.
     *
     * @param place its number in the subscription, from 1
     * @param from first day of the new quantity
     * @param periodEnd day after the last of the period that it is made within; null where it begins with a period
     */
    public record Change(
            int place,
            int quantity,
            LocalDate from,
            @Nullable LocalDate periodEnd,
            Proration proration) {

        /** Whether the rest of the period that it is made within is billed by it. */
        boolean isProrated() {
            return periodEnd != null && proration != Proration.NONE;
        }

        /** Whether a period that begins on a day is billed by it from its beginning on. A change of that day itself comes later. */
        boolean isThereAtBeginOf(LocalDate period) {
            return from.isBefore(period) || (periodEnd == null && from.equals(period));
        }
    }

    /**
     * What a change does to the rest of a period that was paid in advance.
     *
     * @param place the change's
     * @param before what the rest was paid for
     * @param rest its days, the day of the change included
     */
    public record Step(int place, int before, int after, ServicePeriod rest, Proration proration) {}

    /** Days of a period that one quantity is billed for. */
    public record Part(ServicePeriod days, int quantity) {}

    /** Those of a subscription whose quantity never changed. */
    public static Quantities always(int quantity) {
        return new Quantities(quantity, List.of());
    }

    /** With one change more. */
    public Quantities with(Change change) {
        return new Quantities(
                first, Stream.concat(changes.stream(), Stream.of(change)).toList());
    }

    /** The place of the next change. */
    public int nextPlace() {
        return changes.isEmpty() ? 1 : changes.getLast().place() + 1;
    }

    /** The quantity that is agreed on a day. */
    public int on(LocalDate day) {
        return last(change -> !change.from().isAfter(day));
    }

    /** Whether a change within a period begins on a day. */
    public boolean changedWithinPeriodOn(LocalDate day) {
        return changes.stream()
                .anyMatch(change -> change.periodEnd() != null && change.from().equals(day));
    }

    /** A change of the quantity that has not come yet on a day; null for none. One that was taken back changes nothing. */
    public @Nullable Change pendingOn(LocalDate day) {
        Change last = changes.isEmpty() ? null : changes.getLast();
        return last == null || !last.from().isAfter(day) || last.quantity() == on(day) ? null : last;
    }

    /**
     * The quantity that the paid days of a period are billed for in advance.
     *
     * @param period first day of the period
     * @param paidFrom first of its days that is paid: later than that where it begins in the trial
     */
    public int atBegin(LocalDate period, LocalDate paidFrom) {
        return last(change -> change.isThereAtBeginOf(period)
                || (change.isProrated() && change.from().isBefore(paidFrom)));
    }

    private int last(Predicate<Change> holds) {
        return changes.stream()
                .filter(holds)
                .reduce((earlier, later) -> later)
                .map(Change::quantity)
                .orElse(first);
    }

    /**
     * What changed within the paid days of a period, and is billed for what is left of it.
     *
     * @param period first day of the period
     * @param paid its paid days
     */
    public List<Step> steps(LocalDate period, ServicePeriod paid) {
        List<Step> steps = new ArrayList<>();
        int before = atBegin(period, paid.start());
        for (Change change : changes) {
            LocalDate end = change.periodEnd();
            if (end == null
                    || !change.isProrated()
                    || change.from().isBefore(paid.start())
                    || !change.from().isBefore(paid.end())) {
                continue;
            }
            ServicePeriod rest = new ServicePeriod(change.from(), end);
            steps.add(new Step(change.place(), before, change.quantity(), rest, change.proration()));
            before = change.quantity();
        }
        return steps;
    }

    /**
     * Days after a subscription's end by the quantity that was paid for them in advance: a change that was made after it was canceled was paid
     * for until the end that there was. They tile.
     *
     * @param period first day of the period that they are of
     * @param paid its paid days until the end
     */
    public List<Part> unused(LocalDate period, ServicePeriod paid, ServicePeriod unused) {
        List<Step> steps = steps(period, paid);
        SortedSet<LocalDate> ends = new TreeSet<>(Set.of(unused.end()));
        steps.stream()
                .map(step -> step.rest().end())
                .filter(end -> end.isAfter(unused.start()) && end.isBefore(unused.end()))
                .forEach(ends::add);
        List<Part> parts = new ArrayList<>();
        LocalDate from = unused.start();
        for (LocalDate end : ends) {
            int more = steps.stream()
                    .filter(step -> !step.rest().end().isBefore(end))
                    .mapToInt(step -> step.after() - step.before())
                    .sum();
            parts.add(new Part(new ServicePeriod(from, end), atBegin(period, paid.start()) + more));
            from = end;
        }
        return parts;
    }

    /** The paid days of a period by what they are billed for in arrears: they tile, and neighbours differ. */
    public List<Part> parts(LocalDate period, ServicePeriod paid) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(paid, atBegin(period, paid.start())));
        for (Step step : steps(period, paid)) {
            Part last = parts.removeLast();
            LocalDate day = step.rest().start();
            if (day.isAfter(last.days().start())) {
                parts.add(new Part(last.days().before(day), last.quantity()));
            }
            if (!parts.isEmpty() && parts.getLast().quantity() == step.after()) {
                day = parts.removeLast().days().start();
            }
            parts.add(new Part(new ServicePeriod(day, paid.end()), step.after()));
        }
        return parts;
    }
}
