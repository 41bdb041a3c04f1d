package dev.countinghouse.it;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a history did with a subscription: all that its invoices follow from. */
final class HistorySubscription {
    /** Longer than any history. */
    static final LocalDate NEVER = LocalDate.of(9999, 1, 1);

    private static final UUID NOBODY = new UUID(0, 0);

    final String customer;

    /** The plan that it begins with. */
    final HistoryPlan plan;

    final ZoneId zone;
    final LocalDate start;
    final int quantity;
    final List<Change> changes = new ArrayList<>();
    final List<Move> moves = new ArrayList<>();
    final List<End> ends = new ArrayList<>();
    final List<Used> used = new ArrayList<>();
    final List<String> story = new ArrayList<>();

    /** Of what happens to it, whatever happens to others. */
    RandomGenerator chances = new SplittableRandom(0);

    UUID id = NOBODY;
    UUID customerId = NOBODY;

    /** Whether unused days go back, as it was said last. */
    boolean credited;

    /**
     * Another quantity.
     *
     * @param from its first day
     * @param planned whether it begins with a period
     * @param paid whether the rest of the period that it is made within is billed by it
     * @param until the end that the subscription had when it was made
     */
    record Change(LocalDate from, int quantity, boolean planned, boolean paid, LocalDate until) {}

    /** Another plan, from the first day of a period on. */
    record Move(LocalDate from, HistoryPlan plan) {}

    /** An end: the day after the last, and when it was said. */
    record End(Instant said, LocalDate day) {}

    /** An event of usage; one that was voided or corrected is another. */
    record Used(String key, Instant at, BigDecimal minutes) {}

    HistorySubscription(String customer, HistoryPlan plan, ZoneId zone, LocalDate start, int quantity) {
        this.customer = customer;
        this.plan = plan;
        this.zone = zone;
        this.start = start;
        this.quantity = quantity;
    }

    /** The day after its last. */
    LocalDate end() {
        return ends.isEmpty() ? NEVER : ends.getLast().day();
    }

    /** The end that was known at an instant. */
    LocalDate endAsOf(Instant at) {
        return ends.stream()
                .filter(end -> end.said().isBefore(at))
                .reduce((earlier, later) -> later)
                .map(End::day)
                .orElse(NEVER);
    }

    Instant beginOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    LocalDate dayOf(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    boolean runsOn(LocalDate day) {
        return !day.isBefore(start) && day.isBefore(end());
    }

    /** What is agreed on a day, whether or not it is paid. */
    int agreedOn(LocalDate day) {
        return changes.stream()
                .filter(change -> !change.from().isAfter(day))
                .reduce((earlier, later) -> later)
                .map(Change::quantity)
                .orElse(quantity);
    }

    /** The plan that it has on a day, or is to have. */
    HistoryPlan planOn(LocalDate day) {
        return moves.stream()
                .filter(move -> !move.from().isAfter(day))
                .reduce((earlier, later) -> later)
                .map(Move::plan)
                .orElse(plan);
    }

    /** All plans that it had or is to have, from the first to the last. */
    List<HistoryPlan> plans() {
        return Stream.concat(Stream.of(plan), moves.stream().map(Move::plan)).toList();
    }

    /** The first day that fees are paid for: the trial is that of the plan that it begins with. */
    LocalDate paidFrom() {
        return start.plusDays(plan.trialDays());
    }

    void tell(Instant now, String what) {
        story.add(now + " (" + dayOf(now) + ") " + what);
    }

    @Override
    public String toString() {
        return "%s, %s, from %s, %d seats, to %s, unused days %s%n%s%n  %s"
                .formatted(
                        customer,
                        zone,
                        start,
                        quantity,
                        end(),
                        credited ? "credited" : "kept",
                        plans().stream()
                                .distinct()
                                .map(one -> "plan " + Body.text(one.body()))
                                .collect(Collectors.joining("\n")),
                        String.join("\n  ", story));
    }
}
