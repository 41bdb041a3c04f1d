package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.invoicing.UnusedCredits.Line;
import dev.countinghouse.invoicing.UnusedCredits.Unused;
import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Of a January, from the 11th on; in cents. */
class UnusedCreditsTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final UUID ITEM = UUID.randomUUID();
    private static final UUID FEE = UUID.randomUUID();
    private static final ServicePeriod UNUSED = days(11);

    private static ServicePeriod days(int from) {
        return new ServicePeriod(LocalDate.of(2024, 1, from), LocalDate.of(2024, 2, 1));
    }

    private static Money cents(long cents) {
        return new Money(cents, EUR);
    }

    private static Line line(int from, long amount, long net, long tax) {
        return new Line(
                UUID.randomUUID(),
                UUID.randomUUID(),
                ITEM,
                FEE,
                days(from),
                cents(amount),
                cents(net),
                cents(tax),
                cents(net),
                cents(net + tax));
    }

    private static Line left(Line line, UUID item, long left, long ofInvoice) {
        return new Line(
                line.id(),
                line.invoiceId(),
                item,
                line.chargeId(),
                line.period(),
                line.amount(),
                line.net(),
                line.tax(),
                cents(left),
                cents(ofInvoice));
    }

    private static List<Long> credited(long unused, Line... newestFirst) {
        Map<UUID, List<NewCreditNote.Line>> credits =
                UnusedCredits.of(List.of(new Unused(ITEM, FEE, UNUSED, cents(unused))), List.of(newestFirst));
        return List.of(newestFirst).stream()
                .map(line -> credits.getOrDefault(line.invoiceId(), List.of()).stream()
                        .filter(credit -> credit.lineId().equals(line.id()))
                        .mapToLong(credit ->
                                credit.amount() == null ? -1 : credit.amount().minor())
                        .sum())
                .toList();
    }

    @Test
    void aFeeIsCreditedOnTheLineThatBilledIt() {
        assertThat(credited(1965, line(1, 2900, 2900, 551))).containsExactly(1965L);
    }

    @Test
    void withItsShareOfWhatCouponsTookOff() {
        assertThat(credited(1965, line(1, 2900, 1450, 0))).containsExactly(983L);
        assertThat(credited(1965, line(1, 2900, 1, 0))).containsExactly(1L);
    }

    @Test
    void whatWasAddedWithinThePeriodGoesBackFirstAndNoMoreOfItThanWasBilledForTheDays() {
        // 145.00 for 31 days, 8700 for 22 of them: of these 8305 are of the 21 days
        assertThat(credited(18128, line(10, 8700, 8700, 0), line(1, 14500, 14500, 0)))
                .containsExactly(8305L, 9823L);
    }

    @Test
    void ofWhatWasTakenBackWithinThePeriodNoMoreThanIsPaidForGoesBack() {
        assertThat(credited(2994, line(1, 14500, 14500, 0))).containsExactly(2994L);
    }

    /** Of 29.00 the 19.65 of the days that are not used; also where 9.35 for the days that were used would be left. */
    @Test
    void whatWasCreditedBeforeIsNotCreditedAgain() {
        assertThat(credited(1965, left(line(1, 2900, 2900, 0), ITEM, 1900, 1900)))
                .containsExactly(965L);
        assertThat(credited(1965, left(line(1, 2900, 2900, 0), ITEM, 2900 - 1965, 2900 - 1965)))
                .containsExactly(0L);
        assertThat(credited(1965, left(line(1, 2900, 2900, 0), ITEM, 0, 0))).containsExactly(0L);
    }

    @Test
    void whatWasCreditedBeforeDoesNotGoBackOnAnotherFee() {
        Line credited = left(line(1, 2900, 2900, 0), ITEM, 0, 5000);
        Line other = left(line(1, 5000, 5000, 0), UUID.randomUUID(), 5000, 5000);
        assertThat(credited(1965, credited, other)).containsExactly(0L, 0L);
    }

    /** On the invoice of another plan the old one went back too: what is more than it came to is credited on the one before it. */
    @Test
    void whatAnInvoiceHasNoMoreOfGoesBackOnTheOneBeforeOfAnotherFee() {
        Line changed = left(line(11, 9800, 9800, 1960), ITEM, 9800, 7240);
        Line before = left(line(1, 5800, 5800, 1160), UUID.randomUUID(), 5800, 6960);
        // 7240 with a fifth of tax are 6033 before it
        assertThat(credited(9310, changed, before)).containsExactly(6033L, 3277L);
    }

    @Test
    void daysThatALineIsNotOfGiveNothingBackOfIt() {
        Line before = new Line(
                UUID.randomUUID(),
                UUID.randomUUID(),
                ITEM,
                FEE,
                new ServicePeriod(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 11)),
                cents(1000),
                cents(1000),
                cents(0),
                cents(1000),
                cents(1000));
        assertThat(credited(500, before)).containsExactly(0L);
    }
}
