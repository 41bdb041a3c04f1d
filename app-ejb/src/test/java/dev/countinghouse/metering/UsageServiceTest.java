package dev.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.clock.FixedBusinessClock;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.work.RecordedSchedule;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UsageServiceTest {

    private static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");

    private final StoredUsage stored = new StoredUsage();
    private final ListedLimits limits = new ListedLimits();
    private final FewPlaces quota = new FewPlaces();
    private final CountedIntake intake = new CountedIntake();
    private final RecordedSchedule schedule = new RecordedSchedule();
    private final NoSpans spans = new NoSpans();
    private final UsageService service = service(new FixedBusinessClock(NOW, false));

    @Test
    void resultsComeInTheOrderOfTheInputs() {
        List<UsageResult> results = service.recordBatch(List.of(event("a", "1"), event("b", "-1"), event("c", "1")));
        assertThat(statuses(results)).containsExactly("ACCEPTED", "REJECTED", "ACCEPTED");
        assertThat(stored.transactionIds()).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void theSameEventAgainIsADuplicateOfTheFirst() {
        UsageResult first = service.record(event("a", "1"));
        UsageResult again = service.record(event("a", "1.0"));
        assertThat(again.status()).isEqualTo(UsageResult.Status.DUPLICATE);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(stored.transactionIds()).containsExactly("a");
    }

    @Test
    void theSameEventTwiceInABatchIsOneEventAndItsDuplicate() {
        List<UsageResult> results = service.recordBatch(List.of(event("a", "1"), event("a", "1"), event("a", "2")));
        assertThat(statuses(results)).containsExactly("ACCEPTED", "DUPLICATE", "REJECTED");
        assertThat(results.get(1).id()).isEqualTo(results.get(0).id());
        assertThat(Objects.requireNonNull(results.get(2).error()).code()).isEqualTo("conflict");
    }

    @Test
    void aKeyThatWasUsedForAnotherEventIsAConflict() {
        service.record(event("a", "1"));
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> service.record(event("a", "2")))
                .satisfies(refused -> {
                    assertThat(refused.type()).isEqualTo(ProblemType.EVENT_CONFLICT);
                    assertThat(refused.errors())
                            .singleElement()
                            .satisfies(error -> assertThat(error.field()).isEqualTo("transaction_id"));
                });
        assertThat(stored.transactionIds()).containsExactly("a");
    }

    @Test
    void aSingleEventThatIsWrongIsRefusedWithItsField() {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> service.record(event("a", "-1")))
                .satisfies(refused -> {
                    assertThat(refused.type()).isEqualTo(ProblemType.VALIDATION_FAILED);
                    assertThat(refused.errors())
                            .singleElement()
                            .satisfies(error -> assertThat(error.field()).isEqualTo("quantity"));
                });
    }

    @Test
    void newEventsAreMarkedForTheRollUpSoon() {
        service.recordBatch(List.of(event("a", "1"), event("b", "1")));
        assertThat(stored.touched()).hasSize(2);
        assertThat(schedule.calls()).containsExactly("USAGE_AGGREGATION by " + NOW.plusSeconds(2));
    }

    @Test
    void whatBecameOfEachEventIsCounted() {
        service.recordBatch(
                List.of(event("a", "1"), event("b", "-1"), event("a", "1"), event("a", "2"), event("c", "1")));
        service.recordBatch(List.of(event("a", "1")));
        assertThat(intake.sums()).isEqualTo("2 stored, 2 duplicates, 2 rejected");
    }

    @Test
    void anEventBeyondAHardLimitIsRefusedAndNotStored() {
        limits.refuse("b");
        assertThat(statuses(service.recordBatch(List.of(event("a", "1"), event("b", "1"), event("b", "1")))))
                .containsExactly("ACCEPTED", "REJECTED", "REJECTED");
        assertThat(stored.transactionIds()).containsExactly("a");
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> service.record(event("b", "1")))
                .satisfies(refused -> assertThat(refused.type()).isEqualTo(ProblemType.USAGE_LIMIT_REACHED));
    }

    @Test
    void eventsBeyondTheTiersLimitAreRefusedAndDuplicatesTakeNoPlace() {
        quota.leave(2);
        service.record(event("a", "1"));
        service.record(event("a", "1"));
        List<UsageResult> results = service.recordBatch(List.of(event("b", "1"), event("c", "1")));
        assertThat(statuses(results)).containsExactly("ACCEPTED", "REJECTED");
        assertThat(Objects.requireNonNull(results.get(1).error()).code()).isEqualTo("usage_limit_reached");
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> service.record(event("d", "1")))
                .satisfies(refused -> assertThat(refused.type()).isEqualTo(ProblemType.USAGE_LIMIT_REACHED));
        assertThat(stored.transactionIds()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void duplicatesCauseNoWork() {
        service.record(event("a", "1"));
        schedule.calls().clear();
        stored.touched().clear();
        service.record(event("a", "1"));
        assertThat(stored.touched()).isEmpty();
        assertThat(schedule.calls()).isEmpty();
    }

    @Test
    void anEventLiesADayAheadOfRealTimeAtMost() {
        UsageInput tomorrow = event("a", NOW.plus(Duration.ofDays(1)));
        UsageInput later = event("b", NOW.plus(Duration.ofDays(1)).plusNanos(1));
        assertThat(statuses(service.recordBatch(List.of(tomorrow, later)))).containsExactly("ACCEPTED", "REJECTED");
    }

    @Test
    void whatReallyHappenedIsTakenByATenantWhoseTestClockIsBehind() {
        UsageService behind = service(new FixedBusinessClock(NOW.minus(Duration.ofDays(1_000)), true));
        assertThat(statuses(behind.recordBatch(List.of(event("a", NOW))))).containsExactly("ACCEPTED");
    }

    @Test
    void anEventThatLiesInClosedUsageIsRefusedUnlessItIsThereStill() {
        Instant old = NOW.minus(Duration.ofDays(90));
        service.recordBatch(List.of(event("there", old)));
        spans.close(old.plusMillis(1));
        assertThat(statuses(service.recordBatch(
                        List.of(event("there", old), event("late", old), event("open", old.plusMillis(1))))))
                .containsExactly("DUPLICATE", "REJECTED", "ACCEPTED");
    }

    @Test
    void whatIsYoungerThanTwoMonthsIsNeverClosed() {
        spans.close(NOW);
        assertThat(statuses(service.recordBatch(List.of(event("a", NOW.minus(Duration.ofDays(57)))))))
                .containsExactly("ACCEPTED");
    }

    private UsageService service(FixedBusinessClock clock) {
        UsageService made = new UsageService();
        made.transaction = new CallersTransaction();
        made.events = stored;
        made.spans = spans;
        made.closed = new ClosedUsage();
        made.closed.spans = spans;
        made.closed.clock = clock;
        made.intake = intake;
        made.limits = limits;
        made.quota = quota;
        made.catalog = new OneMetric();
        made.customers = new OneCustomer();
        made.schedule = schedule;
        made.latest = new UsageLatest();
        made.latest.clock = clock;
        made.latest.realTime = Clock.fixed(NOW, ZoneOffset.UTC);
        made.realTime = Clock.fixed(NOW, ZoneOffset.UTC);
        return made;
    }

    private static UsageInput event(String transactionId, String quantity) {
        return new UsageInput(
                transactionId, "", null, "anna", null, "minutes", NOW, new BigDecimal(quantity), Map.of());
    }

    private static UsageInput event(String transactionId, Instant at) {
        return new UsageInput(transactionId, "", null, "anna", null, "minutes", at, BigDecimal.ONE, Map.of());
    }

    private static List<String> statuses(List<UsageResult> results) {
        return results.stream().map(result -> result.status().name()).toList();
    }
}
