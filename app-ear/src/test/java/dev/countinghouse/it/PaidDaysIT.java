package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.it.HistoryPlan.Fee;
import dev.countinghouse.it.HistoryPlan.Phase;
import dev.countinghouse.it.HistoryPrice.Model;
import dev.countinghouse.it.HistoryPrice.Step;
import dev.countinghouse.it.HistorySubscription.Change;
import dev.countinghouse.it.HistorySubscription.End;
import dev.countinghouse.it.HistorySubscription.Move;
import dev.countinghouse.it.HistorySubscription.Used;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the oracle of the random histories says of the examples in docs/BILLING.md. */
class PaidDaysIT {

    private static BigDecimal of(String number) {
        return new BigDecimal(number);
    }

    private static HistoryPrice price(Model model, String... steps) {
        return new HistoryPrice(
                model,
                java.util.Arrays.stream(steps)
                        .map(step -> step.split(" "))
                        .map(step -> new Step(step[0].equals("-") ? null : of(step[0]), of(step[1]), of(step[2])))
                        .toList(),
                of("100"),
                of("10"));
    }

    private static Fee fee(String amount, boolean advance) {
        return new Fee(advance ? "seats" : "support", advance, true, null, price(Model.STANDARD, "- " + amount + " 0"));
    }

    private static HistorySubscription subscription(String start, int seats, String end, HistoryPlan plan) {
        HistorySubscription made =
                new HistorySubscription("ada", plan, ZoneId.of("Asia/Tokyo"), LocalDate.parse(start), seats);
        made.ends.add(new End(Instant.parse("2000-01-01T00:00:00Z"), LocalDate.parse(end)));
        return made;
    }

    private static HistoryPlan monthly(@Nullable HistoryPrice usage, @Nullable String commitment, Fee... fees) {
        BigDecimal least = commitment == null ? null : of(commitment);
        return monthly(usage, least, 0, List.of(), fees);
    }

    private static HistoryPlan monthly(
            @Nullable HistoryPrice usage, @Nullable BigDecimal least, int trial, List<Phase> phases, Fee... fees) {
        return new HistoryPlan(
                "plan", "EUR", "month", 1, true, List.of(fees), usage, false, false, least, trial, phases);
    }

