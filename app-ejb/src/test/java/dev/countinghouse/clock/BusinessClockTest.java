package dev.countinghouse.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BusinessClockTest {

    private static final Instant REAL = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant PLAYED = Instant.parse("2023-06-30T22:30:00Z");

    @Test
    void aTenantLivesInRealTime() {
        BusinessClock clock = clock(Optional.empty());
        assertThat(clock.instant()).isEqualTo(REAL);
        assertThat(clock.isTest()).isFalse();
    }

    @Test
    void aTenantWithATestClockLivesAtItsInstant() {
        BusinessClock clock = clock(Optional.of(PLAYED));
        assertThat(clock.instant()).isEqualTo(PLAYED);
        assertThat(clock.isTest()).isTrue();
    }

    @Test
    void itsDatesAreThoseOfUtcUnlessAZoneIsAskedFor() {
        BusinessClock clock = clock(Optional.of(PLAYED));
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(LocalDate.now(clock)).isEqualTo("2023-06-30");
        assertThat(LocalDate.now(clock.withZone(ZoneId.of("Europe/Paris")))).isEqualTo("2023-07-01");
    }

    private static BusinessClock clock(Optional<Instant> testClock) {
        BusinessClock clock = new BusinessClock();
        clock.realTime = Clock.fixed(REAL, ZoneOffset.UTC);
        clock.testClocks = new TestClockRepository() {
            @Override
            Optional<Instant> find() {
                return testClock;
            }
        };
        return clock;
    }
}
