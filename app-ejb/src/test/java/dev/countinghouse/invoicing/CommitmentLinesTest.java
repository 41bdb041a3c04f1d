package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.Samples.due;
import static dev.countinghouse.invoicing.Samples.fee;
import static dev.countinghouse.invoicing.Samples.period;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.MinimumCommitment;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.money.Money;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.domain.Trial;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 100.00 a month at least. June ended; its fee was billed in advance. */
class CommitmentLinesTest {

    private static final ServicePeriod JUNE = period("2023-06-01/2023-07-01");
    private static final MinimumCommitment HUNDRED = new MinimumCommitment(new BigDecimal("100"), List.of(), Map.of());
    private static final Charge BUILDS = Samples.buildMinutes();

    private final BilledBefore billed = new BilledBefore();
    private final CommitmentLines commitments = new CommitmentLines();

    CommitmentLinesTest() {
        commitments.billed = billed;
    }

    /** 29.00 before and 4.50 now: 66.50 are missing. The fee of July is not June's. */
    @Test
    void whatFeesAndUsageOfThePeriodDoNotComeToIsFilledUpOnce() {
        billed.add(JUNE, 2900, 0, 0);
        DueItem item = ended(HUNDRED, "2023-06-01/2023-07-01");
        List<LineDraft> now = new ArrayList<>(Samples.used(item, BUILDS, JUNE, new BigDecimal("60")));
        ServicePeriod july = period("2023-07-01/2023-08-01");
        now.addAll(Lines.fees(item, fee("29.00", Charge.Timing.ADVANCE, true), july, july));
        LineDraft line = only(item, now);
        assertThat(line.amount()).isEqualTo(cents(6650));
        assertThat(line.purpose()).isEqualTo(LinePurpose.TRUE_UP);
        assertThat(line.description()).isEqualTo("Minimum commitment");
        assertThat(line.period()).isEqualTo(JUNE);
        assertThat(line.chargeId()).isNull();
        assertThat(line.quantity().multiply(line.unitAmount())).isEqualByComparingTo("66.50");
        assertThat(line.taxes()).containsExactly(Samples.tax("20"));
        assertThat(line.calculation())
                .containsEntry("kind", "minimum_commitment")
                .containsEntry("minimum_commitment", new BigDecimal("100"))
                .containsKey("steps");
    }

    @ParameterizedTest(name = "{0} were billed: {1} are missing")
    @CsvSource({"9999, 1", "10000, 0", "10001, 0", "0, 10000", "-500, 10500"})
    void nothingIsMissingFromTheCommitmentOn(long before, long missing) {
        billed.add(JUNE, before, 0, 0);
        DueItem item = ended(HUNDRED, "2023-06-01/2023-07-01");
        assertThat(lines(item, List.of()))
                .extracting(line -> line.amount().minor())
                .isEqualTo(missing == 0 ? List.of() : List.of(missing));
    }

    /** A third of 100 is 33.333…; 9.67 and 0.80 were spent: 22.8633… are missing. */
    @Test
    void aPartOfAPeriodHasItsShareOfTheCommitmentByRealDays() {
        ServicePeriod part = period("2023-06-21/2023-07-01");
        billed.add(part, 967, 0, 0);
        DueItem item = ended(HUNDRED, "2023-06-21/2023-07-01");
        LineDraft line = only(item, Samples.used(item, BUILDS, part, BigDecimal.TEN));
        assertThat(line.amount()).isEqualTo(cents(2286));
        assertThat(line.description()).isEqualTo("Minimum commitment (10 of 30 days)");
    }

    /** Ten of 30 days come after the trial: 33.33 of 100.00. */
    @Test
    void aCommitmentIsForTheDaysAfterTheTrial() {
        DueItem june = Samples.tried(new Trial(LocalDate.of(2023, 6, 1), 20), ended(HUNDRED, "2023-06-01/2023-07-01"));
        LineDraft line = only(june, List.of());
        assertThat(line.amount()).isEqualTo(cents(3333));
        assertThat(line.description()).isEqualTo("Minimum commitment (10 of 30 days)");
        DueItem free = Samples.tried(new Trial(LocalDate.of(2023, 6, 1), 60), ended(HUNDRED, "2023-06-01/2023-07-01"));
        assertThat(lines(free, List.of())).isEmpty();
    }

    @Test
    void aCommitmentHasTaxesOfItsOwn() {
        DueItem item = ended(
                new MinimumCommitment(BigDecimal.TEN, List.of("reduced", "city"), Map.of()), "2023-06-01/2023-07-01");
        assertThat(only(item, List.of()).taxes())
                .containsExactly(Samples.tax("reduced", "5.5"), Samples.tax("city", "1.25"));
    }

    @Test
    void withoutACommitmentOrAPeriodThatEndedThereIsNoLine() {
        assertThat(lines(ended(null, "2023-06-01/2023-07-01"), List.of())).isEmpty();
        PlanTerms terms = Samples.committed("EUR", HUNDRED, BUILDS);
        assertThat(lines(due(terms, null, "2023-07-01/2023-08-01"), List.of())).isEmpty();
        assertThat(billed.asked).isZero();
    }

