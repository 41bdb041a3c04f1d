package dev.countinghouse.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.SubscriptionChange.ChangeAt;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Proration;
import dev.countinghouse.time.BillingCycle;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A subscription by calendar months, begun on 10 May 2023, on 30 June 2023 at half past ten in the evening, UTC. */
class ChangeDayTest {

    private static final Instant NOW = Instant.parse("2023-06-30T22:30:00Z");

    @ParameterizedTest(name = "{1} in {0} is made at {2}")
    @CsvSource({
        "UTC,                 2023-07-01, 2023-06-30T23:59:59.999999Z, true",
        "UTC,                 2023-07-02, 2023-07-02T00:00:00Z,        false",
        "Europe/Paris,        2023-07-02, 2023-07-01T22:00:00Z,        false",
        "Europe/Paris,        2023-08-01, 2023-07-31T21:59:59.999999Z, true",
        "Pacific/Kiritimati,  2023-07-02, 2023-07-01T10:00:00Z,        false",
        "America/Los_Angeles, 2023-07-01, 2023-07-01T06:59:59.999999Z, true",
        "America/Santiago,    2023-09-03, 2023-09-03T04:00:00Z,        false", // begins at one in the morning
    })
    void itIsMadeWhenItsDayBeginsOrInTheLastMomentOfThePeriodBefore(
            String zone, LocalDate day, Instant at, boolean begins) {
        Subscription subscription = subscription(zone, "2023-05-10", null);
        assertThat(day(subscription, day)).isEqualTo(new ChangeDay(day, at, begins, 0));
        assertThat(LocalDate.ofInstant(at, ZoneId.of(zone))).isEqualTo(begins ? day.minusDays(1) : day);
    }

    /** In Paris it is the first of July already. */
    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "UTC,          2023-06-30, date not_to_come",
        "UTC,          2023-06-01, date not_to_come",
        "Europe/Paris, 2023-07-01, date not_to_come",
        "UTC,          2024-07-01, date out_of_range",
        "Europe/Paris, 2024-07-02, date out_of_range",
    })
    void aDayThatIsNotToComeOrTooFarAheadIsRefused(String zone, LocalDate day, String error) {
        assertRefused(subscription(zone, "2023-05-10", null), day, error);
    }

    @Test
    void aYearAheadItMayBe() {
        assertThat(day(subscription("UTC", "2023-05-10", null), LocalDate.parse("2024-06-30"))
                        .day())
                .isEqualTo("2024-06-30");
    }

    @Test
    void itIsWithinTheLifeOfTheSubscription() {
        Subscription ends = subscription("UTC", "2023-05-10", "2023-07-20");
        assertThat(day(ends, LocalDate.parse("2023-07-19")).beginsPeriod()).isFalse();
        assertRefused(ends, LocalDate.parse("2023-07-20"), "date after_end");
        Subscription begins = subscription("UTC", "2023-08-15", null);
        assertRefused(begins, LocalDate.parse("2023-08-14"), "date not_begun");
        assertThat(day(begins, LocalDate.parse("2023-08-15")).beginsPeriod()).isTrue();
    }

    @Test
    void whatHasEndedHasNoDayToCome() {
        Subscription subscription = subscription("UTC", "2023-08-15", null);
        subscription.cancel(
                new Cancellation(Cancellation.CancelAt.NOW, null, null, null, null),
                Periods.of(cycle(subscription)),
                NOW);
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> day(subscription, LocalDate.parse("2023-08-20")))
                .satisfies(refused -> assertThat(refused.type()).isEqualTo(ProblemType.CONFLICT));
    }

    /** Periods of all intervals tile, and a day is the first of one exactly where its period says so. */
    @ParameterizedTest
    @ValueSource(strings = {"2023-01-31", "2023-02-28", "2023-05-10"})
    void aDayBeginsAPeriodWhereItsPeriodBegins(String start) {
        for (BillingCycle.Unit unit : BillingCycle.Unit.values()) {
            for (BillingCycle.Anchor anchor : BillingCycle.Anchor.values()) {
                BillingCycle cycle = new BillingCycle(unit, 1, anchor, LocalDate.parse(start));
                Subscription subscription = subscription("UTC", start, null);
                for (LocalDate day = LocalDate.parse("2023-07-01");
                        day.isBefore(LocalDate.parse("2024-06-30"));
                        day = day.plusDays(1)) {
                    assertThat(ChangeDay.of(subscription, cycle, day, NOW).beginsPeriod())
                            .isEqualTo(cycle.indexOf(day) > cycle.indexOf(day.minusDays(1)));
                }
            }
        }
    }

    @Test
    void onItsDayItIsAChangeNowOrAsAtTheEndOfThePeriodBefore() {
        SubscriptionChange seats = dated(null, 5, null);
        assertThat(seats.onItsDay(false))
                .isEqualTo(new SubscriptionChange(ChangeAt.NOW, null, 5, Proration.NEXT_INVOICE));
        assertThat(seats.onItsDay(true))
                .isEqualTo(new SubscriptionChange(ChangeAt.PERIOD_END, null, 5, Proration.NONE));
        assertThat(dated(null, 5, Proration.AT_ONCE).onItsDay(true).prorated()).isEqualTo(Proration.NONE);
        assertThat(dated("other", null, null).onItsDay(false))
                .isEqualTo(new SubscriptionChange(ChangeAt.NOW, "other", null, Proration.AT_ONCE));
    }

    @ParameterizedTest
    @CsvSource({
        "DATE,       none,       none,  NONE,         date required",
        "NOW,        2023-07-05, none,  NONE,         date not_allowed",
        "PERIOD_END, 2023-07-05, none,  NONE,         date not_allowed",
        "DATE,       2023-07-05, other, NEXT_INVOICE, proration not_allowed",
        "DATE,       2023-07-05, other, NONE,         proration not_allowed",
    })
    void aDayIsSaidWhereItIsForAndAPlanIsBilledAtOnce(
            ChangeAt at, String day, String plan, Proration proration, String error) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> new SubscriptionChange(
                        at,
                        "none".equals(day) ? null : LocalDate.parse(day),
                        "none".equals(plan) ? null : plan,
                        5,
                        proration))
                .satisfies(refused -> assertThat(refused.errors())
                        .extracting(field -> field.field() + " " + field.code())
                        .containsExactly(error));
    }

    private static SubscriptionChange dated(
            @Nullable String plan, @Nullable Integer quantity, @Nullable Proration proration) {
        return new SubscriptionChange(ChangeAt.DATE, LocalDate.parse("2023-07-05"), plan, quantity, proration);
    }

    private static void assertRefused(Subscription subscription, LocalDate day, String error) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> day(subscription, day))
                .satisfies(refused -> assertThat(refused.errors())
                        .extracting(field -> field.field() + " " + field.code())
                        .containsExactly(error));
    }

    private static ChangeDay day(Subscription subscription, LocalDate day) {
        return ChangeDay.of(subscription, cycle(subscription), day, NOW);
    }

    private static BillingCycle cycle(Subscription subscription) {
        return SomeTerms.version(1).cycle(subscription.startedOn());
    }

    private static Subscription subscription(String zone, String start, @Nullable String end) {
        return new Subscription(
                new UUID(0, 1),
                SomeTerms.wanted(LocalDate.parse(start), end == null ? null : LocalDate.parse(end), 3),
                SomeTerms.customer(new UUID(1, 1), ZoneId.of(zone)),
                SomeTerms.version(1),
                NOW);
    }
}
