package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.money.Money;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which invoices are not issued where those of nothing are not. */
class SkippedInvoiceTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private static final TaxRateView TENTH = Samples.tax("tenth", "10");

    private static final TaxRateView FIFTH = Samples.tax("fifth", "20");

    private static LineDraft line(long minor, TaxRateView... taxes) {
        return Samples.line(new Money(minor, EUR), taxes);
    }

    private static boolean isSkipped(boolean wanted, @Nullable UUID subscription, LineDraft... lines) {
        Parties parties = new Parties(
                new IssuingTerms(14, "{}", "en", wanted, null), Samples.anna("DE", null), List.of(), null, null);
        return new InvoiceDraft(
                        Samples.id(9),
                        parties,
                        subscription,
                        EUR,
                        Samples.PARIS,
                        Instant.parse("2023-06-30T22:00:00Z"),
                        Samples.period("2023-06-01/2023-07-01"),
                        List.of(lines),
                        InvoiceDraft.amounts(EUR, List.of(lines)),
                        List.of())
                .isSkipped();
    }

    @Test
    void oneOfNothingIsNotIssuedWhereThatIsWanted() {
        assertThat(isSkipped(true, Samples.SUBSCRIPTION, line(0, FIFTH))).isTrue();
        assertThat(isSkipped(true, Samples.SUBSCRIPTION, line(500, FIFTH), line(-500, FIFTH)))
                .isTrue();
        assertThat(isSkipped(false, Samples.SUBSCRIPTION, line(0, FIFTH))).isFalse();
    }

    @Test
    void whatSomebodyWroteByHandIsIssued() {
        assertThat(isSkipped(true, null, line(0))).isFalse();
    }

    @Test
    void aSmallestUnitIsNotNothing() {
        assertThat(isSkipped(true, Samples.SUBSCRIPTION, line(1))).isFalse();
        assertThat(isSkipped(true, Samples.SUBSCRIPTION, line(-1))).isFalse();
    }

    /** 100.00 with 10 % and −50.00 with 20 % and −50.00 without: net and tax are zero, but each tax is not. */
    @Test
    void taxesThatCancelOutAreNotNothing() {
        assertThat(isSkipped(true, Samples.SUBSCRIPTION, line(10_000, TENTH), line(-5_000, FIFTH), line(-5_000)))
                .isFalse();
    }

    /** 100.00 with 20 % and −120.00 without: the total is zero, net and tax are not. */
    @Test
    void aTotalOfZeroWithATaxIsNotNothing() {
        assertThat(isSkipped(true, Samples.SUBSCRIPTION, line(10_000, FIFTH), line(-12_000)))
                .isFalse();
    }
}
