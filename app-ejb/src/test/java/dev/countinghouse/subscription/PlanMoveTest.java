package dev.countinghouse.subscription;

import static dev.countinghouse.subscription.SomeTerms.fee;
import static dev.countinghouse.subscription.SomeTerms.usage;
import static dev.countinghouse.subscription.SomeTerms.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.metering.BilledSpan;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.time.BillingCycle;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On 20 June 2023, in Paris: months of the calendar. */
class PlanMoveTest {

    private static final UUID ID = new UUID(1, 1);
    private static final UUID CUSTOMER = new UUID(1, 2);
    private static final UUID BUILDS = new UUID(1, 3);
    private static final UUID STORAGE = new UUID(1, 4);
    private static final UUID CALLS = new UUID(1, 5);
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant NOW = Instant.parse("2023-06-20T12:00:00Z");

    private static final Quantities QUANTITIES = Quantities.always(3);
    private static final PlanTerms FIRST = version(1, fee("29.00"), usage(BUILDS), usage(STORAGE));
    private static final PlanTerms SECOND = version(2, fee("39.005"), usage(STORAGE), usage(CALLS));

    @Test
    void itIsTheBeginningOfTheNextPeriodWhereTheCustomerIs() {
        PlanMove move = move(billed("2023-05-10", null, 2), SECOND);
        assertThat(move.isPossible()).isTrue();
        assertThat(move.effectiveOn()).isEqualTo("2023-07-01");
        assertThat(move.effectiveAt()).isEqualTo("2023-06-30T22:00:00Z");
    }

    /** Billed on time, the periods until the one that runs would have been billed by the version that it has. */
    @Test
    void whatIsStillToBeBilledOfTheTimeUntilNowIsBilledByTheVersionItHas() {
        assertThat(move(billed("2023-01-01", null, 0), SECOND).effectiveOn()).isEqualTo("2023-07-01");
        assertThat(move(billed("2023-01-01", null, 3), SECOND).effectiveOn()).isEqualTo("2023-07-01");
    }

    @Test
    void aPeriodThatHasBegunThisInstantHasBegun() {
        Subscription subscription = billed("2023-06-01", null, 1);
        assertThat(at("2023-06-30T22:00:00Z", subscription).effectiveOn()).isEqualTo("2023-08-01");
        assertThat(at("2023-06-30T21:59:59.999Z", subscription).effectiveOn()).isEqualTo("2023-07-01");
    }

    /** Also when the clock shows less than what was billed by. */
    @Test
    void aPeriodThatWasBilledInAdvanceIsNotTouched() {
        assertThat(move(billed("2023-06-01", null, 3), SECOND).effectiveOn()).isEqualTo("2023-09-01");
    }

    @Test
    void whatHasNotBegunMovesWithItsFirstDay() {
        PlanMove move = move(billed("2023-08-15", null, 0), SECOND);
        assertThat(move.effectiveOn()).isEqualTo("2023-08-15");
    }

    @Test
    void itShowsTheFeesOfAPeriodRoundedAsTheirLinesAre() {
        PlanMoveView view = move(billed("2023-06-01", null, 1), SECOND).view();
        assertThat(view.feeBefore().amount()).isEqualTo("87.00");
        assertThat(view.feeAfter().amount()).isEqualTo("117.02"); // 3 x 39.005 = 117.015
        assertThat(view.feeAfter().currency()).isEqualTo("EUR");
        assertThat(view.fromVersion()).isEqualTo(1);
        assertThat(view.moves()).isTrue();
    }

    @Test
    void metricsChangeWithThePeriod() {
        PlanMove move = move(billed("2023-06-01", "2023-12-01", 1), SECOND);
        Instant begins = Instant.parse("2023-06-30T22:00:00Z");
        Instant ends = Instant.parse("2023-11-30T23:00:00Z");
        assertThat(move.added()).containsExactly(new BilledSpan(ID, CUSTOMER, CALLS, begins, ends));
        assertThat(move.removed()).containsExactly(new BilledSpan(ID, CUSTOMER, BUILDS, begins, ends));
    }

