package dev.countinghouse.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.SubscriptionChange.ChangeAt;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Proration;
import dev.countinghouse.subscription.domain.Quantities;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three of a plan by calendar months, on 30 June 2023 at half past ten in the evening, UTC. */
class QuantityChangeTest {

    private static final UUID ID = new UUID(0, 1);
    private static final Instant NOW = Instant.parse("2023-06-30T22:30:00Z");
    private static final Quantities THREE = Quantities.always(3);

    @ParameterizedTest(name = "in {0} it is {1}, of the period until {2}; the next one begins on {3}")
    @CsvSource({
        "UTC,                 2023-06-30, 2023-07-01, 2023-07-01",
        "America/Los_Angeles, 2023-06-30, 2023-07-01, 2023-07-01",
        "Europe/Paris,        2023-07-01, 2023-08-01, 2023-08-01",
        "Pacific/Kiritimati,  2023-07-01, 2023-08-01, 2023-08-01",
    })
    void theDayIsTheCustomers(String zone, LocalDate day, LocalDate end, LocalDate next) {
        Subscription subscription = billed(zone, "2023-05-10", null);
        Quantities.Change now = change(subscription, THREE).of(wanted(ChangeAt.NOW, 5), NOW);
        assertThat(now).isEqualTo(new Quantities.Change(1, 5, day, end, Proration.NEXT_INVOICE));
        Quantities.Change later = change(subscription, THREE).of(wanted(ChangeAt.PERIOD_END, 5), NOW);
        assertThat(later).isEqualTo(new Quantities.Change(1, 5, next, null, Proration.NONE));
    }

    @Test
    void aPeriodThatIsCutIsProratedUntilItsEnd() {
        Subscription subscription = billed("Europe/Paris", "2023-05-10", "2023-07-20");
        assertThat(change(subscription, THREE).of(wanted(ChangeAt.NOW, 1), NOW).periodEnd())
                .isEqualTo("2023-07-20");
    }

    @Test
    void whatHasNotBegunIsChangedFromItsFirstDayOn() {
        Subscription subscription = made("UTC", "2023-08-15", null);
        assertThat(change(subscription, THREE)
                        .of(wanted(ChangeAt.PERIOD_END, 5), NOW)
                        .from())
                .isEqualTo("2023-08-15");
        assertRefused(subscription, THREE, wanted(ChangeAt.NOW, 5), "at not_begun");
    }

    @Test
    void aChangeThatChangesNothingIsRefused() {
        Subscription subscription = billed("UTC", "2023-05-10", null);
        assertRefused(subscription, THREE, wanted(ChangeAt.NOW, 3), "quantity unchanged");
        assertRefused(subscription, THREE, wanted(ChangeAt.PERIOD_END, 3), "quantity unchanged");
    }

    @Test
    void thereIsNoNextPeriodOfWhatEndsBefore() {
        Subscription subscription = billed("UTC", "2023-05-10", "2023-07-01");
        assertRefused(subscription, THREE, wanted(ChangeAt.PERIOD_END, 5), "at ends_before");
    }

    @Test
    void whatIsPlannedIsTakenBackBeforeSomethingElseIsChanged() {
        Subscription subscription = billed("UTC", "2023-05-10", null);
        QuantityChange first = change(subscription, THREE);
        Quantities planned = THREE.with(first.of(wanted(ChangeAt.PERIOD_END, 5), NOW));
        assertConflict(change(subscription, planned), wanted(ChangeAt.NOW, 4));
        assertThatExceptionOfType(BillingException.class).isThrownBy(() -> first.withdrawal(NOW));
        Quantities back = planned.with(change(subscription, planned).withdrawal(NOW));
        assertThat(back.on(LocalDate.parse("2023-07-01"))).isEqualTo(3);
        assertThat(change(subscription, back).of(wanted(ChangeAt.NOW, 4), NOW).place())
                .isEqualTo(3);
    }

    /** Canceled since: the day does not come. */
    @Test
    void aPlannedChangeAfterTheEndIsNone() {
        Subscription subscription = billed("UTC", "2023-05-10", null);
        Quantities planned = THREE.with(change(subscription, THREE).of(wanted(ChangeAt.PERIOD_END, 5), NOW));
        subscription.cancel(
                new Cancellation(Cancellation.CancelAt.PERIOD_END, null, null, Cancellation.UnusedDays.KEPT, null),
                Periods.of(SomeTerms.version(1).cycle(LocalDate.parse("2023-05-10"))),
                NOW);
        assertThat(change(subscription, planned).pending(NOW)).isNull();
    }

