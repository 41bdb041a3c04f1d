package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.RunningJune.TENTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.metering.MeteredEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdvanceUsageTest {

    private static final Map<String, String> ALL = Map.of();

    @Test
    void newUsageIsBilledWhileThePeriodRuns() {
        RunningJune june = new RunningJune(InAdvance.GRADUATED);
        june.use(1, "40", ALL);
        assertThat(lines(june.turn().getFirst())).containsExactly("Build minutes (0 to 50): 40 x 0.08 = 3.20");
        june.use(2, "20", ALL);
        InvoiceDraft draft = june.turn().getFirst();
        assertThat(lines(draft))
                .containsExactly(
                        "Build minutes (0 to 50): 10 x 0.08 = 0.80",
                        "Build minutes (50 to 150): 10 x 0.05 = 0.50",
                        "Build minutes (50 to 150), flat: 1 x 1.005 = 1.01");
        assertThat(draft.at()).isEqualTo(TENTH);
        assertThat(draft.period()).isEqualTo(Samples.period("2023-06-01/2023-07-01"));
        assertThat(draft.lines()).extracting(LineDraft::purpose).containsOnly(LinePurpose.PROGRESSIVE);
    }

    @Test
    void aTurnWithoutNewUsageBillsNothing() {
        RunningJune june = new RunningJune(InAdvance.GRADUATED);
        june.use(1, "40", ALL);
        assertThat(june.turn()).hasSize(1);
        assertThat(june.turn()).isEmpty();
        assertThat(june.end()).isEmpty();
    }

    @Test
    void whatGoesBackIsLeftToTheNextInvoice() {
        RunningJune june = new RunningJune(InAdvance.STANDARD);
        MeteredEvent wrong = june.use(1, "40", ALL);
        june.turn();
        june.remove(wrong);
        june.use(2, "30", ALL);
        assertThat(june.turn()).as("ten less than was billed").isEmpty();
        assertThat(june.end()).singleElement().satisfies(line -> {
            assertThat(line.quantity()).isEqualByComparingTo("-10");
            assertThat(line.amount().toDecimal()).isEqualByComparingTo("-3.33");
            assertThat(line.purpose()).isEqualTo(LinePurpose.PROGRESSIVE);
        });
    }

    @Test
    void whatGoesBackIsTakenOffWhatIsNew() {
        RunningJune june = new RunningJune(InAdvance.filtered(InAdvance.STANDARD));
        MeteredEvent wrong = june.use(1, "40", ALL);
        june.turn();
        june.remove(wrong);
        june.use(2, "100", Map.of("region", "eu"));
        assertThat(lines(june.turn().getFirst()))
                .containsExactly("Build minutes: -40 x 0.333 = -13.32", "Build minutes, Europe: 100 x 0.333 = 33.30");
    }

    /** 2 percent of 137.95 is 0.259 above the most that a transaction costs, of 137.787 it is 0.25574: 0.26 either way. */
    @Test
    void aDifferenceBelowACentIsKept() {
        RunningJune june = new RunningJune(InAdvance.OF_EACH);
        june.use(1, "1", ALL);
        june.use(2, "1", ALL);
        MeteredEvent wrong = june.use(3, "137.95", ALL);
        june.turn();
        june.remove(wrong);
        june.use(3, "137.787", ALL);
        june.end();
        assertThat(june.billed().stream().map(LineDraft::preciseAmount).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("2.5");
    }

    @Test
    void whatIsFreeMakesNoInvoiceBeforeThePeriodEnds() {
        RunningJune june = new RunningJune(InAdvance.OF_EACH);
        june.use(1, "20", ALL);
        assertThat(june.turn()).isEmpty();
        june.use(2, "20", ALL);
        june.use(3, "100", ALL);
        assertThat(june.turn().getFirst().subtotal().toDecimal()).isEqualByComparingTo("2");
    }

    @Test
    void theMinimumIsDueWhenThePeriodEnds() {
        RunningJune june = new RunningJune(InAdvance.limited(InAdvance.STANDARD, "20", null));
        june.use(1, "30", ALL);
        assertThat(lines(june.turn().getFirst())).containsExactly("Build minutes: 30 x 0.333 = 9.99");
        assertThat(june.end())
                .extracting(line -> line.description() + " " + line.amount().toDecimal())
                .containsExactly("Build minutes, minimum 10.01");
    }

    @Test
    void theMaximumHoldsFromTheBeginning() {
        Charge charge = InAdvance.limited(InAdvance.STANDARD, null, "10");
        RunningJune june = new RunningJune(charge);
        june.use(1, "45", ALL);
        assertThat(june.turn().getFirst().subtotal().toDecimal()).isEqualByComparingTo("10");
        june.use(2, "45", ALL);
        assertThat(june.turn()).isEmpty();
        assertThat(june.end())
                .extracting(line -> line.amount().toDecimal().toPlainString())
                .containsExactly("14.98", "-14.98");
    }

    @Test
    void anInvoiceIsDatedByWhenItFellDueUnlessALowerNumberHasALaterDate() {
        RunningJune june = new RunningJune(InAdvance.STANDARD);
        june.lastInvoice(TENTH.plusSeconds(60));
        june.use(1, "45", ALL);
        assertThat(june.turn()).extracting(InvoiceDraft::at).containsExactly(TENTH.plusSeconds(60));
    }

    private static List<String> lines(InvoiceDraft draft) {
        return draft.lines().stream()
                .map(line -> line.description() + ": "
                        + line.quantity().stripTrailingZeros().toPlainString() + " x "
                        + line.unitAmount().toPlainString() + " = "
                        + line.amount().toDecimal())
                .toList();
    }
}
