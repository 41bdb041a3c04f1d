package dev.countinghouse.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Proration;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A subscription by calendar months in Paris, begun on 1 June 2023, of which June was billed. */
class PlanCutTest {

    private static final Quantities THREE = Quantities.always(3);
    private static final Instant TENTH = Instant.parse("2023-06-10T10:00:00Z");

    @ParameterizedTest(name = "at {0} it is cut on {1}")
    @CsvSource({
        "2023-06-10T10:00:00Z, 2023-06-10",
        "2023-06-10T21:59:59Z, 2023-06-10",
        "2023-06-10T22:00:00Z, 2023-06-11",
        "2023-06-30T21:59:59Z, 2023-06-30",
    })
    void todayIsTheFirstDayOfTheOtherPlan(String now, LocalDate day) {
        assertThat(cut(subscription(), Instant.parse(now)))
                .isEqualTo(new Periods.Cut(day, LocalDate.parse("2023-07-01")));
    }

    @Test
    void theEndOfTheSubscriptionIsHowFarItWasPaid() {
        Subscription ends = subscription("2023-06-01", "2023-06-21", 0, 1);
        assertThat(cut(ends, TENTH).paidUntil()).isEqualTo("2023-06-21");
    }

    @Test
    void inTheTrialNothingWasPaid() {
        assertThat(cut(subscription("2023-06-01", null, 14, 1), TENTH).paidUntil())
                .isNull();
    }

    @ParameterizedTest(name = "with {1} days of trial, at {0}")
    @CsvSource({
        "2023-06-01T10:00:00Z, 0",
        "2023-06-10T10:00:00Z, 9", // the trial ended this morning
    })
    void onTheFirstDayOfWhatWasBilledItIsRefused(String now, int trial) {
        Subscription subscription = subscription("2023-06-01", null, trial, trial == 0 ? 1 : 2);
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> cut(subscription, Instant.parse(now)))
                .satisfies(refused -> assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT));
    }

    @Test
    void whoHasNotBegunIsRefused() {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> cut(subscription("2023-06-20", null, 0, 0), TENTH))
                .satisfies(refused -> assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT));
    }

    @Test
    void whoIsBehindParkedOrCanceledIsRefused() {
        Subscription behind = subscription("2023-06-01", null, 0, 0);
        Subscription parked = subscription();
        parked.park("no price", TENTH);
        Subscription canceled = subscription();
        canceled.cancel(
                new Cancellation(Cancellation.CancelAt.PERIOD_END, null, null, null, null), periods(canceled), TENTH);
        for (Subscription subscription : List.of(behind, parked, canceled)) {
            assertThatExceptionOfType(BillingException.class)
                    .isThrownBy(() -> cut(subscription, TENTH))
                    .satisfies(refused -> assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT));
        }
    }

    @Test
    void whoseQuantityWasChangedTodayIsRefused() {
        Quantities changed = THREE.with(new Quantities.Change(
                1, 5, LocalDate.parse("2023-06-10"), LocalDate.parse("2023-07-01"), Proration.AT_ONCE));
        Subscription subscription = subscription();
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> PlanCut.of(subscription, periods(subscription), changed, TENTH));
        assertThat(PlanCut.of(subscription, periods(subscription), changed, TENTH.plusSeconds(86_400)))
                .isNotNull();
    }

    /** Cut on the 10th, June's rest goes back and is billed anew; July follows as if there had been no cut. */
    @Test
    void theBoundaryEndsOnePeriodGivesItsRestBackAndBeginsTheOther() {
        Subscription subscription = subscription();
        Periods cut = new Periods(periods(subscription).cycle(), List.of(cut(subscription, TENTH)), Set.of());
        subscription.cut(LocalDate.parse("2023-06-10"), TENTH);
        DueBilling boundary = NextBoundary.of(subscription, cut);
        assertThat(boundary.at()).isEqualTo(TENTH);
        assertThat(boundary.ended()).isEqualTo(period("2023-06-01", "2023-06-10"));
        assertThat(boundary.unused()).isEqualTo(period("2023-06-10", "2023-07-01"));
        assertThat(boundary.begun()).isEqualTo(period("2023-06-10", "2023-07-01"));
        assertThat(boundary.begunWhole()).isEqualTo(period("2023-06-01", "2023-07-01"));
        subscription.billed(cut);
        DueBilling july = NextBoundary.of(subscription, cut);
        assertThat(july.at()).isEqualTo("2023-06-30T22:00:00Z");
        assertThat(july.ended()).isEqualTo(period("2023-06-10", "2023-07-01"));
        assertThat(july.endedWhole()).isEqualTo(period("2023-06-01", "2023-07-01"));
        assertThat(july.unused()).isNull();
        assertThat(july.begun()).isEqualTo(period("2023-07-01", "2023-08-01"));
    }

    /** What was billed in advance was billed for all of June, whatever came after. */
    @ParameterizedTest(name = "canceled at {0}")
    @CsvSource(
            value = {"none", "2023-06-20T10:00:00Z"},
            nullValues = "none")
    void billedAnewTheBoundariesAreWhatTheyWere(@Nullable String canceled) {
        Subscription subscription = subscription();
        Periods cut = new Periods(periods(subscription).cycle(), List.of(cut(subscription, TENTH)), Set.of());
        subscription.cut(LocalDate.parse("2023-06-10"), TENTH);
        subscription.billed(cut);
        if (canceled != null) {
            subscription.cancel(
                    new Cancellation(Cancellation.CancelAt.NOW, null, null, Cancellation.UnusedDays.CREDITED, null),
                    cut,
                    Instant.parse(canceled));
        }
        Subscription anew = new Subscription(subscription);
        List<ServicePeriod> begun = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            begun.add(NextBoundary.of(anew, cut).begun());
            anew.billed(cut);
        }
        assertThat(begun).containsExactly(period("2023-06-01", "2023-07-01"), period("2023-06-10", "2023-07-01"));
        assertThat(NextBoundary.of(anew, cut).unused())
                .isEqualTo(canceled == null ? null : period("2023-06-21", "2023-07-01"));
    }

    private static Periods.Cut cut(Subscription subscription, Instant now) {
        return PlanCut.of(subscription, periods(subscription), THREE, now);
    }

    private static Periods periods(Subscription subscription) {
        return Periods.of(SomeTerms.version(1).cycle(subscription.startedOn()));
    }

    private static Subscription subscription() {
        return subscription("2023-06-01", null, 0, 1);
    }

    private static Subscription subscription(String start, @Nullable String end, int trial, int billed) {
        NewSubscription wanted = SomeTerms.wanted(LocalDate.parse(start), end == null ? null : LocalDate.parse(end), 3);
        Subscription subscription = new Subscription(
                new UUID(1, 1),
                wanted,
                SomeTerms.customer(new UUID(1, 2), ZoneId.of("Europe/Paris")),
                SomeTerms.tried(trial),
                Instant.parse("2023-06-01T00:00:00Z"));
        for (int i = 0; i < billed; i++) {
            subscription.billed(periods(subscription));
        }
        return subscription;
    }

    private static ServicePeriod period(String start, String end) {
        return new ServicePeriod(LocalDate.parse(start), LocalDate.parse(end));
    }
}
