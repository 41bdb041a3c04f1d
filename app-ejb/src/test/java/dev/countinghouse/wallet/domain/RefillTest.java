package dev.countinghouse.wallet.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefillTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @ParameterizedTest(name = "{0} {1} at {2} with {3} in it: {4}")
    @CsvSource({
        "false, 10,  0.5, 500,  10",
        "true,  10,  0.5, 0,    10",
        "true,  10,  0.5, 499,  0.02",
        "true,  10,  0.5, 500,  0",
        "true,  10,  0.5, 9000, 0",
        "true,  100, 0.3, 2000, 33.333333333334",
    })
    void aWalletGetsSoManyCreditsOrWhatIsMissing(
            boolean fills, BigDecimal credits, BigDecimal rate, long there, BigDecimal gets) {
        assertThat(new Refill(fills, credits).of(new Money(there, EUR), new Credits(rate, EUR)))
                .isEqualByComparingTo(gets);
    }

    @Property
    void aWalletThatIsFilledUpHasWhatItIsToHave(
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long credits,
            @ForAll @LongRange(min = 1, max = 1_000_000) long rate,
            @ForAll @LongRange(min = 0, max = 1_000_000_000) long there) {
        Credits worth = new Credits(BigDecimal.valueOf(rate, 4), EUR);
        BigDecimal wanted = BigDecimal.valueOf(credits, 2);
        Money before = new Money(there, EUR);
        BigDecimal gets = new Refill(true, wanted).of(before, worth);
        Money after = gets.signum() == 0 ? before : before.plus(worth.price(gets));
        assertThat(after).isEqualTo(there > worth.price(wanted).minor() ? before : worth.price(wanted));
    }
}