    /** June was filled up by 66.50. Ten minutes more at 0.05 came late: in time, 66.00 would have been missing. */
    @ParameterizedTest(name = "{0} cents late change the true-up by {1}")
    @CsvSource({"50, -50", "6650, -6650", "9999, -6650", "-100, 100"})
    void lateUsageTakesTheTrueUpBackAsFarAsItWouldNotHaveBeenDue(long late, long change) {
        billed.add(JUNE, 3350, 6650, 0);
        DueItem item = ended(HUNDRED, "2023-07-01/2023-08-01");
        billed.add(period("2023-07-01/2023-08-01"), 20000, 0, 0);
        LineDraft line = only(item, List.of(delta(JUNE, late)));
        assertThat(line.amount()).isEqualTo(cents(change));
        assertThat(line.purpose()).isEqualTo(LinePurpose.DELTA);
        assertThat(line.period()).isEqualTo(JUNE);
        assertThat(line.sequence()).isZero();
        assertThat(line.description()).isEqualTo("Minimum commitment, late usage of 2023-06-01");
        assertThat(line.calculation()).containsEntry("billed_amount_minor", 6650L);
    }

    /** 120.00 were spent and nothing filled up; 30.00 of it were voided: 10.00 are missing now. */
    @Test
    void usageThatIsVoidedLeavesTheCommitmentDue() {
        billed.add(JUNE, 12000, 0, 2);
        billed.add(period("2023-07-01/2023-08-01"), 20000, 0, 0);
        DueItem item = ended(HUNDRED, "2023-07-01/2023-08-01");
        LineDraft line = only(item, List.of(delta(JUNE, -3000)));
        assertThat(line.amount()).isEqualTo(cents(1000));
        assertThat(line.sequence()).isEqualTo(2);
    }

    @Property(tries = 300)
    void whatIsBilledOfAPeriodIsItsCommitmentOrWhatWasSpentIfThatIsMore(
            @ForAll @LongRange(min = 0, max = 20_000) long spent,
            @ForAll @LongRange(min = -5_000, max = 20_000) long late,
            @ForAll @IntRange(min = 1, max = 30) int days) {
        ServicePeriod part = new ServicePeriod(JUNE.end().minusDays(days), JUNE.end());
        BilledBefore before = new BilledBefore();
        commitments.billed = before;
        before.add(part, spent, 0, 0);
        long trueUp = sum(lines(ended(HUNDRED, part.start() + "/" + part.end()), List.of()));
        long least = Money.halfUp(part.shareOf(JUNE).times(new BigDecimal("100")), Currency.getInstance("EUR"))
                .minor();
        assertThat(spent + trueUp).isEqualTo(Math.max(spent, least));

        before.add(part, spent, trueUp, 0);
        ServicePeriod july = period("2023-07-01/2023-08-01");
        before.add(july, 20_000, 0, 0);
        PlanTerms terms = Samples.committed("EUR", HUNDRED, BUILDS);
        DueItem item = Samples.startedOn(part.start(), due(terms, "2023-07-01/2023-08-01", "2023-08-01/2023-09-01"));
        long correction = sum(lines(item, List.of(delta(part, late))));
        assertThat(spent + late + trueUp + correction).isEqualTo(Math.max(spent + late, least));
    }

    private static DueItem ended(@Nullable MinimumCommitment commitment, String ended) {
        ServicePeriod period = period(ended);
        return due(
                Samples.committed("EUR", commitment, BUILDS),
                ended,
                period.end() + "/" + period.end().plusMonths(1));
    }

    /** A line of usage of a period that came late. */
    private static LineDraft delta(ServicePeriod period, long minor) {
        LineDraft line = Samples.line(cents(minor));
        return new LineDraft(
                line.itemId(),
                line.chargeId(),
                null,
                line.description(),
                LinePurpose.DELTA,
                "",
                0,
                period,
                line.quantity(),
                line.unitAmount(),
                line.preciseAmount(),
                line.amount(),
                line.taxes(),
                line.calculation());
    }

    private LineDraft only(DueItem item, List<LineDraft> now) {
        List<LineDraft> lines = lines(item, now);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    private List<LineDraft> lines(DueItem item, List<LineDraft> now) {
        return commitments.of(List.of(item), Map.of(Samples.ITEM, now)).getOrDefault(Samples.ITEM, List.of());
    }

    private static long sum(List<LineDraft> lines) {
        return lines.stream().mapToLong(line -> line.amount().minor()).sum();
    }

    private static Money cents(long minor) {
        return new Money(minor, Currency.getInstance("EUR"));
    }

    /** What invoices billed of the item's periods. */
    private static final class BilledBefore extends BilledPeriodRepository {

        private final Map<ItemPeriod, Billed> periods = new HashMap<>();
        private int asked;

        void add(ServicePeriod period, long charges, long trueUp, int nextDelta) {
            periods.put(
                    new ItemPeriod(Samples.ITEM, period),
                    new Billed(charges, trueUp, BigDecimal.valueOf(trueUp, 2), nextDelta));
        }

        @Override
        Map<ItemPeriod, Billed> of(Collection<ItemPeriod> wanted) {
            asked += wanted.size();
            Map<ItemPeriod, Billed> found = new HashMap<>(periods);
            found.keySet().retainAll(wanted);
            return found;
        }
    }
}
