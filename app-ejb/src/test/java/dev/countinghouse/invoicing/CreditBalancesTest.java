package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.invoicing.CreditBalances.Claim;
import dev.countinghouse.invoicing.CreditBalances.Holder;
import dev.countinghouse.money.Money;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditBalancesTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final UUID ADA = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);

    private final Kept kept = new Kept();
    private final CreditBalances balances = balances();

    private CreditBalances balances() {
        CreditBalances made = new CreditBalances();
        made.balances = kept;
        return made;
    }

    private static Money cents(long minor) {
        return new Money(minor, EUR);
    }

    @ParameterizedTest(name = "of {0} invoices of {1} take {2}, and {3} is left")
    @CsvSource({
        "0,   '100',            '0',             0",
        "30,  '100',            '30',            0",
        "130, '100',            '100',           30",
        "130, '100 100 5',      '100 30 0',      0",
        "0,   '-40 100',        '-40 40',        0",
        "10,  '-40 25 -5 100',  '-40 25 -5 30',  0",
        "10,  '0 -7',           '0 -7',          17",
    })
    void invoicesTakeWhatThereIsOneAfterTheOtherAndThoseBelowZeroGive(
            long before, String totals, String applied, long left) {
        balances.give(ADA, cents(before));
        List<Money> taken = balances.settle(
                numbers(totals).stream().map(total -> new Claim(ADA, total)).toList());
        assertThat(taken).isEqualTo(numbers(applied));
        assertThat(kept.amount(ADA)).isEqualTo(left);
    }

    private static List<Money> numbers(String text) {
        return Arrays.stream(text.split(" "))
                .map(number -> cents(Long.parseLong(number)))
                .toList();
    }

    @Test
    void nobodyIsSettledByWhatAnotherHasOrByAnotherCurrency() {
        balances.give(ADA, cents(50));
        Money yen = new Money(70, Currency.getInstance("JPY"));
        assertThat(balances.settle(List.of(new Claim(BOB, cents(80)), new Claim(ADA, yen), new Claim(ADA, cents(20)))))
                .containsExactly(cents(0), new Money(0, yen.currency()), cents(20));
        assertThat(kept.amount(ADA)).isEqualTo(30);
    }

    @Test
    void whatWasGivenIsTakenBackWhereItIsThereStill() {
        balances.give(ADA, cents(50));
        assertThat(balances.takeBack(ADA, cents(51))).isFalse();
        assertThat(balances.takeBack(BOB, cents(1))).isFalse();
        assertThat(kept.amount(ADA)).isEqualTo(50);
        assertThat(balances.takeBack(ADA, cents(50))).isTrue();
        assertThat(kept.amount(ADA)).isZero();
    }

    /** Whatever comes, nothing is made of nothing, and nothing falls below zero. */
    @Property
    void whatIsTakenWasThere(@ForAll @Size(max = 20) List<@IntRange(min = -500, max = 500) Integer> totals) {
        Kept own = new Kept();
        CreditBalances settled = new CreditBalances();
        settled.balances = own;
        List<Money> taken = new ArrayList<>();
        for (int from = 0; from < totals.size(); from += 3) {
            taken.addAll(settled.settle(totals.subList(from, Math.min(totals.size(), from + 3)).stream()
                    .map(total -> new Claim(ADA, cents(total)))
                    .toList()));
        }
        long sum = taken.stream().mapToLong(Money::minor).sum();
        assertThat(own.amount(ADA)).isEqualTo(-sum).isNotNegative();
        for (int i = 0; i < taken.size(); i++) {
            long total = totals.get(i);
            assertThat(taken.get(i).minor()).isBetween(Math.min(total, 0), Math.max(total, 0));
        }
    }

    /** Balances in memory, which refuse what the database does. */
    private static final class Kept extends CreditBalanceRepository {
        private final Map<Holder, Money> amounts = new TreeMap<>();

        long amount(UUID customer) {
            return amounts.getOrDefault(new Holder(customer, "EUR"), cents(0)).minor();
        }

        @Override
        Map<Holder, Money> lock(Collection<UUID> customers) {
            Map<Holder, Money> own = new TreeMap<>(amounts);
            own.keySet().removeIf(holder -> !customers.contains(holder.customerId()));
            return own;
        }

        @Override
        void change(Map<Holder, Money> changes) {
            changes.forEach((holder, change) -> {
                assertThat(change.signum()).isNotZero();
                assertThat(amounts.merge(holder, change, Money::plus).signum()).isNotNegative();
            });
        }
    }
}
