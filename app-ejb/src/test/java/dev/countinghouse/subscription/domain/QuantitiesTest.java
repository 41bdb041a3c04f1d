package dev.countinghouse.subscription.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.subscription.domain.Quantities.Change;
import dev.countinghouse.subscription.domain.Quantities.Part;
import dev.countinghouse.subscription.domain.Quantities.Step;
import dev.countinghouse.time.ServicePeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Five of a plan by calendar months; June 2023 is looked at. */
class QuantitiesTest {

    private static final LocalDate FIRST_OF_JUNE = LocalDate.parse("2023-06-01");
    private static final ServicePeriod JUNE = new ServicePeriod(FIRST_OF_JUNE, LocalDate.parse("2023-07-01"));

    @ParameterizedTest(
            name = "to 7 on {0} ({1}): June begins with {2}, {3} until the end of June, July begins with {4}")
    @CsvSource({
        "2023-05-31, next_invoice, 7, 7, 7",
        "2023-05-31, none,         7, 7, 7", // from the next period on
        "2023-06-01, next_invoice, 5, 7, 7", // its whole day and all of June, but June was billed for 5
        "2023-06-01, none,         5, 5, 7",
        "2023-06-01, planned,      7, 7, 7",
        "2023-06-30, at_once,      5, 7, 7",
        "2023-06-30, none,         5, 5, 7",
        "2023-07-01, next_invoice, 5, 5, 5",
        "2023-07-01, planned,      5, 5, 7",
    })
    void aPeriodIsBilledByTheDaysOfTheChangesWheneverThatIs(String day, String how, int begin, int end, int next) {
        Quantities quantities = Quantities.always(5).with(change(1, 7, day, how));
        assertThat(quantities.atBegin(FIRST_OF_JUNE, FIRST_OF_JUNE)).isEqualTo(begin);
        assertThat(quantities.parts(FIRST_OF_JUNE, JUNE).getLast().quantity()).isEqualTo(end);
        assertThat(quantities.atBegin(JUNE.end(), JUNE.end())).isEqualTo(next);
    }

    @Test
    void onEachDayThatQuantityIsAgreedThatWasChangedLast() {
        Quantities quantities = Quantities.always(5)
                .with(change(1, 7, "2023-06-10", "none"))
                .with(change(2, 9, "2023-06-20", "at_once"));
        assertThat(quantities.on(LocalDate.parse("2023-06-09"))).isEqualTo(5);
        assertThat(quantities.on(LocalDate.parse("2023-06-10"))).isEqualTo(7);
        assertThat(quantities.on(LocalDate.parse("2023-06-19"))).isEqualTo(7);
        assertThat(quantities.on(LocalDate.parse("2023-06-20"))).isEqualTo(9);
        assertThat(quantities.nextPlace()).isEqualTo(3);
    }

    /** The rest of June was paid for five: the change that is billed is from what was paid to what there is. */
    @Test
    void whatWasChangedWithoutProrationIsMadeUpForByTheNextChangeWithIt() {
        Quantities quantities = Quantities.always(5)
                .with(change(1, 7, "2023-06-10", "none"))
                .with(change(2, 9, "2023-06-20", "at_once"));
        assertThat(quantities.steps(FIRST_OF_JUNE, JUNE))
                .containsExactly(new Step(2, 5, 9, period("2023-06-20", "2023-07-01"), Proration.AT_ONCE));
    }

    @Test
    void thePeriodsOfEachQuantityTile() {
        Quantities quantities = Quantities.always(5)
                .with(change(1, 7, "2023-06-10", "at_once"))
                .with(change(2, 3, "2023-06-20", "next_invoice"));
        assertThat(quantities.parts(FIRST_OF_JUNE, JUNE))
                .containsExactly(
                        new Part(period("2023-06-01", "2023-06-10"), 5),
                        new Part(period("2023-06-10", "2023-06-20"), 7),
                        new Part(period("2023-06-20", "2023-07-01"), 3));
        assertThat(quantities.steps(JUNE.end(), period("2023-07-01", "2023-08-01")))
                .isEmpty();
    }

    /** Paid from the 15th on: what was changed before is there when the rest of June is billed, also on the day before. */
    @ParameterizedTest(name = "changed on {0}: {1} when the trial ends, {2} steps after it")
    @CsvSource({"2023-06-01, 7, 0", "2023-06-14, 7, 0", "2023-06-15, 5, 1", "2023-06-20, 5, 1"})
    void inTheTrialAChangeIsThereWhenItEnds(String day, int begin, int steps) {
        ServicePeriod paid = JUNE.from(LocalDate.parse("2023-06-15"));
        Quantities quantities = Quantities.always(5).with(change(1, 7, day, "next_invoice"));
        assertThat(quantities.atBegin(FIRST_OF_JUNE, paid.start())).isEqualTo(begin);
        assertThat(quantities.steps(FIRST_OF_JUNE, paid)).hasSize(steps);
    }

