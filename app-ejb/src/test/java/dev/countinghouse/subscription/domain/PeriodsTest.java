package dev.countinghouse.subscription.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.subscription.domain.Periods.Cut;
import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.time.BillingCycle.Anchor;
import dev.countinghouse.time.BillingCycle.Unit;
import dev.countinghouse.time.ServicePeriod;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From 10 January 2024 by calendar months, cut on 20 January, 5 March and 15 March. */
class PeriodsTest {

    private static final Periods CUT = new Periods(
            monthly(),
            List.of(
                    new Cut(day("2024-01-20"), day("2024-02-01")),
                    new Cut(day("2024-03-05"), null),
                    new Cut(day("2024-03-15"), day("2024-04-01"))),
            Set.of());

    @ParameterizedTest(name = "{0}: {1} of {2}")
    @CsvSource({
        "0, 2024-01-10/2024-01-20, 2024-01-01/2024-02-01, 2024-02-01",
        "1, 2024-01-20/2024-02-01, 2024-01-01/2024-02-01,",
        "2, 2024-02-01/2024-03-01, 2024-02-01/2024-03-01,",
        "3, 2024-03-01/2024-03-05, 2024-03-01/2024-04-01,",
        "4, 2024-03-05/2024-03-15, 2024-03-01/2024-04-01, 2024-04-01",
        "5, 2024-03-15/2024-04-01, 2024-03-01/2024-04-01,",
        "6, 2024-04-01/2024-05-01, 2024-04-01/2024-05-01,",
    })
    void aCutEndsAPeriodAndBeginsAnotherThatAreSharesOfTheSame(
            int index, String days, String whole, LocalDate paidUntil) {
        assertThat(CUT.period(index)).isEqualTo(period(days));
        assertThat(CUT.wholePeriod(index)).isEqualTo(period(whole));
        assertThat(CUT.paidUntil(index)).isEqualTo(paidUntil);
        assertThat(CUT.indexOf(period(days).start())).isEqualTo(index);
        assertThat(CUT.indexOf(period(days).end().minusDays(1))).isEqualTo(index);
    }

    @Test
    void whatWasBilledOfAPeriodGoesAsFarAsItDidBeforeTheCut() {
        assertThat(CUT.billed(new ServicePeriod(day("2024-03-05"), day("2024-03-15"))))
                .isEqualTo(new ServicePeriod(day("2024-03-05"), day("2024-04-01")));
        assertThat(CUT.billed(new ServicePeriod(day("2024-03-01"), day("2024-03-05"))))
                .isEqualTo(new ServicePeriod(day("2024-03-01"), day("2024-03-05")));
    }

    @Test
    void aDayBeforeTheFirstIsOfTheFirst() {
        assertThat(CUT.indexOf(day("2023-12-31"))).isZero();
    }

    @Property
    void cutPeriodsTileAndLieWithinThoseOfTheCycle(
            @ForAll @Size(max = 6) List<@IntRange(min = 1, max = 700) Integer> after,
            @ForAll Unit unit,
            @ForAll Anchor anchor,
            @ForAll @IntRange(min = 1, max = 31) int first) {
        BillingCycle cycle = new BillingCycle(unit, 1, anchor, LocalDate.of(2023, 12, first));
        List<Cut> cuts = after.stream()
                .map(days -> cycle.startedOn().plusDays(days))
                .filter(day -> !cycle.period(cycle.indexOf(day)).start().equals(day))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(day -> new Cut(day, null))
                .toList();
        Periods periods = new Periods(cycle, cuts, Set.of());
        LocalDate next = cycle.startedOn();
        for (int index = 0; index < cuts.size() + 5; index++) {
            ServicePeriod period = periods.period(index);
            assertThat(period.start()).isEqualTo(next);
            assertThat(period.isEmpty()).isFalse();
            assertThat(cycle.indexOf(period.start()))
                    .isEqualTo(cycle.indexOf(period.end().minusDays(1)));
            assertThat(periods.indexOf(period.start())).isEqualTo(index);
            next = period.end();
        }
        assertThat(IntStream.range(0, cuts.size() + 800)
                        .mapToObj(periods::period)
                        .map(ServicePeriod::start))
                .containsAll(cuts.stream().map(Cut::day).toList());
    }

    private static BillingCycle monthly() {
        return new BillingCycle(Unit.MONTH, 1, Anchor.CALENDAR, day("2024-01-10"));
    }

    private static ServicePeriod period(String days) {
        String[] ends = days.split("/", 2);
        return new ServicePeriod(day(ends[0]), day(ends[1]));
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
