package dev.countinghouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.ledger.TransferRepository.Sum;
import dev.countinghouse.ledger.domain.Account;
import dev.countinghouse.money.Money;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialBalanceTest {

    private static Sum sum(Account account, String currency, long debits, long credits) {
        Currency of = Currency.getInstance(currency);
        return new Sum(account, new Money(debits, of), new Money(credits, of));
    }

    @Test
    void eachBalanceStandsOnItsSideAndBothSidesSumToTheSame() {
        TrialBalanceView balance = TrialBalanceView.of(
                null,
                List.of(
                        sum(Account.CASH_MANUAL, "EUR", 300, 0),
                        sum(Account.RECEIVABLE, "EUR", 1200, 300),
                        sum(Account.REVENUE, "EUR", 0, 1000),
                        sum(Account.TAX_PAYABLE, "EUR", 0, 200),
                        sum(Account.RECEIVABLE, "JPY", 0, 5),
                        sum(Account.REVENUE, "JPY", 5, 0)));
        assertThat(balance.currencies())
                .extracting(currency -> currency.currency() + " "
                        + currency.debit().amount() + " " + currency.credit().amount())
                .containsExactly("EUR 12.00 12.00", "JPY 5 5");
        assertThat(balance.currencies().getFirst().accounts())
                .extracting(row -> row.account().code() + " " + row.debit().amount() + " "
                        + row.credit().amount())
                .containsExactly(
                        "cash_manual 3.00 0.00", "receivable 9.00 0.00", "revenue 0.00 10.00", "tax_payable 0.00 2.00");
    }

    @ParameterizedTest(name = "{0} with {1} debited and {2} credited: {3}")
    @CsvSource({
        "RECEIVABLE, 1200, 300, 9.00",
        "RECEIVABLE, 0, 300, -3.00",
        "REVENUE, 100, 1000, 9.00",
        "REVENUE, 5, 5, 0.00"
    })
    void anAccountsBalanceIsOnTheSideOnWhichItGrows(Account account, long debits, long credits, String balance) {
        assertThat(AccountView.of(sum(account, "EUR", debits, credits))
                        .balance()
                        .amount())
                .isEqualTo(balance);
    }
}
