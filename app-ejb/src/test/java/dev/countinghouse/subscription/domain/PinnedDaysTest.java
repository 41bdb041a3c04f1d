package dev.countinghouse.subscription.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.time.ServicePeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinnedDaysTest {

    private static final LocalDate FEBRUARY = LocalDate.of(2026, 2, 1);

    @ParameterizedTest(name = "the period from {0} is billed by the new version: {1}")
    @CsvSource({"2026-01-01, false", "2026-01-31, false", "2026-02-01, true", "2026-02-02, true"})
    void aPeriodIsBilledByTheVersionThatItsFirstDayIsOf(LocalDate first, boolean byTheNewOne) {
        List<PinnedDays> days = PinnedDays.following(Arrays.<@Nullable LocalDate>asList(null, FEBRUARY));
        ServicePeriod period = new ServicePeriod(first, first.plusMonths(3));
        assertThat(days.get(1).bill(period)).isEqualTo(byTheNewOne);
        assertThat(days.get(0).bill(period)).isEqualTo(!byTheNewOne);
    }

    /** What begins on the first day of another version is no day of the one before. */
    @Test
    void aVersionThatNeverHoldsBillsNothing() {
        PinnedDays never = new PinnedDays(FEBRUARY, FEBRUARY);
        assertThat(never.hold(FEBRUARY)).isFalse();
        assertThat(never.hold(FEBRUARY.minusDays(1))).isFalse();
    }

    @Test
    void theOnlyVersionHoldsAlways() {
        assertThat(PinnedDays.ALWAYS.hold(LocalDate.MIN)).isTrue();
        assertThat(PinnedDays.ALWAYS.hold(LocalDate.MAX)).isTrue();
        assertThat(PinnedDays.ALWAYS.hasBegunBy(LocalDate.MIN)).isTrue();
    }

    @Property
    void versionsThatFollowEachOtherHoldEachDayOnce(
            @ForAll @Size(max = 6) @UniqueElements List<@IntRange(min = 1, max = 400) Integer> changes,
            @ForAll @IntRange(max = 500) int day) {
        List<@Nullable LocalDate> firstDays = new ArrayList<>();
        firstDays.add(null);
        changes.stream().sorted().map(FEBRUARY::plusDays).forEach(firstDays::add);
        LocalDate asked = FEBRUARY.plusDays(day);
        assertThat(PinnedDays.following(firstDays).stream().filter(days -> days.hold(asked)))
                .hasSize(1);
    }
}