    private static Map<String, String> billed(HistorySubscription subscription) {
        return PaidDays.of(subscription).billed().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toPlainString()));
    }

    @Test
    void aPartOfAMonthCostsItsDays() {
        assertThat(billed(subscription("2026-02-17", 1, "2026-04-01", monthly(null, null, fee("29.00", true)))))
                .isEqualTo(Map.of("seats 2026-02-17", "12.43", "seats 2026-03-01", "29"));
    }

    /** 15.00 a seat in a June, 3 seats, 8 from the 11th on; in arrears by the days of each. */
    @ParameterizedTest
    @CsvSource({"true, 95, 95", "false, 45, 45"})
    void aChangePaysTheDifferenceForTheRestOrNothing(boolean paid, String advance, String arrears) {
        HistorySubscription june = subscription(
                "2024-06-01", 3, "2024-07-01", monthly(null, null, fee("15.00", true), fee("15.00", false)));
        june.changes.add(new Change(LocalDate.parse("2024-06-11"), 8, false, paid, june.end()));
        assertThat(billed(june)).isEqualTo(Map.of("seats 2024-06-01", advance, "support 2024-06-01", arrears));
    }

    /** Five seats for 145.00, two from the 10th on, canceled to the 16th: 145.00 - 61.74 - 29.94. */
    @ParameterizedTest
    @CsvSource({"true, 53.32", "false, 83.26"})
    void whatIsNotUsedGoesBackByWhatItWasPaidFor(boolean credited, String billed) {
        HistorySubscription january =
                subscription("2024-01-01", 5, "2024-02-01", monthly(null, null, fee("29.00", true)));
        january.ends.clear();
        january.changes.add(new Change(LocalDate.parse("2024-01-10"), 2, false, true, HistorySubscription.NEVER));
        january.ends.add(new End(Instant.parse("2024-01-10T12:00:00Z"), LocalDate.parse("2024-01-16")));
        january.credited = credited;
        assertThat(billed(january)).isEqualTo(Map.of("seats 2024-01-01", billed));
    }

    /** 4.00, 22.50 and 0.83; what is before midnight in Tokyo belongs to the month before. */
    @Test
    void usageIsPaidByTheDaysOfTheCustomer() {
        HistoryPrice minutes = price(Model.GRADUATED, "50 0.08 0", "500 0.05 0", "- 0.03 0");
        HistorySubscription made = subscription("2024-01-01", 1, "2024-03-01", monthly(minutes, null));
        made.used.add(new Used("1", Instant.parse("2024-01-31T14:59:59.999999Z"), of("527.63")));
        made.used.add(new Used("2", Instant.parse("2024-01-31T15:00:00Z"), of("50.5")));
        made.used.add(new Used("after the end", Instant.parse("2024-02-29T15:00:00Z"), of("1")));
        assertThat(billed(made)).isEqualTo(Map.of("minutes 2024-01-01", "27.33", "minutes 2024-02-01", "4.03"));
    }

    /** Of 100.00 a month, the last ten days of 31 with 9.35 lack 22.91. */
    @Test
    void aCommitmentIsFilledUpForTheDaysThatItRan() {
        assertThat(billed(subscription("2024-01-22", 1, "2024-02-01", monthly(null, "100.00", fee("29.00", true)))))
                .isEqualTo(Map.of("seats 2024-01-22", "9.35", "commitment 2024-01-22", "22.91"));
    }

    /** 29.00 from 10 January, 14 days of it free: 8 of 31 days; 14 of February are all that are used. */
    @Test
    void aTrialIsFreeOfFeesAndNotOfUsage() {
        HistorySubscription made = subscription(
                "2024-01-10",
                1,
                "2024-02-15",
                monthly(
                        price(Model.STANDARD, "- 0.10 0"),
                        of("100"),
                        14,
                        List.of(),
                        fee("29.00", true),
                        fee("29.00", false)));
        made.ends.set(0, new End(Instant.parse("2024-02-14T03:00:00Z"), made.end()));
        made.used.add(new Used("in the trial", Instant.parse("2024-01-12T12:00:00Z"), of("20")));
        assertThat(billed(made))
                .isEqualTo(Map.of(
                        "seats 2024-01-10", "7.48",
                        "support 2024-01-10", "7.48",
                        "minutes 2024-01-10", "2",
                        "commitment 2024-01-10", "8.85",
                        "seats 2024-02-01", "29",
                        "support 2024-02-01", "14",
                        "commitment 2024-02-01", "5.28"));
    }

    /** Of 31 days the last 8 are paid for the quantity that there is when the trial ends; the last two of them for one more. */
    @ParameterizedTest
    @CsvSource({"true, 24.32", "false, 9.35"})
    void aChangeInTheTrialHasNothingToMakeUpFor(boolean paid, String billed) {
        HistorySubscription made =
                subscription("2024-01-10", 1, "2024-02-01", monthly(null, null, 14, List.of(), fee("29.00", true)));
        made.changes.add(new Change(LocalDate.parse("2024-01-15"), 3, false, paid, made.end()));
        made.changes.add(new Change(LocalDate.parse("2024-01-30"), paid ? 4 : 2, false, true, made.end()));
        assertThat(billed(made)).isEqualTo(Map.of("seats 2024-01-10", billed));
    }

    /** What is not prorated is due in full once the trial is over, and not before. */
    @ParameterizedTest
    @CsvSource({"2024-01-24, ''", "2024-01-25, 58"})
    void whoEndsInTheTrialPaysNoFee(String end, String billed) {
        Fee whole = new Fee("seats", true, false, null, price(Model.STANDARD, "- 29.00 0"));
        HistorySubscription made = subscription("2024-01-10", 2, end, monthly(null, null, 14, List.of(), whole));
        assertThat(billed(made).getOrDefault("seats 2024-01-10", "")).isEqualTo(billed);
    }

    /** 9.00 for two periods, 19.00 for one, then 29.00; from 10 January. */
    @Test
    void aPeriodCostsWhatItsPhaseSays() {
        HistoryPlan plan = monthly(
                price(Model.STANDARD, "- 0.10 0"),
                null,
                0,
                List.of(
                        new Phase(2, Map.of("seats", price(Model.STANDARD, "- 9.00 0"))),
                        new Phase(
                                1,
                                Map.of(
                                        "seats",
                                        price(Model.STANDARD, "- 19.00 0"),
                                        HistoryPlan.MINUTES,
                                        price(Model.STANDARD, "- 0.05 0"))),
                        new Phase(null, Map.of())),
                fee("29.00", true));
        HistorySubscription made = subscription("2026-01-10", 1, "2026-05-01", plan);
        made.used.add(new Used("1", Instant.parse("2026-02-10T00:00:00Z"), of("100")));
        made.used.add(new Used("2", Instant.parse("2026-03-10T00:00:00Z"), of("100")));
        assertThat(billed(made))
                .isEqualTo(Map.of(
                        "seats 2026-01-10", "6.39",
                        "seats 2026-02-01", "9",
                        "minutes 2026-02-01", "10",
                        "seats 2026-03-01", "19",
                        "minutes 2026-03-01", "5",
                        "seats 2026-04-01", "29"));
    }

    /** 29.00 and minutes at 0.08 in January, 39.00 and no minutes from February on; the trial is that of the first. */
    @Test
    void eachPeriodIsBilledByThePlanThatItBeginsUnder() {
        HistoryPlan before = monthly(price(Model.STANDARD, "- 0.08 0"), null, fee("29.00", true));
        HistoryPlan after = monthly(null, of("100"), 30, List.of(), fee("39.00", true));
        HistorySubscription made = subscription("2026-01-01", 1, "2026-03-01", before);
        made.moves.add(new Move(LocalDate.parse("2026-02-01"), after));
        made.used.add(new Used("1", Instant.parse("2026-01-10T00:00:00Z"), of("15")));
        made.used.add(new Used("2", Instant.parse("2026-02-10T00:00:00Z"), of("15")));
        assertThat(billed(made))
                .isEqualTo(Map.of(
                        "seats 2026-01-01", "29",
                        "minutes 2026-01-01", "1.2",
                        "seats 2026-02-01", "39",
                        "commitment 2026-02-01", "61"));
    }

    @ParameterizedTest
    @CsvSource({
        "month, 1, true,  2026-05-17, 2026-05-17 2026-06-01 2026-07-01",
        "month, 3, true,  2026-05-17, 2026-05-17 2026-08-01 2026-11-01",
        "month, 1, false, 2026-01-31, 2026-01-31 2026-02-28 2026-03-31",
        "year,  1, false, 2024-02-29, 2024-02-29 2025-02-28 2026-02-28",
        "year,  1, true,  2024-02-29, 2024-02-29 2025-01-01 2026-01-01",
        "week,  2, true,  2026-01-01, 2026-01-01 2026-01-12 2026-01-26",
        "week,  2, false, 2026-01-01, 2026-01-01 2026-01-15 2026-01-29",
    })
    void periodsBeginWithTheCalendarOrOnTheDayOfTheStart(
            String interval, int count, boolean calendar, String start, String firsts) {
        HistoryPlan plan = new HistoryPlan(
                "plan", "EUR", interval, count, calendar, List.of(), null, false, false, null, 0, List.of());
        assertThat(new PaidDays(subscription(start, 1, "2030-01-01", plan))
                        .periods(LocalDate.parse("2030-01-01")).stream()
                                .limit(3)
                                .map(period -> period.first().toString()))
                .containsExactly(firsts.split(" "));
    }

    /** Full price up to 50 and above; packages of 100 after 10 free units. */
    @ParameterizedTest
    @CsvSource({
        "GRADUATED,  60,  5.05 1.00 0.40 2.00",
        "GRADUATED,  0,   0.00 1.00",
        "VOLUME,     60,  2.40 2.00",
        "VOLUME,     50,  5.05 1.00",
        "STAIR_STEP, 51,  2.04 2.00",
    })
    void eachPartOfAPriceIsRoundedForItself(Model model, String units, String parts) {
        assertThat(price(model, "50 0.101 1", "- 0.04 2").parts(of(units)).stream()
                        .map(part ->
                                part.setScale(2, java.math.RoundingMode.HALF_UP).toPlainString()))
                .containsExactly(parts.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"10, 0", "10.001, 5", "110, 5", "110.5, 10"})
    void aPackageThatIsBegunCostsAllOfIt(String units, String cost) {
        assertThat(price(Model.PACKAGE, "- 0 5").of(of(units))).isEqualByComparingTo(cost);
    }
}
