package dev.countinghouse.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.money.Money;
import dev.countinghouse.wallet.WalletSettlement.Claim;
import dev.countinghouse.wallet.domain.TopUp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalletSettlementTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final UUID ADA = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);
    private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");

    private static Money cents(long minor) {
        return new Money(minor, EUR);
    }

    private static WalletSettlement of(WalletUseRepository kept) {
        WalletSettlement made = new WalletSettlement();
        made.uses = kept;
        return made;
    }

    @ParameterizedTest(name = "of {0} invoices of {1} take {2}, and {3} is left")
    @CsvSource({
        "'',       '100',         '0',         0",
        "'30',     '100',         '30',        0",
        "'30 100', '100',         '100',       30",
        "'30 100', '100 100 5',   '100 30 0',  0",
        "'30',     '0 -7 10',     '0 0 10',    20",
    })
    void invoicesTakeWhatThereIsOneAfterTheOther(String before, String totals, String paid, long left) {
        Kept kept = new Kept();
        numbers(before).forEach(amount -> kept.put(ADA, amount, null));
        List<WalletPayment> taken = of(kept).settle(numbers(totals).stream()
                .map(total -> new Claim(ADA, total, NOW))
                .toList());
        assertThat(taken).extracting(WalletPayment::amount).isEqualTo(numbers(paid));
        assertThat(kept.left()).isEqualTo(left);
    }

    private static List<Money> numbers(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" "))
                        .map(number -> cents(Long.parseLong(number)))
                        .toList();
    }

    @Test
    void nobodyPaysFromAnothersWalletNorInAnotherCurrency() {
        Kept kept = new Kept();
        kept.put(ADA, cents(50), null);
        Money yen = new Money(70, Currency.getInstance("JPY"));
        List<WalletPayment> taken = of(kept).settle(List.of(
                new Claim(BOB, cents(80), NOW), new Claim(ADA, yen, NOW), new Claim(ADA, cents(20), NOW)));
        assertThat(taken)
                .extracting(WalletPayment::amount)
                .containsExactly(cents(0), new Money(0, yen.currency()), cents(20));
        assertThat(kept.left()).isEqualTo(30);
    }

    /** Each invoice falls due at an instant of its own. */
    @Test
    void whatHasExpiredWhenAnInvoiceFallsDuePaysNothingOfIt() {
        Kept kept = new Kept();
        kept.put(ADA, cents(50), NOW);
        List<WalletPayment> taken =
                of(kept).settle(List.of(new Claim(ADA, cents(20), NOW.minusMillis(1)), new Claim(ADA, cents(20), NOW)));
        assertThat(taken).extracting(WalletPayment::amount).containsExactly(cents(20), cents(0));
    }

    @Test
    void whereNothingIsOpenNothingIsLocked() {
        assertThat(of(new WalletUseRepository()).settle(List.of(new Claim(ADA, cents(0), NOW))))
                .containsExactly(WalletPayment.none(EUR, NOW));
    }

    @Property
    void noMoreIsTakenThanThereWasNorThanIsOpen(
            @ForAll @Size(max = 5) List<@IntRange(min = 1, max = 500) Integer> topUps,
            @ForAll @Size(max = 10) List<@IntRange(min = -50, max = 500) Integer> totals) {
        Kept kept = new Kept();
        topUps.forEach(amount -> kept.put(ADA, cents(amount), null));
        long before = kept.left();
        List<WalletPayment> taken = of(kept).settle(totals.stream()
                .map(total -> new Claim(ADA, cents(total), NOW))
                .toList());
        long paid = 0;
        for (int i = 0; i < taken.size(); i++) {
            long amount = taken.get(i).amount().minor();
            assertThat(amount).isBetween(0L, (long) Math.max(totals.get(i), 0));
            paid += amount;
        }
        assertThat(kept.left()).isEqualTo(before - paid).isNotNegative();
    }

    /** Top-ups in memory, which refuse what the database does. */
    private static final class Kept extends WalletUseRepository {
        private final Map<UUID, Held> topUps = new LinkedHashMap<>();

        void put(UUID customer, Money amount, @Nullable Instant expires) {
            UUID id = new UUID(1, topUps.size());
            topUps.put(id, new Held(id, customer, new TopUp(1, expires, true, NOW, amount), false));
        }

        long left() {
            return topUps.values().stream()
                    .mapToLong(held -> held.topUp().left().minor())
                    .sum();
        }

        @Override
        List<Held> lock(Collection<UUID> customers) {
            assertThat(customers).isNotEmpty();
            return new ArrayList<>(topUps.values().stream()
                    .filter(held -> customers.contains(held.customerId()))
                    .toList());
        }

        @Override
        void change(Map<UUID, Money> changes) {
            changes.forEach((id, change) -> {
                assertThat(change.signum()).isNotZero();
                topUps.computeIfPresent(id, (ignored, held) -> held.without(change.negated()));
            });
        }
    }
}
