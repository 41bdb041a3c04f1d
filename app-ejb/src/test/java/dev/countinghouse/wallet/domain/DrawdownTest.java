package dev.countinghouse.wallet.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Random;
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

class DrawdownTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest(name = "{0} of {1}: {2} paid, {3} open")
    @CsvSource({
        "100, 40, 40, 60",
        "30, 40, 30, 0",
        "40, 40, 40, 0",
        "100, 40 0 50, 90, 10",
        "0, 40, 0, 0",
        "-10, 40, 0, -10", // what is owed to the customer takes nothing out of his wallet
        "100, 0, 0, 100"
    })
    void walletsPayAsMuchAsThereIs(long due, String left, long consumed, long open) {
        List<TopUp> topUps = Arrays.stream(left.split(" ", -1))
                .map(cents -> topUp(1, null, false, 0, Long.parseLong(cents)))
                .toList();
        Drawdown drawdown = Drawdown.of(euro(due), topUps, NOW);
        assertThat(drawdown.consumed()).isEqualTo(euro(consumed));
        assertThat(drawdown.open()).isEqualTo(euro(open));
    }

    @Test
    void theOrderIsPriorityThenExpiryThenGrantedThenAge() {
        List<TopUp> topUps = List.of(
                topUp(2, 1L, true, 0, 1), // 5: the lower priority waits, however soon it expires
                topUp(1, null, false, 0, 1), // 4: never expires
                topUp(1, null, true, 5, 1), // 3: granted goes before purchased
                topUp(1, 9L, false, 1, 1), // 2
                topUp(1, 9L, false, 0, 1)); // 1: older
        assertThat(Drawdown.of(euro(5), topUps, NOW).uses())
                .extracting(Drawdown.Use::topUp)
                .containsExactly(4, 3, 2, 1, 0);
    }

    @Test
    void whatHasExpiredPaysNothing() {
        List<TopUp> topUps =
                List.of(topUp(1, 0L, false, 0, 10), topUp(1, -1L, false, 0, 10), topUp(1, 1L, false, 0, 10));
        assertThat(Drawdown.of(euro(100), topUps, NOW).uses()).containsExactly(new Drawdown.Use(2, euro(10)));
    }

    @Test
    void aTopUpIsNotOverdrawn() {
        assertThatIllegalArgumentException().isThrownBy(() -> topUp(1, null, false, 0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Credits(BigDecimal.ZERO, EUR));
    }

    @ParameterizedTest(name = "{0} credits at {1} {2} are {3}")
    @CsvSource({
        "17.9699999999999988631316, 1, EUR, 17.97",
        "100, 0.50, EUR, 50.00",
        "3, 0.335, EUR, 1.01",
        "3, 0.5, JPY, 2",
        "1, 0.0005, BHD, 0.001"
    })
    void creditsAreWorthTheirRateRoundedOnce(BigDecimal credits, BigDecimal rate, String code, BigDecimal price) {
        Currency currency = Currency.getInstance(code);
        assertThat(new Credits(rate, currency).price(credits)).isEqualTo(Money.exact(price, currency));
    }

    /** INV-41: no more than is due, no more than there is, each use of its own top-up; and no order of reading matters. */
    @Property
    void noMoreIsUsedThanThereIs(@ForAll("amounts") long due, @ForAll("topUps") List<TopUp> topUps, @ForAll long seed) {
        Drawdown drawdown = Drawdown.of(euro(due), topUps, NOW);
        assertThat(drawdown.consumed().plus(drawdown.open())).isEqualTo(euro(due));
        assertThat(drawdown.open().signum()).isNotNegative();
        assertThat(Money.sum(drawdown.uses().stream().map(Drawdown.Use::amount).toList(), EUR))
                .isEqualTo(drawdown.consumed());
        assertThat(drawdown.uses()).allSatisfy(use -> {
            assertThat(use.amount().signum()).isPositive();
            assertThat(use.amount()).isLessThanOrEqualTo(topUps.get(use.topUp()).left());
        });
        List<TopUp> shuffled = new ArrayList<>(topUps);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(Drawdown.of(euro(due), shuffled, NOW).consumed()).isEqualTo(drawdown.consumed());
    }

    private static TopUp topUp(int priority, @Nullable Long expiresIn, boolean granted, long madeAt, long cents) {
        @Nullable Instant expiresAt = expiresIn == null ? null : NOW.plusSeconds(expiresIn);
        return new TopUp(priority, expiresAt, granted, NOW.minusSeconds(100 - madeAt), euro(cents));
    }

    private static Money euro(long cents) {
        return new Money(cents, EUR);
    }

    @Provide
    Arbitrary<Long> amounts() {
        return Arbitraries.longs().between(0, 1_000);
    }

    @Provide
    Arbitrary<List<TopUp>> topUps() {
        Arbitrary<@Nullable Long> expiry = Arbitraries.longs().between(-1, 2).injectNull(0.3);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        expiry,
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, 3),
                        Arbitraries.longs().between(0, 300))
                .as(DrawdownTest::topUp)
                .list()
                .ofMaxSize(8);
    }
}
