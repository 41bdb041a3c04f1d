package dev.countinghouse.invoicing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Credit notes and balances. */
class CreditTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @ParameterizedTest(name = "{1} of {2} days of {0} with {3} %: {4} and {5}")
    @CsvSource({
        "160.00, 29, 30, 25, 154.67 38.67",
        "29.99, 6, 7, 23.33, 25.71 6.00",
        "10.00, 11, 31, 20, 3.55 0.71",
        "50.00, 3, 28, 20, 5.36 1.07",
        "0.07, 1, 2, 50, 0.04 0.02", // 0.035 and 0.0175: half of the rounded net would be 0.02 too
        "0.05, 1, 2, 60, 0.03 0.02", // 0.025 and 0.015, not 0.018
        "0.13, 1, 2, 100, 0.07 0.07",
        "0.01, 1, 2, 90, 0.01 0.00" // 0.005 and 0.0045: off the rounded net it would be 0.009, a cent
    })
    void taxIsTakenOffTheExactNet(BigDecimal price, long unused, long days, String percent, String amounts) {
        Credit credit = Credit.of(Fraction.of(unused, days).times(price), new Percent(new BigDecimal(percent)), EUR);
        String[] parts = amounts.split(" ", -1);
        assertThat(credit.net()).isEqualTo(Money.exact(new BigDecimal(parts[0]), EUR));
        assertThat(credit.tax()).isEqualTo(Money.exact(new BigDecimal(parts[1]), EUR));
        assertThat(credit.total()).isEqualTo(credit.net().plus(credit.tax()));
    }

    @Test
    void creditsOfTheWholeAreTheWhole() {
        Creditable whole = Creditable.of(euro(76_900), euro(15_380));
        Credit first = whole.credit(euro(72_686));
        Credit second = whole.after(first).credit(euro(4_214));
        assertThat(first.total()).isEqualTo(euro(87_223));
        assertThat(second.total()).isEqualTo(euro(5_057));
        assertThat(whole.after(first).after(second).left().total()).isEqualTo(euro(0));
    }

    /** 68.33 + 68.33 + 57.50 + 85.00 at 20 %: one by one they would give back 55.84 of 55.83. */
    @Test
    void theLastCreditTakesUpTheRounding() {
        Creditable creditable = Creditable.of(euro(27_916), euro(5_583));
        for (long cents : new long[] {6_833, 6_833, 5_750, 8_500}) {
            creditable = creditable.after(creditable.credit(euro(cents)));
        }
        assertThat(creditable.credited()).isEqualTo(creditable.invoiced());
    }

    @Test
    void noMoreIsCreditedThanIsLeft() {
        Creditable creditable = Creditable.of(euro(100), euro(20)).after(new Credit(euro(60), euro(12)));
        assertThat(creditable.left()).isEqualTo(new Credit(euro(40), euro(8)));
        assertThatIllegalArgumentException().isThrownBy(() -> creditable.credit(euro(41)));
        assertThatIllegalArgumentException().isThrownBy(() -> creditable.credit(euro(0)));
        assertThat(creditable.held(new Credit(euro(50), euro(9)))).isEqualTo(new Credit(euro(40), euro(8)));
        assertThat(creditable.held(new Credit(euro(30), euro(6)))).isEqualTo(new Credit(euro(30), euro(6)));
        assertThatIllegalArgumentException().isThrownBy(() -> creditable.after(new Credit(euro(41), euro(8))));
        assertThatIllegalArgumentException().isThrownBy(() -> creditable.after(new Credit(euro(40), euro(9))));
    }

    /** What was in the customer's favour goes with its whole invoice, and in no parts. */
    @Test
    void aLineBelowZeroIsCreditedAsAWholeAlone() {
        Creditable creditable = Creditable.of(euro(-100), euro(-20));
        assertThat(creditable.left()).isEqualTo(new Credit(euro(-100), euro(-20)));
        assertThatIllegalArgumentException().isThrownBy(() -> creditable.credit(euro(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> creditable.credit(euro(-1)));
        assertThat(creditable.after(creditable.left()).left().isNothing()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> creditable.after(new Credit(euro(-101), euro(-20))));
    }

    @ParameterizedTest(name = "{0} wanted of {1} paid, {2} credited before: {3}")
    @CsvSource({"300, 200, 50, 150", "100, 200, 50, 100", "150, 200, 50, 150", "10, 200, 200, 0", "10, 200, 250, 0"})
    void noMoreIsCreditedThanWasPaid(long wanted, long paid, long before, long credit) {
        assertThat(Credit.capped(euro(wanted), euro(paid), euro(before))).isEqualTo(euro(credit));
    }

    /** INV-05, to the cent, however the whole is cut. */
    @Property
    void creditsOfAllPartsEqualTheInvoice(
            @ForAll("nets") @Size(min = 1, max = 8) List<Long> parts, @ForAll @IntRange(max = 30) int percent) {
        Money net = euro(parts.stream().mapToLong(Long::longValue).sum());
        Money tax = new Percent(BigDecimal.valueOf(percent)).of(net);
        Creditable creditable = Creditable.of(net, tax);
        for (long part : parts) {
            Credit credit = creditable.credit(euro(part));
            assertThat(credit.tax().signum()).isNotNegative();
            creditable = creditable.after(credit);
        }
        assertThat(creditable.credited()).isEqualTo(new Credit(net, tax));
    }

    @ParameterizedTest(name = "items {0}, account credit {1}, paid {2}: charged {3}, open {4}")
    @CsvSource({
        "2495, 0, 2495, 2495, 0",
        "10000, -2000, 0, 10000, 8000",
        "10000 -1000, 0, 0, 9000, 9000",
        "10000, 0, 9000, 10000, 1000",
        "10000, 0, 12000, 10000, -2000"
    })
    void aBalanceIsWhatIsOpen(String items, long accountCredit, long paid, long charged, long open) {
        List<Money> amounts = List.of(items.split(" ", -1)).stream()
                .map(cents -> euro(Long.parseLong(cents)))
                .toList();
        assertThat(InvoiceBalance.of(amounts, euro(accountCredit), euro(paid), EUR))
                .isEqualTo(new InvoiceBalance(euro(charged), euro(open)));
    }

    private static Money euro(long cents) {
        return new Money(cents, EUR);
    }

    @Provide
    Arbitrary<List<Long>> nets() {
        return Arbitraries.longs().between(1, 100_000).list();
    }
}
