package dev.countinghouse.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.time.BillingCycle.Anchor;
import dev.countinghouse.time.BillingCycle.Unit;
import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID CUSTOMER = UUID.fromString("01980000-0000-7000-8000-000000000002");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final CustomerView IN_PARIS = SomeTerms.customer(CUSTOMER, PARIS);
    private static final Instant NOW = Instant.parse("2023-06-20T12:00:00Z");

    @Test
    void theBeginningBillsTheFirstPeriodInAdvanceAndNothingInArrears() {
        DueBilling due = NextBoundary.of(subscription("2023-06-15", null), monthly("2023-06-15"));
        assertThat(due.at()).isEqualTo("2023-06-14T22:00:00Z");
        assertThat(due.ended()).isNull();
        assertThat(due.endedWhole()).isNull();
        assertThat(due.begun()).isEqualTo(period("2023-06-15/2023-07-01"));
        assertThat(due.begunWhole()).isEqualTo(period("2023-06-01/2023-07-01"));
        assertThat(due.zone()).isEqualTo(PARIS);
        assertThat(due.customerId()).isEqualTo(CUSTOMER);
        assertThat(due.startedOn()).isEqualTo("2023-06-15");
    }

    @Test
    void aBoundaryBillsThePeriodThatEndedAndTheOneThatBegins() {
        Subscription subscription = subscription("2023-06-15", null);
        Periods periods = monthly("2023-06-15");
        subscription.billed(periods);
        DueBilling due = NextBoundary.of(subscription, periods);
        assertThat(due.at()).isEqualTo("2023-06-30T22:00:00Z");
        assertThat(due.ended()).isEqualTo(period("2023-06-15/2023-07-01"));
        assertThat(due.endedWhole()).isEqualTo(period("2023-06-01/2023-07-01"));
        assertThat(due.begun()).isEqualTo(due.begunWhole()).isEqualTo(period("2023-07-01/2023-08-01"));
    }

    @Test
    void askingWhatIsDueChangesNothing() {
        Subscription subscription = subscription("2023-06-15", null);
        Periods periods = monthly("2023-06-15");
        assertThat(NextBoundary.of(subscription, periods)).isEqualTo(NextBoundary.of(subscription, periods));
        assertThat(subscription.nextBillingAt()).isEqualTo("2023-06-14T22:00:00Z");
    }

    @Test
    void anEndWithinAPeriodCutsItsAndIsBilledAtOnce() {
        Subscription subscription = subscription("2023-06-01", "2023-07-11");
        List<DueBilling> billed = billAll(subscription, monthly("2023-06-01"));
        assertThat(billed)
                .extracting(DueBilling::begun)
                .containsExactly(
                        period("2023-06-01/2023-07-01"),
                        period("2023-07-01/2023-07-11"),
                        period("2023-07-11/2023-07-11"));
        DueBilling last = billed.getLast();
        assertThat(last.at()).isEqualTo("2023-07-10T22:00:00Z");
        assertThat(last.ended()).isEqualTo(period("2023-07-01/2023-07-11"));
        assertThat(last.endedWhole()).isEqualTo(period("2023-07-01/2023-08-01"));
    }

    @Test
    void anEndOnABoundaryBillsNoFurtherPeriod() {
        List<DueBilling> billed = billAll(subscription("2023-06-01", "2023-08-01"), monthly("2023-06-01"));
        assertThat(billed).hasSize(3);
        assertThat(billed.getLast().at()).isEqualTo("2023-07-31T22:00:00Z");
        assertThat(billed.getLast().begun().isEmpty()).isTrue();
        assertThat(billed.getLast().ended()).isEqualTo(period("2023-07-01/2023-08-01"));
    }

    @Test
    void anEndInTheFirstPeriodBillsItsPartOnly() {
        List<DueBilling> billed = billAll(subscription("2023-06-10", "2023-06-20"), monthly("2023-06-10"));
        assertThat(billed).hasSize(2);
        assertThat(billed.getFirst().begun()).isEqualTo(period("2023-06-10/2023-06-20"));
        assertThat(billed.getFirst().begunWhole()).isEqualTo(period("2023-06-01/2023-07-01"));
    }

    @Test
    void whatHasEndedIsDueNoMore() {
        Subscription subscription = subscription("2023-06-01", "2023-07-01");
        Periods periods = monthly("2023-06-01");
        billAll(subscription, periods);
        assertThat(subscription.nextBillingAt()).isNull();
        assertThat(status(subscription)).isEqualTo(SubscriptionStatus.ENDED);
        assertThatNullPointerException().isThrownBy(() -> NextBoundary.of(subscription, periods));
    }

    @Test
    void aStartInTheFutureIsPendingUntilItIsBilled() {
        Subscription subscription = subscription("2023-07-01", null);
        assertThat(status(subscription)).isEqualTo(SubscriptionStatus.PENDING);
        subscription.billed(monthly("2023-07-01"));
        assertThat(status(subscription)).isEqualTo(SubscriptionStatus.ACTIVE);
    }

    @Test
    void aStartInThePastIsActiveAndBilledFromItsBeginning() {
        Subscription subscription = subscription("2021-01-31", null);
        assertThat(status(subscription)).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(subscription.nextBillingAt()).isEqualTo("2021-01-30T23:00:00Z");
    }

    /** It is already Wednesday in Kiritimati when it is Tuesday in Niue. */
    @Test
    void withoutAStartItBeginsTodayWhereTheCustomerIs() {
        Instant noon = Instant.parse("2023-06-20T10:30:00Z");
        assertThat(startedNow("Pacific/Kiritimati", noon).startedOn()).isEqualTo("2023-06-21");
        assertThat(startedNow("Pacific/Niue", noon).startedOn()).isEqualTo("2023-06-19");
        assertThat(startedNow("Pacific/Niue", noon).startsAt()).isEqualTo("2023-06-19T11:00:00Z");
    }

    @Test
    void itsInstantsAreThoseOfItsZone() {
        Subscription subscription = subscription("2023-06-01", "2023-12-01");
        assertThat(subscription.startsAt()).isEqualTo("2023-05-31T22:00:00Z");
        assertThat(subscription.endsAt()).isEqualTo("2023-11-30T23:00:00Z");
        assertThat(subscription("2023-06-01", null).endsAt()).isNull();
    }

    @Test
    void itEndsAfterItsFirstDayAlsoWhenThatIsToday() {
        assertRefusedEnd("2023-06-01", "2023-06-01");
        assertRefusedEnd("2023-06-01", "2023-05-01");
        assertRefusedEnd(null, "2023-06-20");
        assertRefusedEnd(null, "2021-01-01");
    }

    @Test
    void aParkedSubscriptionTellsWhyInAWordThatFits() {
        Subscription subscription = subscription("2023-06-01", null);
        subscription.park("x".repeat(5_000), NOW);
        SubscriptionView view = view(subscription);
        assertThat(view.parkedAt()).isEqualTo(NOW);
        assertThat(view.parkedReason()).hasSize(2_000);
    }

    @Test
    void aParkedSubscriptionIsTakenBackOnceAndKeepsWhatItHasToBill() {
        Subscription subscription = subscription("2023-06-01", null);
        Instant next = subscription.nextBillingAt();
        subscription.park("why", NOW);
        subscription.unpark();
        assertThat(view(subscription).parkedAt()).isNull();
        assertThat(view(subscription).parkedReason()).isNull();
        assertThat(subscription.nextBillingAt()).isEqualTo(next);
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(subscription::unpark)
                .returns(ProblemType.SUBSCRIPTION_NOT_PARKED, BillingException::type);
    }

    @Property(tries = 200)
    void eachDayIsBilledOnceInOrderUntilTheEnd(
            @ForAll @IntRange(min = 0, max = 800) int startAfter,
            @ForAll @IntRange(min = 1, max = 800) int days,
            @ForAll Unit unit,
            @ForAll Anchor anchor,
            @ForAll @IntRange(min = 1, max = 4) int count) {
        LocalDate start = LocalDate.of(2023, 1, 1).plusDays(startAfter);
        LocalDate end = start.plusDays(days);
        Subscription subscription = subscription(start.toString(), end.toString());
        List<DueBilling> billed = billAll(subscription, Periods.of(new BillingCycle(unit, count, anchor, start)));
        LocalDate next = start;
        for (int i = 0; i < billed.size(); i++) {
            DueBilling due = billed.get(i);
            assertThat(due.begun().start()).isEqualTo(next);
            assertThat(due.ended()).isEqualTo(i == 0 ? null : billed.get(i - 1).begun());
            assertThat(due.at()).isEqualTo(next.atStartOfDay(PARIS).toInstant());
            next = due.begun().end();
        }
        assertThat(next).isEqualTo(end);
    }

    /** A trial to the 20th: nothing at the start, the rest of June when it ends, then whole months. */
    @Test
    void theRestOfThePeriodIsBilledWhenTheTrialEndsWithinIt() {
        List<DueBilling> billed = billAll(tried("2023-06-10", "2023-08-01", 10), monthly("2023-06-10"));
        assertThat(billed)
                .extracting(DueBilling::at)
                .containsExactly(
                        Instant.parse("2023-06-09T22:00:00Z"),
                        Instant.parse("2023-06-19T22:00:00Z"),
                        Instant.parse("2023-06-30T22:00:00Z"),
                        Instant.parse("2023-07-31T22:00:00Z"));
        assertThat(billed)
                .extracting(DueBilling::begun)
                .containsExactly(
                        period("2023-06-10/2023-06-10"),
                        period("2023-06-20/2023-07-01"),
                        period("2023-07-01/2023-08-01"),
                        period("2023-08-01/2023-08-01"));
        assertThat(billed)
                .extracting(DueBilling::ended)
                .containsExactly(null, null, period("2023-06-10/2023-07-01"), period("2023-07-01/2023-08-01"));
        assertThat(billed.get(1).begunWhole()).isEqualTo(period("2023-06-01/2023-07-01"));
    }

    @Test
    void aTrialThatEndsWithAPeriodNeedsNoBoundaryOfItsOwn() {
        List<DueBilling> billed = billAll(tried("2023-06-01", "2023-09-01", 61), monthly("2023-06-01"));
        assertThat(billed)
                .extracting(DueBilling::begun)
                .containsExactly(
                        period("2023-06-01/2023-06-01"),
                        period("2023-07-01/2023-07-01"),
                        period("2023-08-01/2023-09-01"),
                        period("2023-09-01/2023-09-01"));
    }

    @Test
    void whatEndsInItsTrialPaysNoFee() {
        List<DueBilling> billed = billAll(tried("2023-06-10", "2023-06-20", 30), monthly("2023-06-10"));
        assertThat(billed)
                .hasSize(2)
                .allSatisfy(due -> assertThat(due.begun().isEmpty()).isTrue());
        assertThat(billed.getLast().ended()).isEqualTo(period("2023-06-10/2023-06-20"));
        assertThat(view(tried("2023-06-10", null, 30)).trialEndsOn()).isEqualTo("2023-07-10");
        assertThat(view(subscription("2023-06-10", null)).trialEndsOn()).isNull();
    }

    /** Samoa had no 30 December 2011: a trial to that day ends where the 31st begins. */
    @Test
    void aTrialThatEndsOnADayThatWasSkippedEndsWithTheDayAfter() {
        NewSubscription wanted = SomeTerms.wanted(LocalDate.of(2011, 12, 1), LocalDate.of(2012, 2, 1), 1);
        CustomerView customer = SomeTerms.customer(CUSTOMER, ZoneId.of("Pacific/Apia"));
        Subscription subscription = new Subscription(ID, wanted, customer, SomeTerms.tried(29), NOW);
        List<DueBilling> billed = billAll(subscription, monthly("2011-12-01"));
        assertThat(billed)
                .extracting(DueBilling::begun)
                .containsExactly(
                        period("2011-12-01/2011-12-01"),
                        period("2011-12-30/2012-01-01"),
                        period("2012-01-01/2012-02-01"),
                        period("2012-02-01/2012-02-01"));
    }

    @Property(tries = 200)
    void eachDayAfterTheTrialIsBilledInAdvanceOnce(
            @ForAll @IntRange(min = 0, max = 800) int startAfter,
            @ForAll @IntRange(min = 1, max = 800) int days,
            @ForAll @IntRange(min = 0, max = 730) int trialDays,
            @ForAll Unit unit,
            @ForAll Anchor anchor) {
        LocalDate start = LocalDate.of(2023, 1, 1).plusDays(startAfter);
        LocalDate end = start.plusDays(days);
        List<DueBilling> billed = billAll(
                tried(start.toString(), end.toString(), trialDays),
                Periods.of(new BillingCycle(unit, 1, anchor, start)));
        LocalDate next = start.plusDays(trialDays).isBefore(end) ? start.plusDays(trialDays) : end;
        for (DueBilling due : billed) {
            if (!due.begun().isEmpty()) {
                assertThat(due.begun().start()).isEqualTo(next);
                assertThat(due.at()).isEqualTo(next.atStartOfDay(PARIS).toInstant());
                next = due.begun().end();
            }
        }
        assertThat(next).isEqualTo(end);
        LocalDate used = start;
        for (DueBilling due : billed) {
            if (due.ended() != null) {
                assertThat(due.ended().start()).isEqualTo(used);
                used = due.ended().end();
            }
        }
        assertThat(used).isEqualTo(end);
    }

    private static Subscription tried(String start, @Nullable String end, int days) {
        LocalDate endDate = end == null ? null : LocalDate.parse(end);
        return new Subscription(
                ID, SomeTerms.wanted(LocalDate.parse(start), endDate, 1), IN_PARIS, SomeTerms.tried(days), NOW);
    }

    private static void assertRefusedEnd(@Nullable String start, String end) {
        LocalDate startDate = start == null ? null : LocalDate.parse(start);
        NewSubscription wanted = SomeTerms.wanted(startDate, LocalDate.parse(end), 1);
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> new Subscription(ID, wanted, IN_PARIS, SomeTerms.version(1), NOW))
                .satisfies(refused -> assertThat(refused.errors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.field()).isEqualTo("end_date")));
    }

    private static List<DueBilling> billAll(Subscription subscription, Periods periods) {
        List<DueBilling> billed = new ArrayList<>();
        while (subscription.nextBillingAt() != null) {
            billed.add(NextBoundary.of(subscription, periods));
            subscription.billed(periods);
        }
        return billed;
    }

    private static Subscription subscription(String start, @Nullable String end) {
        return tried(start, end, 0);
    }

    private static Subscription startedNow(String zone, Instant now) {
        CustomerView customer = SomeTerms.customer(CUSTOMER, ZoneId.of(zone));
        return new Subscription(ID, SomeTerms.wanted(null, null, 1), customer, SomeTerms.version(1), now);
    }

    private static SubscriptionStatus status(Subscription subscription) {
        return Objects.requireNonNull(view(subscription).status());
    }

    private static SubscriptionView view(Subscription subscription) {
        return subscription.view(SomeTerms.version(1), null, new SubscriptionChanges.Shown(1, null, null), Map.of());
    }

    private static Periods monthly(String start) {
        return Periods.of(new BillingCycle(Unit.MONTH, 1, Anchor.CALENDAR, LocalDate.parse(start)));
    }

    private static ServicePeriod period(String isoInterval) {
        String[] days = isoInterval.split("/", -1);
        return new ServicePeriod(LocalDate.parse(days[0]), LocalDate.parse(days[1]));
    }
}
