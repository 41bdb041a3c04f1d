package dev.countinghouse.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancellationTest {

    private static final UUID ID = new UUID(0, 1);
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant NOW = Instant.parse("2023-06-20T22:30:00Z"); // the 21st in Paris

    @ParameterizedTest
    @CsvSource({
        "NOW,        ,           2023-06-22", // today was used
        "PERIOD_END, ,           2023-07-01",
        "DATE,       2023-06-22, 2023-06-22",
        "DATE,       2024-02-29, 2024-02-29",
    })
    void theEndIsAsItWasAskedFor(Cancellation.CancelAt at, @Nullable LocalDate date, LocalDate end) {
        Subscription subscription = billedUntilNow("2023-05-01", null, 0);
        Instant ends = subscription.cancel(
                new Cancellation(at, date, "moved", Cancellation.UnusedDays.KEPT, null), monthly("2023-05-01"), NOW);
        assertThat(ends).isEqualTo(end.atStartOfDay(PARIS).toInstant());
        assertThat(view(subscription).endsOn()).isEqualTo(end);
        assertThat(view(subscription).status()).isEqualTo(SubscriptionStatus.CANCELED);
        assertThat(view(subscription).canceledAt()).isEqualTo(NOW);
        assertThat(view(subscription).cancelReason()).isEqualTo("moved");
    }

    @Test
    void theDaysUntilItsEndAreBilledAsTheShareOfTheirPeriodAndNothingAfterThem() {
        Subscription subscription = billedUntilNow("2023-05-01", null, 0);
        cancel(subscription, Cancellation.CancelAt.NOW, null);
        List<DueBilling> rest = billAll(subscription, monthly("2023-05-01"));
        assertThat(rest).singleElement().satisfies(last -> {
            assertThat(last.at()).isEqualTo("2023-06-21T22:00:00Z");
            assertThat(last.ended()).isEqualTo(period("2023-06-01", "2023-06-22"));
            assertThat(last.endedWhole()).isEqualTo(period("2023-06-01", "2023-07-01"));
            assertThat(last.begun().isEmpty()).isTrue();
        });
        assertThat(view(subscription).status()).isEqualTo(SubscriptionStatus.ENDED);
    }

    /** Its boundary of June, or the end of its trial, has passed and is not billed: it is parked, or a draft. */
    @ParameterizedTest
    @CsvSource({"2023-05-01, 0, 2023-06-01", "2023-05-01, 45, 2023-06-15"})
    void whatFellDueInAdvanceBeforeItWasCanceledIsBilledToTheEndThatItHad(String start, int trial, String from) {
        Subscription subscription = subscription(start, "2023-06-29", trial);
        subscription.billed(monthly(start));
        cancel(subscription, Cancellation.CancelAt.DATE, "2023-06-25");
        cancel(subscription, Cancellation.CancelAt.NOW, null);
        Subscription anew = new Subscription(subscription);
        List<DueBilling> rest = billAll(subscription, monthly(start));
        List<DueBilling> all = billAll(anew, monthly(start));
        assertThat(all.subList(1, all.size()))
                .as("after the beginning, billed above")
                .isEqualTo(rest);
        assertThat(rest)
                .extracting(DueBilling::begun)
                .filteredOn(period -> !period.isEmpty())
                .containsExactly(period(from, "2023-06-29"));
        assertThat(rest.getLast().ended()).isEqualTo(period("2023-06-01", "2023-06-22"));
    }

    @Test
    void theDaysAfterItsEndAreGivenBackWhereThatIsSaidLast() {
        Subscription subscription = billedUntilNow("2023-05-01", null, 0);
        subscription.cancel(credited(Cancellation.CancelAt.DATE, "2023-06-27"), monthly("2023-05-01"), NOW);
        cancel(subscription, Cancellation.CancelAt.DATE, "2023-06-25");
        assertThat(view(subscription).unusedDays()).isEqualTo(Cancellation.UnusedDays.KEPT);
        assertThat(billAll(new Subscription(subscription), monthly("2023-05-01")))
                .extracting(DueBilling::unused)
                .containsOnlyNulls();
        subscription.cancel(credited(Cancellation.CancelAt.NOW, null), monthly("2023-05-01"), NOW);
        assertThat(view(subscription).unusedDays()).isEqualTo(Cancellation.UnusedDays.CREDITED);
        assertThat(billAll(new Subscription(subscription), monthly("2023-05-01")))
                .extracting(DueBilling::unused)
                .containsExactly(null, null, period("2023-06-22", "2023-07-01"));
    }

    /** Told on 21 June to end on 15 August, and on 9 August to end then: August was paid for to the 15th. */
    @Test
    void ofALaterPeriodThatIsPaidForWhichWasLeftOfItWhenItBegan() {
        Subscription subscription = billedUntilNow("2023-05-01", null, 0);
        cancel(subscription, Cancellation.CancelAt.DATE, "2023-08-15");
        Periods periods = monthly("2023-05-01");
        subscription.billed(periods);
        subscription.billed(periods);
        subscription.cancel(credited(Cancellation.CancelAt.NOW, null), periods, Instant.parse("2023-08-09T10:00:00Z"));
        assertThat(billAll(new Subscription(subscription), periods))
                .extracting(DueBilling::unused)
                .last()
                .isEqualTo(period("2023-08-10", "2023-08-15"));
    }

    @Test
    void ofAnEndThatWasAgreedAtTheBeginningTheDaysUntilThenWerePaidFor() {
        Subscription subscription = billedUntilNow("2023-05-01", "2023-06-28", 0);
        subscription.cancel(credited(Cancellation.CancelAt.NOW, null), monthly("2023-05-01"), NOW);
        assertThat(billAll(subscription, monthly("2023-05-01")))
                .singleElement()
                .satisfies(last -> assertThat(last.unused()).isEqualTo(period("2023-06-22", "2023-06-28")));
    }

    /** Told in the trial to end on 25 June, and after it to end on the 22nd. */
    @Test
    void whatWasCanceledInTheTrialPaysForWhatIsLeftWhenThatEnds() {
        Periods periods = monthly("2023-05-01");
        Subscription subscription = subscription("2023-05-01", null, 45);
        subscription.billed(periods);
        subscription.cancel(
                credited(Cancellation.CancelAt.DATE, "2023-06-25"), periods, Instant.parse("2023-06-05T10:00:00Z"));
        subscription.billed(periods);
        subscription.billed(periods);
        subscription.cancel(new Cancellation(Cancellation.CancelAt.NOW, null, null, null, null), periods, NOW);
        assertThat(view(subscription).unusedDays()).isEqualTo(Cancellation.UnusedDays.CREDITED);
        assertThat(billAll(subscription, periods))
                .singleElement()
                .satisfies(last -> assertThat(last.unused()).isEqualTo(period("2023-06-22", "2023-06-25")));
    }

    @ParameterizedTest
    @CsvSource({"2023-05-01, 60", "2023-06-15, 10"}) // in the trial, and where it ends within the period
    void inTheTrialNothingIsPaidForThatCouldBeGivenBack(String start, int trial) {
        Subscription subscription = billedUntilNow(start, null, trial);
        subscription.cancel(credited(Cancellation.CancelAt.NOW, null), monthly(start), NOW);
        assertThat(billAll(subscription, monthly(start)))
                .extracting(DueBilling::unused)
                .containsOnlyNulls();
    }

    /** The trial ends on 15 June while the invoice of 1 June waits. */
    @Test
    void ofATrialThatEndedBehindAnInvoiceThatWaitsTheRestOfThePeriodIsBilled() {
        Subscription subscription = subscription("2023-05-01", null, 45);
        subscription.billed(monthly("2023-05-01"));
        assertThat(subscription.nextBillingAt()).isEqualTo("2023-05-31T22:00:00Z");
        cancel(subscription, Cancellation.CancelAt.NOW, null);
        assertThat(billAll(subscription, monthly("2023-05-01")))
                .extracting(DueBilling::begun)
                .filteredOn(period -> !period.isEmpty())
                .containsExactly(period("2023-06-15", "2023-07-01"));
    }

    @Test
    void whatIsCanceledAgainAfterItsInvoiceWasWrittenIsProvedByTheEndThatItHad() {
        Subscription subscription = subscription("2023-05-01", null, 0);
        subscription.billed(monthly("2023-05-01"));
        cancel(subscription, Cancellation.CancelAt.DATE, "2023-06-25");
        ServicePeriod june =
                NextBoundary.of(subscription, monthly("2023-05-01")).begun();
        subscription.billed(monthly("2023-05-01"));
        cancel(subscription, Cancellation.CancelAt.NOW, null);
        assertThat(june).isEqualTo(period("2023-06-01", "2023-07-01"));
        assertThat(billAll(new Subscription(subscription), monthly("2023-05-01")))
                .extracting(DueBilling::begun)
                .contains(june);
    }

    @Test
    void whatFallsDueAfterItWasCanceledIsBilledToItsEnd() {
        Subscription subscription = subscription("2023-05-01", null, 0);
        subscription.billed(monthly("2023-05-01"));
        cancel(subscription, Cancellation.CancelAt.DATE, "2023-07-11");
        assertThat(billAll(subscription, monthly("2023-05-01")))
                .extracting(DueBilling::begun)
                .startsWith(period("2023-06-01", "2023-07-01"), period("2023-07-01", "2023-07-11"));
    }

    @Test
    void untilItsEndACanceledOneGoesOnPeriodByPeriod() {
        Subscription subscription = billedUntilNow("2023-05-01", null, 0);
        cancel(subscription, Cancellation.CancelAt.DATE, "2023-08-10");
        subscription.billed(monthly("2023-05-01"));
        assertThat(view(subscription).status()).isEqualTo(SubscriptionStatus.CANCELED);
        assertThat(billAll(subscription, monthly("2023-05-01")))
                .extracting(DueBilling::ended)
                .containsExactly(period("2023-07-01", "2023-08-01"), period("2023-08-01", "2023-08-10"));
    }

    @Test
    void inTheTrialWhatIsPaidForEndsWithTheTrial() {
        Subscription subscription = billedUntilNow("2023-06-15", null, 14);
        cancel(subscription, Cancellation.CancelAt.PERIOD_END, null);
        assertThat(view(subscription).endsOn()).isEqualTo("2023-06-29");
        assertThat(billAll(subscription, monthly("2023-06-15")))
                .singleElement()
                .satisfies(last -> assertThat(last.begun().isEmpty()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"NOW,", "PERIOD_END,", "DATE, 2023-07-01"})
    void whatHasNotBegunNeverDoes(Cancellation.CancelAt at, @Nullable LocalDate date) {
        Subscription subscription = subscription("2023-07-01", null, 0);
        Instant ends = subscription.cancel(
                new Cancellation(at, date, null, Cancellation.UnusedDays.KEPT, null), monthly("2023-07-01"), NOW);
        assertThat(ends).isEqualTo(subscription.startsAt());
        assertThat(subscription.nextBillingAt()).isNull();
        assertThat(view(subscription).status()).isEqualTo(SubscriptionStatus.ENDED);
        assertThat(NextBoundary.during(subscription, Instant.parse("2023-07-02T00:00:00Z"), monthly("2023-07-01")))
                .isEmpty();
    }

    @Test
    void whatBeginsLaterMayEndOnADayAfterItsFirst() {
        Subscription subscription = subscription("2023-07-10", null, 0);
        cancel(subscription, Cancellation.CancelAt.DATE, "2023-07-20");
        assertThat(view(subscription).status()).isEqualTo(SubscriptionStatus.PENDING);
        subscription.billed(monthly("2023-07-10"));
        assertThat(view(subscription).status()).isEqualTo(SubscriptionStatus.CANCELED);
        assertThat(subscription.nextBillingAt()).isEqualTo("2023-07-19T22:00:00Z");
    }

    @Test
    void itMayEndEarlierThanItWouldButNotLater() {
        Subscription subscription = billedUntilNow("2023-05-01", "2023-06-25", 0);
        cancel(subscription, Cancellation.CancelAt.PERIOD_END, null);
        assertThat(view(subscription).endsOn()).isEqualTo("2023-06-25");
        assertRefused(subscription, "2023-06-26", "after_end");
        cancel(subscription, Cancellation.CancelAt.DATE, "2023-06-23");
        cancel(subscription, Cancellation.CancelAt.NOW, null);
        assertThat(view(subscription).endsOn()).isEqualTo("2023-06-22");
    }

    @Test
    void aDayThatHasBegunIsNoEnd() {
        assertRefused(billedUntilNow("2023-05-01", null, 0), "2023-06-21", "not_to_come");
    }

    @Test
    void whatHasEndedCannotEndAgain() {
        Subscription subscription = subscription("2023-05-01", "2023-06-01", 0);
        billAll(subscription, monthly("2023-05-01"));
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> cancel(subscription, Cancellation.CancelAt.NOW, null))
                .satisfies(refused -> assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT));
        Subscription behind = subscription("2023-05-01", "2023-06-21", 0); // of which nothing is billed yet
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> cancel(behind, Cancellation.CancelAt.NOW, null))
                .satisfies(refused -> assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT));
    }

    @ParameterizedTest
    @CsvSource({"NOW, 2023-07-01, not_allowed", "PERIOD_END, 2023-07-01, not_allowed", "DATE, , required"})
    void aDayIsSaidForADateOnly(Cancellation.CancelAt at, @Nullable LocalDate date, String code) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> new Cancellation(at, date, null, Cancellation.UnusedDays.KEPT, null))
                .satisfies(refused -> assertThat(refused.errors())
                        .singleElement()
                        .satisfies(error -> {
                            assertThat(error.field()).isEqualTo("end_date");
                            assertThat(error.code()).isEqualTo(code);
                        }));
    }

    /** What is said last holds, and what is not said stays. */
    @Test
    void whatBecomesOfWhatIsLeftIsSaidAnew() {
        Subscription subscription = billedUntilNow("2023-05-01", null, 0);
        Periods periods = monthly("2023-05-01");
        assertThat(view(subscription).unusedDays()).isNull();
        assertThat(view(subscription).finalUsage()).isNull();
        subscription.cancel(refunded(Cancellation.UnusedDays.REFUNDED, Cancellation.FinalUsage.SKIPPED), periods, NOW);
        subscription.cancel(refunded(null, null), periods, NOW);
        assertThat(view(subscription).unusedDays()).isEqualTo(Cancellation.UnusedDays.REFUNDED);
        assertThat(view(subscription).finalUsage()).isEqualTo(Cancellation.FinalUsage.SKIPPED);
        assertThat(NextBoundary.of(subscription, periods).unused())
                .as("the last invoice gives nothing back")
                .isNull();
        assertThat(NextBoundary.of(subscription, periods).skipsUsage()).isTrue();
        subscription.cancel(refunded(Cancellation.UnusedDays.CREDITED, Cancellation.FinalUsage.BILLED), periods, NOW);
        assertThat(view(subscription).unusedDays()).isEqualTo(Cancellation.UnusedDays.CREDITED);
        assertThat(NextBoundary.of(subscription, periods).unused()).isNotNull();
        assertThat(NextBoundary.of(subscription, periods).skipsUsage()).isFalse();
    }

    /** The period that ended before is billed as ever. */
    @Test
    void usageIsSkippedAtTheEndAlone() {
        Subscription subscription = billedUntilNow("2023-05-01", null, 0);
        Periods periods = monthly("2023-05-01");
        subscription.cancel(
                new Cancellation(
                        Cancellation.CancelAt.DATE,
                        LocalDate.parse("2023-07-15"),
                        null,
                        null,
                        Cancellation.FinalUsage.SKIPPED),
                periods,
                NOW);
        assertThat(billAll(subscription, periods))
                .extracting(DueBilling::skipsUsage)
                .containsExactly(false, true);
    }

    @Test
    void whatWaitsForItsFirstPaymentIsNotCanceled() {
        Subscription subscription = billedUntilNow("2023-06-21", null, 0);
        subscription.awaitPayment(NOW.plusSeconds(60));
        assertThat(view(subscription).status()).isEqualTo(SubscriptionStatus.INCOMPLETE);
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> cancel(subscription, Cancellation.CancelAt.NOW, null))
                .satisfies(refused -> assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT));
        subscription.expire();
        assertThat(view(subscription).status()).isEqualTo(SubscriptionStatus.ENDED);
        assertThat(subscription.nextBillingAt()).isNull();
    }

    private static Cancellation refunded(
            Cancellation.@Nullable UnusedDays unused, Cancellation.@Nullable FinalUsage usage) {
        return new Cancellation(Cancellation.CancelAt.NOW, null, null, unused, usage);
    }

    private static void assertRefused(Subscription subscription, String date, String code) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> cancel(subscription, Cancellation.CancelAt.DATE, date))
                .satisfies(refused -> assertThat(refused.errors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.code()).isEqualTo(code)));
    }

    private static void cancel(Subscription subscription, Cancellation.CancelAt at, @Nullable String date) {
        LocalDate end = date == null ? null : LocalDate.parse(date);
        Periods periods = monthly(subscription.startedOn().toString());
        subscription.cancel(new Cancellation(at, end, null, Cancellation.UnusedDays.KEPT, null), periods, NOW);
    }

    private static Cancellation credited(Cancellation.CancelAt at, @Nullable String date) {
        LocalDate end = date == null ? null : LocalDate.parse(date);
        return new Cancellation(at, end, null, Cancellation.UnusedDays.CREDITED, null);
    }

    private static Subscription billedUntilNow(String start, @Nullable String end, int trialDays) {
        Subscription subscription = subscription(start, end, trialDays);
        Instant due = subscription.nextBillingAt();
        while (due != null && !due.isAfter(NOW)) {
            subscription.billed(monthly(start));
            due = subscription.nextBillingAt();
        }
        return subscription;
    }

    private static List<DueBilling> billAll(Subscription subscription, Periods periods) {
        List<DueBilling> billed = new ArrayList<>();
        while (subscription.nextBillingAt() != null) {
            billed.add(NextBoundary.of(subscription, periods));
            subscription.billed(periods);
        }
        return billed;
    }

    private static Subscription subscription(String start, @Nullable String end, int trialDays) {
        LocalDate endDate = end == null ? null : LocalDate.parse(end);
        NewSubscription wanted = SomeTerms.wanted(LocalDate.parse(start), endDate, 1);
        return new Subscription(ID, wanted, SomeTerms.customer(ID, PARIS), SomeTerms.tried(trialDays), NOW);
    }

    private static SubscriptionView view(Subscription subscription) {
        return subscription.view(
                SomeTerms.version(1),
                null,
                new SubscriptionChanges.Shown(1, null, null),
                subscription.status(),
                Map.of());
    }

    private static Periods monthly(String start) {
        return Periods.of(
                new BillingCycle(BillingCycle.Unit.MONTH, 1, BillingCycle.Anchor.CALENDAR, LocalDate.parse(start)));
    }

    private static ServicePeriod period(String start, String end) {
        return new ServicePeriod(LocalDate.parse(start), LocalDate.parse(end));
    }
}
