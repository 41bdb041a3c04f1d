package dev.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TierUsageTest {

    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final YearMonth FEBRUARY = YearMonth.of(2026, 2);
    private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");

    private final Rows rows = new Rows();

    /** What the database keeps, in memory. */
    private static final class Rows extends TierUsageRepository {
        private final Map<YearMonth, Counted> counted = new HashMap<>();
        private final List<Instant> events = new ArrayList<>();
        private int written;

        @Override
        Counted counted(YearMonth month) {
            return counted.getOrDefault(month, new Counted(0, TierUsage.begin(month), false));
        }

        @Override
        long stored(Instant from, Instant to) {
            return events.stream()
                    .filter(at -> !at.isBefore(from) && at.isBefore(to))
                    .count();
        }

        @Override
        void count(YearMonth month, Counted since, long more, Instant before) {
            assertThat(since).isEqualTo(counted(month));
            counted.put(month, new Counted(since.events() + more, before, true));
            written++;
        }

        long added(YearMonth month) {
            return Objects.requireNonNull(counted.get(month)).events();
        }
    }

    private TierUsage at(Instant now) {
        TierUsage usage = new TierUsage();
        usage.counts = rows;
        usage.realTime = Clock.fixed(now, ZoneOffset.UTC);
        return usage;
    }

    @Test
    void anEventCountsInTheMonthOfUtcThatItCameIn() {
        rows.events.add(Instant.parse("2025-12-31T23:59:59.999Z"));
        rows.events.add(Instant.parse("2026-01-01T00:00:00Z"));
        rows.events.add(Instant.parse("2026-01-31T23:59:59.999Z"));
        rows.events.add(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(at(NOON).in(JANUARY)).isEqualTo(2);
        assertThat(at(Instant.parse("2026-01-31T23:59:59Z")).month()).isEqualTo(JANUARY);
        assertThat(at(Instant.parse("2026-02-01T00:00:00Z")).month()).isEqualTo(FEBRUARY);
    }

    @Test
    void whatMayStillBeCommittedIsNotAddedUpYet() {
        rows.events.add(NOON.minus(TierUsage.OPEN).minusMillis(1));
        rows.events.add(NOON.minus(TierUsage.OPEN));
        at(NOON).count();
        assertThat(rows.added(JANUARY)).isEqualTo(1);
        assertThat(at(NOON).in(JANUARY)).isEqualTo(2);
        rows.events.add(NOON.minus(Duration.ofMinutes(2))); // of a transaction that took its time
        assertThat(at(NOON).in(JANUARY)).isEqualTo(3);
    }

    @Test
    void addingUpChangesNothingThatIsSeenAndAddsNothingTwice() {
        for (int minute = 0; minute < 60; minute++) {
            Instant now = NOON.plus(Duration.ofMinutes(minute));
            rows.events.add(now);
            at(now.plusMillis(500)).count();
            assertThat(at(now.plusMillis(500)).in(JANUARY)).isEqualTo(minute + 1);
        }
        assertThat(rows.added(JANUARY)).isEqualTo(55);
    }

    @Test
    void itIsAddedUpOnceAMinuteAtMost() {
        rows.events.add(NOON.minus(TierUsage.OPEN).minusMillis(1));
        rows.events.add(NOON.minus(TierUsage.OPEN));
        at(NOON).count();
        at(NOON.plusSeconds(59)).count();
        assertThat(rows.added(JANUARY)).isEqualTo(1);
        at(NOON.plusSeconds(60)).count();
        assertThat(rows.added(JANUARY)).isEqualTo(2);
    }

    @Test
    void whoSendsNothingCostsNoRowAndNoWrite() {
        at(NOON).count();
        assertThat(rows.written).isZero();
        rows.events.add(NOON);
        at(NOON).count();
        at(NOON.plus(Duration.ofMinutes(10))).count();
        at(NOON.plus(Duration.ofMinutes(20))).count();
        assertThat(rows.written).isEqualTo(2);
        assertThat(rows.added(JANUARY)).isEqualTo(1);
    }

    @Test
    void aMonthThatIsOverIsAddedUpToItsEndAndNoFurther() {
        Instant end = Instant.parse("2026-02-01T00:00:00Z");
        rows.events.add(end.minusMillis(1));
        rows.events.add(end);
        at(end.plusSeconds(1)).count();
        assertThat(rows.added(JANUARY)).isZero();
        assertThat(rows.added(FEBRUARY)).as("the new month begins with nothing").isZero();
        at(end.plus(TierUsage.OPEN).plusSeconds(1)).count();
        assertThat(rows.added(JANUARY)).isEqualTo(1);
        int before = rows.written;
        at(end.plus(TierUsage.OPEN).plusSeconds(2)).count();
        assertThat(rows.written).isEqualTo(before);
    }
}
