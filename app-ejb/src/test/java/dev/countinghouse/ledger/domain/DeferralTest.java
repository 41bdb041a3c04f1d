package dev.countinghouse.ledger.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

class DeferralTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate EVER = LocalDate.of(1, 1, 1);
    private static final LocalDate NEW_YEAR = LocalDate.of(2025, 1, 1);

    private static Money cents(long minor) {
        return new Money(minor, EUR);
    }

    private static ServiceRevenue line(long minor, LocalDate start, LocalDate end) {
        return new ServiceRevenue(cents(minor), new ServicePeriod(start, end));
    }

    @ParameterizedTest(name = "{0} to {1}, invoiced on {2}, recognised before {3}: {4} from {5} through {6}")
    @CsvSource({
        "2025-01-01, 2026-01-01, 2025-01-01, 0001-01-01, 120000, 2025-01-01, 2025-12-31",
        "2025-01-01, 2026-01-01, 2025-02-01, 0001-01-01, 109808, 2025-02-01, 2025-12-31",
        "2025-01-01, 2026-01-01, 2025-01-01, 2025-02-01, 120000, 2025-02-01, 2025-12-31", // the first earns January too
        "2025-01-01, 2025-02-01, 2025-01-01, 2025-01-31, 120000, 2025-01-31, 2025-01-31",
        "2025-01-01, 2025-02-01, 2025-01-01, 2025-03-01, 120000, 2025-03-01, 2025-03-01", // it is late altogether
        "2025-03-01, 2025-04-01, 2025-01-01, 2025-02-01, 120000, 2025-02-01, 2025-03-31",
        "2025-01-01, 2025-01-03, 2025-01-01, 0001-01-01, 120000, 2025-01-01, 2025-01-02",
    })
    void whatDaysToComeEarnIsDeferred(ArgumentsAccessor row) {
        ServiceRevenue year = line(120_000, day(row, 0), day(row, 1));
        assertThat(Deferral.of(List.of(year), day(row, 2), day(row, 3)))
                .contains(new Deferral(day(row, 5), day(row, 6), cents(row.getLong(4))));
    }

    private static LocalDate day(ArgumentsAccessor row, int column) {
        return LocalDate.parse(row.getString(column));
    }

    @ParameterizedTest(name = "{0} to {1}, invoiced on {2}, recognised before {3}")
    @CsvSource({
        "2024-12-01, 2025-01-01, 2025-01-01, 0001-01-01", // arrears
        "2025-01-01, 2025-01-02, 2025-01-01, 0001-01-01" // the day itself
    })
    void whatEndsByThenIsEarnedAtOnce(LocalDate start, LocalDate end, LocalDate issuedOn, LocalDate open) {
        assertThat(Deferral.of(List.of(line(120_000, start, end)), issuedOn, open))
                .isEmpty();
    }

    @Test
    void anInvoiceDefersAllItsLinesThatGoOnAlsoThoseBelowZero() {
        ServiceRevenue arrears = line(500, NEW_YEAR.minusMonths(1), NEW_YEAR);
        ServiceRevenue fee = line(3_000, NEW_YEAR, NEW_YEAR.plusMonths(1));
        ServiceRevenue unused = line(-1_000, NEW_YEAR, NEW_YEAR.plusDays(10));
        assertThat(Deferral.of(List.of(arrears, fee, unused), NEW_YEAR, EVER))
                .contains(new Deferral(NEW_YEAR, LocalDate.of(2025, 1, 31), cents(2_000)));
        assertThat(Deferral.of(List.of(arrears, line(0, NEW_YEAR, NEW_YEAR.plusYears(1))), NEW_YEAR, EVER))
                .as("nothing is to be earned of nothing")
                .isEmpty();
    }

    @ParameterizedTest(name = "{1} credited, {0} not earned: {2} of it")
    @CsvSource({"100, 40, 40", "100, 100, 100", "100, 130, 100", "0, 30, 0", "-100, -40, -40", "-100, -130, -100"})
    void aCreditTakesWhatIsNotEarnedAndNoMore(long rest, long credit, long taken) {
        Unearned unearned = new Unearned(cents(rest), NEW_YEAR);
        assertThat(unearned.taken(cents(credit))).isEqualTo(cents(taken));
        assertThat(unearned.after(cents(credit))).isEqualTo(new Unearned(cents(rest - taken), NEW_YEAR));
    }

    /** Whenever it is invoiced, what is earned by then and what days earn from then on is the whole. */
    @Property
    void nothingIsEarnedTwiceOrNever(
            @ForAll @IntRange(min = -100_000, max = 100_000) int minor,
            @ForAll @IntRange(min = 1, max = 400) int days,
            @ForAll @IntRange(min = -5, max = 405) int passed) {
        ServiceRevenue line = line(minor, NEW_YEAR, NEW_YEAR.plusDays(days));
        Money deferred = Deferral.of(List.of(line), NEW_YEAR.plusDays(passed), EVER)
                .map(Deferral::amount)
                .orElse(cents(0));
        Money byDays = cents(0);
        for (int day = Math.max(passed, 0); day < days && line.goesOnAfter(NEW_YEAR.plusDays(passed)); day++) {
            LocalDate date = NEW_YEAR.plusDays(day);
            byDays = byDays.plus(line.notEarnedBefore(date).minus(line.notEarnedBefore(date.plusDays(1))));
        }
        assertThat(byDays).isEqualTo(deferred);
        assertThat(line.notEarnedBefore(NEW_YEAR)).isEqualTo(cents(minor));
        assertThat(line.notEarnedBefore(NEW_YEAR.plusDays(days))).isEqualTo(cents(0));
    }

    @Test
    void aServiceLastsADay() {
        assertThatIllegalArgumentException().isThrownBy(() -> line(1, NEW_YEAR, NEW_YEAR));
    }
}
