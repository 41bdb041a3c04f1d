package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.Samples.due;
import static dev.countinghouse.invoicing.Samples.period;
import static dev.countinghouse.invoicing.Samples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.money.Money;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** June and July were billed; August ends, and usage of an earlier month came in. */
class LateUsageLinesTest {

    private static final Charge BUILDS = Samples.buildMinutes();
    private static final DueItem AUGUST = due(terms("EUR", BUILDS), "2023-08-01/2023-09-01", "2023-09-01/2023-10-01");

    private final KnownUsage usage = new KnownUsage();
    private final BilledBefore billed = new BilledBefore();
    private final LateUsageLines late = lines();

    @Test
    void withoutLateUsageThereAreNoLines() {
        assertThat(late.of(List.of(AUGUST))).isEmpty();
    }

    @Test
    void theDifferenceIsBilledTierByTier() {
        billed.add("2023-06-01/2023-07-01", "40", 0);
        usage.late("2023-06-10T10:00:00Z");
        usage.put("2023-05-31T22:00:00Z", "70"); // 30 minutes of June came late: 10 at 0.08 and 20 at 0.05
        List<LineDraft> lines = linesOfTheItem();
        assertThat(lines).extracting(line -> line.quantity().toPlainString()).containsExactly("10", "20");
        assertThat(lines).extracting(LineDraft::amount).containsExactly(cents(80), cents(100));
        assertThat(lines).extracting(LineDraft::purpose).containsOnly(LinePurpose.DELTA);
        assertThat(lines).extracting(LineDraft::period).containsOnly(period("2023-06-01/2023-07-01"));
        assertThat(lines)
                .extracting(LineDraft::description)
                .containsExactly(
                        "Build minutes (0 to 50), late usage of 2023-06-01",
                        "Build minutes (50 to 150), late usage of 2023-06-01");
        assertThat(lines.getFirst().calculation())
                .containsEntry("billed_quantity", new BigDecimal("40"))
                .containsEntry("billed_amount_minor", 320L);
    }

    /** Rounded parts and their difference are together what billing on time would have been. */
    @Test
    void whatWasBilledAndTheDifferenceMakeTheWhole() {
        billed.add("2023-06-01/2023-07-01", "33.33", 0);
        usage.late("2023-06-10T10:00:00Z");
        usage.put("2023-05-31T22:00:00Z", "49.99");
        Money difference =
                Money.sum(linesOfTheItem().stream().map(LineDraft::amount).toList(), Currency.getInstance("EUR"));
        Money before = amount("33.33");
        assertThat(before.plus(difference)).isEqualTo(amount("49.99"));
    }