    @Test
    void spansMeetWhereTheyShareAnInstant() {
        Instant one = Instant.parse("2023-07-01T00:00:00Z");
        Instant two = Instant.parse("2023-08-01T00:00:00Z");
        BilledSpan july = new BilledSpan(ID, CUSTOMER, CALLS, one, two);
        assertThat(july.meets(new BilledSpan(STORAGE, CUSTOMER, CALLS, two, null)))
                .isFalse();
        assertThat(new BilledSpan(STORAGE, CUSTOMER, CALLS, two, null).meets(july))
                .isFalse();
        assertThat(july.meets(new BilledSpan(STORAGE, CUSTOMER, CALLS, two.minusMillis(1), null)))
                .isTrue();
        assertThat(july.meets(new BilledSpan(STORAGE, CUSTOMER, BUILDS, one, null)))
                .isFalse();
        assertThat(july.meets(new BilledSpan(STORAGE, ID, CALLS, one, null))).isFalse();
    }

    @Test
    void whoHasEndedStays() {
        assertThat(problem(move(billed("2023-01-01", "2023-02-01", 2), SECOND))).isEqualTo(MigrationProblem.ENDED);
    }

    @Test
    void whoEndsBeforeAnotherPeriodBeginsStays() {
        assertThat(problem(move(billed("2023-06-01", "2023-06-25", 1), SECOND)))
                .isEqualTo(MigrationProblem.ENDS_BEFORE);
        assertThat(problem(move(billed("2023-06-01", "2023-07-01", 1), SECOND)))
                .isEqualTo(MigrationProblem.ENDS_BEFORE);
        assertThat(move(billed("2023-06-01", "2023-07-02", 1), SECOND).isPossible())
                .isTrue();
    }

    @Test
    void whoHasTheVersionStays() {
        assertThat(problem(move(billed("2023-06-01", null, 1), FIRST))).isEqualTo(MigrationProblem.ALREADY_AT_VERSION);
    }

    @Test
    void whoMovesAlreadyStaysOnThatWay() {
        Subscription subscription = billed("2023-06-01", null, 1);
        SubscriptionItem moved = item().movedTo(new UUID(1, 8), SECOND.versionId(), LocalDate.of(2023, 7, 1));
        Pin last = Pin.of(List.of(moved, item())).getOrDefault(ID, List.of()).getLast();
        assertThat(last.item()).isSameAs(moved);
        PlanTerms third = version(3);
        PlanMove move = PlanMove.of(
                subscription, new PlanMove.Way(last, SECOND, third, QUANTITIES, periods(subscription)), null, NOW);
        assertThat(problem(move)).isEqualTo(MigrationProblem.ALREADY_MOVING);
        PlanMove later = PlanMove.of(
                subscription,
                new PlanMove.Way(last, SECOND, third, QUANTITIES, periods(subscription)),
                null,
                Instant.parse("2023-06-30T22:00:00Z"));
        assertThat(later.isPossible()).isTrue();
        assertThat(later.effectiveOn()).isEqualTo("2023-08-01");
    }

    @Test
    void whoHasAnotherVersionThanAskedForStays() {
        Subscription subscription = billed("2023-06-01", null, 1);
        PlanMove.Way way = new PlanMove.Way(pin(), FIRST, version(3), QUANTITIES, periods(subscription));
        assertThat(problem(PlanMove.of(subscription, way, 2, NOW))).isEqualTo(MigrationProblem.OTHER_VERSION);
        assertThat(PlanMove.of(subscription, way, 1, NOW).isPossible()).isTrue();
    }

    @Test
    void aVersionOfOtherMoneyOrOtherPeriodsTakesNobody() {
        Subscription subscription = billed("2023-06-01", null, 1);
        assertThat(problem(move(subscription, version(2, "USD", BillingCycle.Anchor.CALENDAR))))
                .isEqualTo(MigrationProblem.CURRENCY_DIFFERS);
        assertThat(problem(move(subscription, version(2, "EUR", BillingCycle.Anchor.ANNIVERSARY))))
                .isEqualTo(MigrationProblem.PERIODS_DIFFER);
    }

    @Test
    void whoIsBilledInAnotherCurrencyOfThePlanMovesToThePricesInIt() {
        PlanTerms before = version(1, fee("29.00", "JPY", "4500"));
        PlanTerms after = version(2, fee("39.005", "JPY", "6000"));
        Subscription subscription = billed("2023-06-01", null, 1, before.in("JPY"));
        PlanMoveView view = move(subscription, before, after).view();
        assertThat(view.moves()).isTrue();
        assertThat(view.feeBefore().amount()).isEqualTo("13500");
        assertThat(view.feeAfter().amount()).isEqualTo("18000");
        assertThat(view.feeAfter().currency()).isEqualTo("JPY");
    }