    @Test
    void aPlannedChangeThatWasTakenBackIsNoneAndAnotherOneMayFollow() {
        Quantities planned = Quantities.always(5).with(change(1, 7, "2023-07-01", "planned"));
        assertThat(planned.pendingOn(LocalDate.parse("2023-06-30"))).isNotNull();
        assertThat(planned.pendingOn(LocalDate.parse("2023-07-01"))).isNull();
        Quantities withdrawn = planned.with(change(2, 5, "2023-07-01", "planned"));
        assertThat(withdrawn.pendingOn(LocalDate.parse("2023-06-30"))).isNull();
        Quantities again = withdrawn.with(change(3, 6, "2023-06-20", "none"));
        assertThat(again.on(LocalDate.parse("2023-07-15"))).isEqualTo(6);
        assertThat(again.atBegin(JUNE.end(), JUNE.end())).isEqualTo(6);
    }

    /** Ten were paid for June, one from the second day on. After it was canceled to the 20th, two from the 10th until then. */
    @Test
    void daysAfterAnEndWerePaidForTheQuantityOfTheChangesThatGoBeyondIt() {
        Quantities quantities = Quantities.always(10)
                .with(change(1, 1, "2023-06-02", "next_invoice"))
                .with(new Change(
                        2, 2, LocalDate.parse("2023-06-10"), LocalDate.parse("2023-06-20"), Proration.AT_ONCE));
        ServicePeriod unused = period("2023-06-15", "2023-07-01");
        assertThat(quantities.unused(FIRST_OF_JUNE, period("2023-06-01", "2023-06-15"), unused))
                .containsExactly(
                        new Part(period("2023-06-15", "2023-06-20"), 2),
                        new Part(period("2023-06-20", "2023-07-01"), 1));
        assertThat(quantities.unused(
                        FIRST_OF_JUNE, period("2023-06-01", "2023-06-20"), period("2023-06-20", "2023-07-01")))
                .containsExactly(new Part(period("2023-06-20", "2023-07-01"), 1));
    }

    /** What was changed without proration was not paid for. */
    @Test
    void aChangeWithoutProrationIsNotGivenBackAtTheEnd() {
        Quantities quantities = Quantities.always(5).with(change(1, 7, "2023-06-10", "none"));
        assertThat(quantities.unused(
                        FIRST_OF_JUNE, period("2023-06-01", "2023-06-15"), period("2023-06-15", "2023-07-01")))
                .containsExactly(new Part(period("2023-06-15", "2023-07-01"), 5));
    }

    /** The steps lead from what a period begins with to what it ends with, and its parts say the same. */
    @Property
    void stepsAndPartsAgree(
            @ForAll @Size(max = 6) List<@IntRange(min = 1, max = 30) Integer> days,
            @ForAll @Size(value = 6) List<@IntRange(min = 1, max = 4) Integer> quantities,
            @ForAll @IntRange(min = 1, max = 25) int paidFrom) {
        Quantities all = Quantities.always(2);
        List<Integer> inOrder = days.stream().sorted().toList();
        for (int i = 0; i < inOrder.size(); i++) {
            String how = i % 3 == 0 ? "none" : i % 3 == 1 ? "at_once" : "next_invoice";
            all = all.with(change(
                    i + 1,
                    quantities.get(i),
                    JUNE.start().plusDays(inOrder.get(i) - 1).toString(),
                    how));
        }
        ServicePeriod paid = JUNE.from(LocalDate.of(2023, 6, paidFrom));
        List<Step> steps = all.steps(FIRST_OF_JUNE, paid);
        List<Part> parts = all.parts(FIRST_OF_JUNE, paid);
        long byParts = parts.stream()
                .mapToLong(part -> part.quantity() * part.days().days())
                .sum();
        long bySteps = all.atBegin(FIRST_OF_JUNE, paid.start()) * paid.days()
                + steps.stream()
                        .mapToLong(step -> (long) (step.after() - step.before())
                                * step.rest().days())
                        .sum();
        assertThat(byParts).isEqualTo(bySteps);
        List<LocalDate> bounds = new ArrayList<>(List.of(paid.start()));
        parts.forEach(part -> {
            assertThat(part.days().start()).isEqualTo(bounds.getLast());
            bounds.add(part.days().end());
        });
        assertThat(bounds.getLast()).isEqualTo(paid.end());
        for (int i = 1; i < parts.size(); i++) {
            assertThat(parts.get(i).quantity()).isNotEqualTo(parts.get(i - 1).quantity());
        }
    }

    /** In the month that holds its day, unless it is planned for a period's beginning. */
    private static Change change(int place, int quantity, String day, String how) {
        LocalDate from = LocalDate.parse(day);
        @Nullable
        LocalDate end = how.equals("planned") ? null : from.withDayOfMonth(1).plusMonths(1);
        Proration proration = how.equals("planned") ? Proration.NONE : Proration.valueOf(how.toUpperCase(Locale.ROOT));
        return new Change(place, quantity, from, end, proration);
    }

    private static ServicePeriod period(String start, String end) {
        return new ServicePeriod(LocalDate.parse(start), LocalDate.parse(end));
    }
}