    @Test
    void whatNeverBeginsHasNothingPlanned() {
        Subscription subscription = made("UTC", "2023-08-15", null);
        Quantities planned = THREE.with(change(subscription, THREE).of(wanted(ChangeAt.PERIOD_END, 5), NOW));
        assertThat(change(subscription, planned).pending(NOW)).isNotNull();
        subscription.cancel(
                new Cancellation(Cancellation.CancelAt.NOW, null, null, Cancellation.UnusedDays.KEPT, null),
                Periods.of(SomeTerms.version(1).cycle(LocalDate.parse("2023-08-15"))),
                NOW);
        assertThat(change(subscription, planned).pending(NOW)).isNull();
    }

    /** As when it is parked: its invoice would be billed over a fee that is not billed. */
    @Test
    void atOnceIsNotBeforeWhatFellDueIsBilled() {
        Subscription behind = made("UTC", "2023-05-10", null);
        SubscriptionChange atOnce = new SubscriptionChange(ChangeAt.NOW, null, 5, Proration.AT_ONCE);
        assertConflict(change(behind, THREE), atOnce);
        assertThat(change(behind, THREE).of(wanted(ChangeAt.NOW, 5), NOW).quantity())
                .isEqualTo(5);
        assertThat(change(billed("UTC", "2023-05-10", null), THREE)
                        .of(atOnce, NOW)
                        .quantity())
                .isEqualTo(5);
    }

    @Test
    void whatHasEndedDoesNotChange() {
        Subscription subscription = billed("UTC", "2023-05-10", "2023-06-10");
        assertConflict(change(subscription, THREE), wanted(ChangeAt.NOW, 4));
        assertConflict(change(subscription, THREE), wanted(ChangeAt.PERIOD_END, 4));
    }

    /** Its last boundary is not billed yet. */
    @Test
    void whatRunsNoMoreDoesNotChangeNow() {
        Subscription subscription = made("UTC", "2023-06-10", "2023-06-20");
        assertConflict(change(subscription, THREE), wanted(ChangeAt.NOW, 4));
    }

    @ParameterizedTest
    @CsvSource({"AT_ONCE", "NEXT_INVOICE"})
    void whereAPeriodBeginsThereIsNothingToProrate(Proration proration) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> new SubscriptionChange(ChangeAt.PERIOD_END, null, 2, proration));
        assertThat(new SubscriptionChange(ChangeAt.PERIOD_END, null, 2, Proration.NONE).prorated())
                .isEqualTo(Proration.NONE);
    }

    private static void assertConflict(QuantityChange change, SubscriptionChange wanted) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> change.of(wanted, NOW))
                .satisfies(refused -> assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT));
    }

    private static void assertRefused(
            Subscription subscription, Quantities agreed, SubscriptionChange wanted, String error) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> change(subscription, agreed).of(wanted, NOW))
                .satisfies(refused -> assertThat(refused.errors())
                        .extracting(field -> field.field() + " " + field.code())
                        .containsExactly(error));
    }

    private static SubscriptionChange wanted(ChangeAt at, int quantity) {
        return new SubscriptionChange(at, null, quantity, null);
    }

    private static QuantityChange change(Subscription subscription, Quantities agreed) {
        return new QuantityChange(
                subscription, agreed, Periods.of(SomeTerms.version(1).cycle(subscription.startedOn())));
    }

    /** Billed up to now. */
    private static Subscription billed(String zone, String start, @Nullable String end) {
        Subscription subscription = made(zone, start, end);
        Periods periods = Periods.of(SomeTerms.version(1).cycle(LocalDate.parse(start)));
        Instant next = subscription.nextBillingAt();
        while (next != null && !next.isAfter(NOW)) {
            subscription.billed(periods);
            next = subscription.nextBillingAt();
        }
        return subscription;
    }

    private static Subscription made(String zone, String start, @Nullable String end) {
        return new Subscription(
                ID,
                SomeTerms.wanted(LocalDate.parse(start), end == null ? null : LocalDate.parse(end), 3),
                SomeTerms.customer(new UUID(1, 1), ZoneId.of(zone)),
                SomeTerms.version(1),
                NOW);
    }
}
