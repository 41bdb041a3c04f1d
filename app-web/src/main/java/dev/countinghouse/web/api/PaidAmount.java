package dev.countinghouse.web.api;

import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.util.Currency;

/** Money on the wire. */
public record PaidAmount(
        @NotNull @Positive @Digits(integer = 15, fraction = 3)
        BigDecimal amount,

        @NotNull @CurrencyCode String currency) {

    /** @throws BillingException VALIDATION_FAILED where it is finer than its currency */
    public Money toMoney() {
        try {
            return Money.exact(amount, Currency.getInstance(currency));
        } catch (ArithmeticException e) {
            throw BillingException.invalid("amount.amount", "too_fine", "has more decimals than " + currency + " has");
        }
    }
}