    @Test
    void whoIsBilledInACurrencyThatTheVersionDoesNotHaveStays() {
        PlanTerms before = version(1, fee("29.00", "JPY", "4500"));
        PlanTerms after = version(2, fee("39.005", "USD", "40"));
        PlanMoveView view = move(billed("2023-06-01", null, 1, before.in("JPY")), before, after)
                .view();
        assertThat(view.problem()).isEqualTo(MigrationProblem.CURRENCY_DIFFERS);
        assertThat(view.detail()).isEqualTo("is billed in JPY, version 2 is sold in EUR, USD");
        assertThat(view.feeBefore().currency()).isEqualTo("JPY");
        assertThat(view.feeAfter().currency()).isEqualTo("EUR");
        assertThat(move(billed("2023-06-01", null, 1, before), before, after).isPossible())
                .isTrue();
    }

    @Test
    void aMetricOfAnotherSubscriptionKeepsItBack() {
        PlanMove refused =
                move(billed("2023-06-01", null, 1), SECOND).refusedFor("calls", Metering.Obstacle.BILLED_BY_ANOTHER);
        PlanMoveView view = refused.view();
        assertThat(view.moves()).isFalse();
        assertThat(view.effectiveAt()).isNull();
        assertThat(view.problem()).isEqualTo(MigrationProblem.METRIC_ALREADY_BILLED);
        assertThat(view.detail()).contains("calls");
        PlanMove again =
                move(billed("2023-06-01", null, 1), SECOND).refusedFor("calls", Metering.Obstacle.BILLED_BEFORE);
        assertThat(problem(again)).isEqualTo(MigrationProblem.METRIC_BILLED_BEFORE);
    }

    @Test
    void aTokenNamesEverythingThatIsShown() {
        Subscription subscription = billed("2023-06-01", null, 1);
        PlanMove move = move(subscription, SECOND);
        String token = PlanMoves.token(SECOND, List.of(move));
        assertThat(token).isEqualTo(PlanMoves.token(SECOND, List.of(move(subscription, SECOND))));
        assertThat(token)
                .isNotEqualTo(PlanMoves.token(SECOND, List.of()))
                .isNotEqualTo(PlanMoves.token(SECOND, List.of(move, move)))
                .isNotEqualTo(PlanMoves.token(version(3), List.of(move)))
                .isNotEqualTo(
                        PlanMoves.token(SECOND, List.of(move.refusedFor("calls", Metering.Obstacle.BILLED_BY_ANOTHER))))
                .isNotEqualTo(PlanMoves.token(SECOND, List.of(at("2023-07-01T00:00:00Z", subscription))));
    }

    private static MigrationProblem problem(PlanMove move) {
        return Objects.requireNonNull(move.refusal()).problem();
    }

    private static PlanMove at(String now, Subscription subscription) {
        return PlanMove.of(
                subscription,
                new PlanMove.Way(pin(), FIRST, SECOND, QUANTITIES, periods(subscription)),
                null,
                Instant.parse(now));
    }

    private static PlanMove move(Subscription subscription, PlanTerms to) {
        return move(subscription, FIRST, to);
    }

    private static PlanMove move(Subscription subscription, PlanTerms from, PlanTerms to) {
        return PlanMove.of(
                subscription, new PlanMove.Way(pin(), from, to, QUANTITIES, periods(subscription)), null, NOW);
    }

    private static Periods periods(Subscription subscription) {
        return Periods.of(FIRST.cycle(subscription.startedOn()));
    }

    private static SubscriptionItem item() {
        return new SubscriptionItem(new UUID(1, 7), ID, FIRST.versionId(), 3);
    }

    private static Pin pin() {
        return Objects.requireNonNull(Pin.of(List.of(item())).get(ID)).getFirst();
    }

    /** A subscription whose first so many boundaries have been billed. */
    private static Subscription billed(String start, @Nullable String end, int times) {
        return billed(start, end, times, FIRST);
    }

    private static Subscription billed(String start, @Nullable String end, int times, PlanTerms terms) {
        LocalDate endDate = end == null ? null : LocalDate.parse(end);
        NewSubscription wanted = SomeTerms.wanted(LocalDate.parse(start), endDate, 3);
        Subscription subscription = new Subscription(ID, wanted, SomeTerms.customer(CUSTOMER, PARIS), terms, NOW);
        for (int i = 0; i < times; i++) {
            subscription.billed(periods(subscription));
        }
        return subscription;
    }
}
