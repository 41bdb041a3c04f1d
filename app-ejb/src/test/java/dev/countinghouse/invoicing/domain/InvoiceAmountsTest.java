package dev.countinghouse.invoicing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.invoicing.domain.InvoiceInput.Commitment;
import dev.countinghouse.invoicing.domain.InvoiceInput.Line;
import dev.countinghouse.invoicing.domain.InvoiceInput.Prepaid;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import dev.countinghouse.tax.domain.TaxRounding;
import dev.countinghouse.tax.domain.TaxRule;
import dev.countinghouse.wallet.domain.TopUp;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceAmountsTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Instant NOW = Instant.EPOCH;
    private static final List<TaxRule> TEN = List.of(new TaxRule("vat", new Percent(BigDecimal.TEN)));
    private static final List<TaxRule> TWENTY = List.of(new TaxRule("high", new Percent(new BigDecimal("20"))));

    /** 50 + 20, coupon 10, tax 10 %, credit note 20, wallet 30: due 16. */
    @Test
    void everythingIsTakenInItsOrder() {
        InvoiceAmounts amounts = InvoiceAmounts.of(input(fee(5_000), usage(2_000))
                .withCoupons(List.of(coupon(1_000)))
                .withPrepaid(prepaid(List.of(euro(2_000)), 3_000)));
        assertThat(amounts.fees()).isEqualTo(euro(7_000));
        assertThat(amounts.discounts().total()).isEqualTo(euro(1_000));
        assertThat(amounts.subtotal()).isEqualTo(euro(6_000));
        assertThat(amounts.taxes().total()).isEqualTo(euro(600));
        assertThat(amounts.total()).isEqualTo(euro(6_600));
        assertThat(amounts.creditNotes()).containsExactly(euro(2_000));
        assertThat(amounts.wallets().consumed()).isEqualTo(euro(3_000));
        assertThat(amounts.due()).isEqualTo(euro(1_600));
    }

    @Test
    void whatWasBilledProgressivelyIsTakenOffUsageAlone() {
        InvoiceAmounts amounts = InvoiceAmounts.of(
                input(fee(3_100), usage(30_000), usage(10_000)).withProgressivelyBilled(euro(20_000)));
        assertThat(amounts.progressiveCredit()).isEqualTo(euro(20_000));
        assertThat(amounts.netLines()).containsExactly(euro(3_100), euro(15_000), euro(5_000));
        assertThat(amounts.taxes().total()).isEqualTo(euro(2_310));
    }

    @Test
    void noMoreIsTakenOffThanTheUsageOfThePeriod() {
        InvoiceAmounts amounts = InvoiceAmounts.of(input(fee(3_100), usage(500)).withProgressivelyBilled(euro(20_000)));
        assertThat(amounts.progressiveCredit()).isEqualTo(euro(500));
        assertThat(amounts.subtotal()).isEqualTo(euro(3_100));
        assertThat(ProgressiveBilling.overbilled(euro(500), euro(20_000))).isEqualTo(euro(19_500));
        assertThat(ProgressiveBilling.overbilled(euro(-500), euro(200))).isEqualTo(euro(200));
    }

    /** Usage that was billed progressively counts: it was spent. */
    @Test
    void aCommitmentIsFilledUpByALineOfItsOwnWithItsOwnTaxes() {
        InvoiceAmounts amounts = InvoiceAmounts.of(input(fee(1_000), usage(2_000))
                .withProgressivelyBilled(euro(1_500))
                .withCommitment(new Commitment(Fraction.of(new BigDecimal("100.005")), TWENTY)));
        assertThat(amounts.trueUp()).isEqualTo(euro(7_001));
        assertThat(amounts.netLines()).containsExactly(euro(1_000), euro(500), euro(7_001));
        assertThat(amounts.taxes().lines()).containsExactly(euro(100), euro(50), euro(1_400));
    }

    @Test
    void aCommitmentThatWasReachedAddsNoLine() {
        InvoiceAmounts amounts =
                InvoiceAmounts.of(input(fee(1_000)).withCommitment(new Commitment(Fraction.of(10), TWENTY)));
        assertThat(amounts.trueUp()).isEqualTo(euro(0));
        assertThat(amounts.netLines()).containsExactly(euro(1_000));
    }

    @Test
    void theOldestCreditNoteGoesFirstAndNoneBelowZero() {
        InvoiceAmounts amounts =
                InvoiceAmounts.of(input(fee(1_000)).withPrepaid(prepaid(List.of(euro(700), euro(700), euro(50)), 10)));
        assertThat(amounts.creditNotes()).containsExactly(euro(700), euro(400), euro(0));
        assertThat(amounts.wallets().uses()).isEmpty();
        assertThat(amounts.due()).isEqualTo(euro(0));
    }

    @Test
    void anInvoiceBelowZeroTakesNothing() {
        InvoiceAmounts amounts = InvoiceAmounts.of(input(fee(-1_000)).withPrepaid(prepaid(List.of(euro(700)), 10)));
        assertThat(amounts.creditNotes()).containsExactly(euro(0));
        assertThat(amounts.due()).isEqualTo(euro(-1_100));
    }

    @Test
    void anInvoiceWithoutLinesIsNothing() {
        assertThat(InvoiceAmounts.of(input()).due()).isEqualTo(euro(0));
    }

    @ParameterizedTest(name = "usage {0}, billed {1}: {2} due")
    @CsvSource({
        "199, 0, 0",
        "200, 0, 200",
        "250, 0, 250",
        "250, 200, 0",
        "399, 250, 0",
        "400, 250, 150",
        "450, 250, 200",
        "499, 450, 0",
        "500, 450, 50", // each hundred above the last threshold
        "612, 500, 112",
        "699, 612, 0",
        "700, 612, 88",
        "100, 250, 0", // usage fell by a correction
        "3, -5, 0" // and what was billed goes back
    })
    void usageIsInvoicedWheneverItReachesAThreshold(long usage, long billed, long due) {
        ProgressiveBilling billing = new ProgressiveBilling(List.of(euro(200), euro(400)), euro(100));
        assertThat(billing.due(euro(usage), euro(billed))).isEqualTo(euro(due));
    }

    @Test
    void thresholdsWithoutAStepEndWithTheLast() {
        ProgressiveBilling billing = new ProgressiveBilling(List.of(euro(200)), null);
        assertThat(billing.due(euro(10_000), euro(200))).isEqualTo(euro(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProgressiveBilling(List.of(euro(200), euro(200)), null));
        assertThatIllegalArgumentException().isThrownBy(() -> new ProgressiveBilling(List.of(euro(0)), null));
        assertThatIllegalArgumentException().isThrownBy(() -> new ProgressiveBilling(List.of(), euro(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ProgressiveBilling(List.of(euro(1)), euro(0)));
    }

    /** INV-02, and nothing is created or lost between the lines and what is due. */
    @Property
    void linesDiscountsTaxesAndPaymentsAddUp(@ForAll("inputs") InvoiceInput input) {
        InvoiceAmounts amounts = InvoiceAmounts.of(input);
        assertThat(amounts.subtotal())
                .isEqualTo(Money.sum(amounts.netLines(), EUR))
                .isEqualTo(amounts.fees()
                        .minus(amounts.progressiveCredit())
                        .plus(amounts.trueUp())
                        .minus(amounts.discounts().total()));
        assertThat(amounts.total())
                .isEqualTo(amounts.subtotal().plus(amounts.taxes().total()));
        assertThat(amounts.total())
                .isEqualTo(Money.sum(amounts.creditNotes(), EUR)
                        .plus(amounts.wallets().consumed())
                        .plus(amounts.due()));
        assertThat(amounts.due()).isGreaterThanOrEqualTo(amounts.total().min(euro(0)));
    }

    /** What is billed progressively changes when usage is paid, not how much: fees and credit sum to the period's price. */
    @Property
    void progressiveInvoicesAndTheLastOneSumToTheUsage(@ForAll("usages") List<Long> usages) {
        ProgressiveBilling billing = new ProgressiveBilling(List.of(euro(200), euro(400)), euro(150));
        Money usage = euro(0);
        Money billed = euro(0);
        for (long more : usages) {
            usage = usage.plus(euro(more));
            billed = billed.plus(billing.due(usage, billed));
        }
        InvoiceAmounts last = InvoiceAmounts.of(input(usage(usage.minor())).withProgressivelyBilled(billed));
        assertThat(billed.plus(last.subtotal())).isEqualTo(usage);
    }

    private static InvoiceInput input(Line... lines) {
        return InvoiceInput.of(EUR, Arrays.asList(lines), TaxRounding.DOCUMENT);
    }

    private static Line fee(long cents) {
        return new Line(euro(cents), false, TEN);
    }

    private static Line usage(long cents) {
        return new Line(euro(cents), true, TEN);
    }

    private static Coupon coupon(long cents) {
        return new Coupon(Coupon.Scope.GENERAL, NOW, new Coupon.Discount.Amount(euro(cents)), Set.of());
    }

    private static Prepaid prepaid(List<Money> creditNotes, long wallet) {
        return new Prepaid(creditNotes, List.of(new TopUp(1, null, false, NOW, euro(wallet))), NOW);
    }

    private static Money euro(long cents) {
        return new Money(cents, EUR);
    }

    @Provide
    Arbitrary<List<Long>> usages() {
        return Arbitraries.longs().between(0, 300).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<InvoiceInput> inputs() {
        Arbitrary<Line> lines = Combinators.combine(
                        Arbitraries.longs().between(-2_000, 20_000),
                        Arbitraries.of(true, false),
                        Arbitraries.<List<TaxRule>>of(List.of(), TEN, TWENTY))
                .as((cents, usage, taxes) -> new Line(euro(cents), usage, taxes));
        Arbitrary<@Nullable Commitment> commitments = Arbitraries.longs()
                .between(0, 300)
                .map(euros -> new Commitment(Fraction.of(euros, 3), TWENTY))
                .injectNull(0.4);
        Arbitrary<Long> cents = Arbitraries.longs().between(0, 10_000);
        return Combinators.combine(lines.list().ofMaxSize(6), cents, commitments, cents, cents)
                .as((of, billed, commitment, off, credit) -> {
                    InvoiceInput input = InvoiceInput.of(EUR, of, TaxRounding.DOCUMENT)
                            .withProgressivelyBilled(euro(billed))
                            .withCoupons(List.of(coupon(off)))
                            .withPrepaid(prepaid(List.of(euro(credit)), off));
                    return commitment == null ? input : input.withCommitment(commitment);
                });
    }
}
