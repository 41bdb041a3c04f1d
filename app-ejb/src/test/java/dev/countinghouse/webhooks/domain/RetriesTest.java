package dev.countinghouse.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {

    private static final double NEARLY_ONE = 0.999_999;

    private static Attempt answered(int status, @Nullable Duration retryAfter) {
        return Attempt.answered(status, Duration.ofMillis(1), retryAfter);
    }

    @ParameterizedTest
    @CsvSource({
        "1, PT5S",
        "2, PT5M",
        "3, PT30M",
        "4, PT2H",
        "5, PT5H",
        "6, PT10H",
        "7, PT14H",
        "8, PT20H",
        "9, PT24H",
    })
    void theWaitsAreThoseOfTheSpecificationAndATenthMoreAtRandom(int attempts, Duration wait) {
        Attempt failed = Attempt.unanswered(Duration.ZERO, "x");
        assertThat(Retries.after(attempts, failed, 0)).contains(wait);
        assertThat(Retries.after(attempts, failed, NEARLY_ONE).orElseThrow())
                .isBetween(
                        wait.multipliedBy(109).dividedBy(100),
                        wait.multipliedBy(11).dividedBy(10));
    }

    @Test
    void afterTenTriesOverThreeDaysItIsGivenUp() {
        Attempt failed = answered(500, null);
        assertThat(Retries.after(10, failed, 0)).isEmpty();
        Duration all = IntStream.range(1, 10)
                .mapToObj(attempts -> Retries.after(attempts, failed, 0).orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(all).isBetween(Duration.ofDays(3), Duration.ofDays(4));
    }

    @Test
    void whoIsGoneIsNotTriedAgain() {
        assertThat(Retries.after(1, answered(410, null), 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void whoAsksToBeLeftAloneIsForADayAtMost(int status) {
        assertThat(Retries.after(1, answered(status, Duration.ofMinutes(10)), 0))
                .contains(Duration.ofMinutes(10));
        assertThat(Retries.after(1, answered(status, Duration.ofSeconds(1)), 0)).contains(Duration.ofSeconds(5));
        assertThat(Retries.after(1, answered(status, Duration.ofDays(400)), 0)).contains(Duration.ofHours(24));
        assertThat(Retries.after(1, answered(500, Duration.ofMinutes(10)), 0)).contains(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({
        "199, false",
        "200, true",
        "204, true",
        "299, true",
        "300, false",
        "301, false",
        "404, false",
        "500, false"
    })
    void whatIsAnsweredFrom200To299IsDelivered(int status, boolean delivered) {
        assertThat(answered(status, null).isDelivered()).isEqualTo(delivered);
    }
}
