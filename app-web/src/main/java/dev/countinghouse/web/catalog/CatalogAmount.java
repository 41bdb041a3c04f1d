package dev.countinghouse.web.catalog;

import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.web.api.CurrencyCode;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Money on the wire. */
public record CatalogAmount(
        @NotNull @PositiveOrZero @Digits(integer = 15, fraction = 3)
        BigDecimal amount,

        @NotNull @CurrencyCode String currency) {

    /** @throws BillingException for more decimals than the currency has, in the field {@code amount.amount} */
    static @Nullable Money money(@Nullable CatalogAmount given) {
        return given == null ? null : given.toMoney();
    }

    Money toMoney() {
        try {
            return Money.exact(amount, Currency.getInstance(currency));
        } catch (ArithmeticException e) {
            throw BillingException.invalid("amount.amount", "too_fine", "has more decimals than " + currency + " has");
        }
    }
}
