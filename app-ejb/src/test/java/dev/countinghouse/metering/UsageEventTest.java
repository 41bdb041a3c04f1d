package dev.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UsageEventTest {

    private static final UUID ONE = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01980000-0000-7000-8000-000000000002");
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");
    private static final UsageEvent EVENT =
            new UsageEvent(ONE, "", "t1", ONE, null, ONE, NOON, new BigDecimal("1.50"), "{}");

    @Test
    void theSameFactIsTheSameEventWhateverItsId() {
        assertThat(EVENT.isSameAs(new UsageEvent(OTHER, "", "t1", ONE, null, ONE, NOON, new BigDecimal("1.50"), "{}")))
                .isTrue();
    }

    @Test
    void numbersAreEqualByValue() {
        assertThat(EVENT.isSameAs(new UsageEvent(OTHER, "", "t1", ONE, null, ONE, NOON, new BigDecimal("1.5"), "{}")))
                .isTrue();
    }

    @Test
    void anotherValueOfAnyFieldIsAnotherEvent() {
        BigDecimal quantity = EVENT.quantity();
        Instant later = NOON.plusNanos(1_000);
        assertThat(EVENT.isSameAs(new UsageEvent(ONE, "", "t1", OTHER, null, ONE, NOON, quantity, "{}")))
                .isFalse();
        assertThat(EVENT.isSameAs(new UsageEvent(ONE, "", "t1", ONE, OTHER, ONE, NOON, quantity, "{}")))
                .isFalse();
        assertThat(EVENT.isSameAs(new UsageEvent(ONE, "", "t1", ONE, null, OTHER, NOON, quantity, "{}")))
                .isFalse();
        assertThat(EVENT.isSameAs(new UsageEvent(ONE, "", "t1", ONE, null, ONE, later, quantity, "{}")))
                .isFalse();
        assertThat(EVENT.isSameAs(new UsageEvent(ONE, "", "t1", ONE, null, ONE, NOON, BigDecimal.ONE, "{}")))
                .isFalse();
        assertThat(EVENT.isSameAs(new UsageEvent(ONE, "", "t1", ONE, null, ONE, NOON, quantity, "{\"a\":1}")))
                .isFalse();
    }

    @Test
    void theKeyIsSourceAndTransactionId() {
        assertThat(EVENT.key()).isEqualTo(new UsageEvent.Key("", "t1"));
        assertThat(EVENT.key()).isNotEqualTo(new UsageEvent.Key("ci", "t1"));
    }
}