    @Test
    void aSecondDifferenceTakesTheNextSequence() {
        billed.add("2023-06-01/2023-07-01", "70", 2); // two delta lines of June were written before
        usage.late("2023-06-10T10:00:00Z");
        usage.put("2023-05-31T22:00:00Z", "80");
        List<LineDraft> lines = linesOfTheItem();
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.sequence()).isEqualTo(2);
            assertThat(line.quantity()).isEqualByComparingTo("10");
        });
    }

    /** 70 minutes reached into the second tier; 30 of them were voided. */
    @Test
    void whatWasBilledOfATierThatIsNotReachedAnyMoreGoesBack() {
        billed.add("2023-06-01/2023-07-01", "70", 0);
        usage.late("2023-06-10T10:00:00Z");
        usage.put("2023-05-31T22:00:00Z", "40");
        List<LineDraft> lines = linesOfTheItem();
        assertThat(lines).extracting(line -> line.quantity().toPlainString()).containsExactly("-10", "-20");
        assertThat(lines).extracting(LineDraft::amount).containsExactly(cents(-80), cents(-100));
        assertThat(lines).extracting(LineDraft::metric).containsOnly("minutes");
    }

    /** What comes late and what goes back, also of a tier that is not reached any more, is taxed as the charge is. */
    @ParameterizedTest(name = "{0} minutes")
    @CsvSource({"40", "80"})
    void aDifferenceHasTheTaxesOfItsCharge(String minutes) {
        billed.add("2023-06-01/2023-07-01", "70", 0);
        usage.late("2023-06-10T10:00:00Z");
        usage.put("2023-05-31T22:00:00Z", minutes);
        DueItem taxed =
                due(terms("EUR", Samples.taxed(BUILDS, "reduced")), "2023-08-01/2023-09-01", "2023-09-01/2023-10-01");
        assertThat(late.of(List.of(taxed)).get(Samples.ITEM))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.taxes()).containsExactly(Samples.tax("reduced", "5.5")));
    }

    /** From July on another version holds: what comes late of June is the difference to what the first one billed. */
    @Test
    void lateUsageIsPricedByTheVersionOfItsPeriod() {
        billed.add("2023-06-01/2023-07-01", "40", 0);
        usage.late("2023-06-10T10:00:00Z");
        usage.put("2023-05-31T22:00:00Z", "70");
        assertThat(late.of(List.of(Samples.pinned(AUGUST, "2023-07-01", null)))).isEmpty();
        assertThat(late.of(List.of(Samples.pinned(AUGUST, null, "2023-07-01"))).get(Samples.ITEM))
                .extracting(LineDraft::amount)
                .containsExactly(cents(80), cents(100));
        assertThat(late.of(List.of(Samples.pinned(AUGUST, null, "2023-06-01")))).isEmpty();
    }

    @Test
    void anHourThatChangedNothingMakesNoLine() {
        billed.add("2023-06-01/2023-07-01", "70", 0);
        usage.late("2023-06-10T10:00:00Z");
        usage.put("2023-05-31T22:00:00Z", "70");
        assertThat(linesOfTheItem()).isEmpty();
    }

    /** June ends at 22:00 UTC in Paris. */
    @ParameterizedTest(name = "the hour of {0} is of the month {1}")
    @CsvSource({
        "2023-06-30T21:00:00Z, 2023-06-01/2023-07-01",
        "2023-06-30T22:00:00Z, 2023-07-01/2023-08-01",
        "2023-07-31T21:00:00Z, 2023-07-01/2023-08-01"
    })
    void anHourBelongsToThePeriodThatItLiesIn(String hour, String month) {
        usage.put("2023-05-31T22:00:00Z", "1");
        usage.put("2023-06-30T22:00:00Z", "2");
        usage.late(hour);
        assertThat(linesOfTheItem()).extracting(LineDraft::period).containsExactly(period(month));
    }

    /** A running total that was changed in June is another one in July too. */
    @Test
    void whatIsCarriedOverChangesEachPeriodAfterIt() {
        usage.put("2023-05-31T22:00:00Z", "1");
        usage.put("2023-06-30T22:00:00Z", "2");
        usage.carriesOver();
        usage.late("2023-06-10T10:00:00Z");
        assertThat(linesOfTheItem())
                .extracting(LineDraft::period)
                .containsExactly(period("2023-06-01/2023-07-01"), period("2023-07-01/2023-08-01"));
    }

    @Test
    void anHourOfThePeriodThatIsBilledNowIsNotLate() {
        usage.late("2023-08-10T10:00:00Z");
        assertThat(late.of(List.of(AUGUST))).isEmpty();
    }

    @Test
    void aSubscriptionThatBeginsHasNothingLate() {
        usage.late("2023-06-10T10:00:00Z");
        assertThat(late.of(List.of(due(terms("EUR", BUILDS), null, "2023-06-01/2023-07-01"))))
                .isEmpty();
    }

    private List<LineDraft> linesOfTheItem() {
        return late.of(List.of(AUGUST)).getOrDefault(Samples.ITEM, List.of());
    }

    private LateUsageLines lines() {
        LateUsageLines made = new LateUsageLines();
        made.metering = usage;
        made.rated = new RatedUsage();
        made.rated.metering = usage;
        made.difference = new UsageDifference();
        made.difference.billed = billed;
        return made;
    }

    private static Money amount(String usage) {
        return Samples.used(AUGUST, BUILDS, period("2023-06-01/2023-07-01"), new BigDecimal(usage))
                .getFirst()
                .amount();
    }

    private static Money cents(long minor) {
        return new Money(minor, Currency.getInstance("EUR"));
    }

    /** What invoices billed of a period: the lines of so much usage, and so many deltas. */
    private static final class BilledBefore extends BilledUsageRepository {

        private final Map<ServicePeriod, Billed> periods = new HashMap<>();

        void add(String isoInterval, String usage, int next) {
            ServicePeriod period = period(isoInterval);
            Map<String, Part> parts = new HashMap<>();
            for (LineDraft line : Samples.used(AUGUST, BUILDS, period, new BigDecimal(usage))) {
                parts.put(
                        part(line),
                        new Part(
                                "",
                                String.valueOf(line.calculation().get("kind")),
                                String.valueOf(line.calculation().get("tier")),
                                line.metric(),
                                line.quantity(),
                                line.unitAmount(),
                                line.preciseAmount(),
                                line.amount().minor()));
            }
            periods.put(period, new Billed(parts, next));
        }

        @Override
        List<Billed> of(List<UsageToBill> asked, LinePurpose purpose) {
            return asked.stream()
                    .map(usage -> periods.getOrDefault(usage.period(), new Billed(Map.of(), 0)))
                    .toList();
        }
    }
}
