package dev.countinghouse.payments.domain;

import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Amounts as Stripe counts them, which is not always in the minor units of ISO 4217. Source: Stripe, "Supported currencies", zero-decimal
 * currencies, special cases, three-decimal currencies.
 */
public final class StripeAmount {

    private static final int DEFAULT_DIGITS = 2;
    private static final int THREE_DIGITS = 3;
    private static final long TEN = 10;

    /** Counted in whole units. Not among them though they have no cents: ISK and UGX, which Stripe goes on to count in hundredths. */
    private static final Set<String> WHOLE = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");

    /** Counted in thousandths, of which the last digit has to be zero. */
    private static final Set<String> THOUSANDTHS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    private StripeAmount() {}

    /** What Stripe is to be asked for; empty where it cannot take exactly this amount. */
    public static Optional<Long> of(Money money) {
        int digits = digits(money.currency());
        if (digits < money.currency().getDefaultFractionDigits() && digits == DEFAULT_DIGITS) {
            return Optional.empty(); // dinars that Stripe does not take
        }
        BigDecimal counted = money.toDecimal().movePointRight(digits).stripTrailingZeros();
        boolean exact = counted.scale() <= 0
                && (digits != THREE_DIGITS
                        || counted.remainder(BigDecimal.valueOf(TEN)).signum() == 0);
        return exact ? Optional.of(counted.longValueExact()) : Optional.empty();
    }

    /** What Stripe's count of a currency comes to; empty where that is no whole number of minor units. */
    public static Optional<Money> money(long counted, Currency currency) {
        BigDecimal amount = BigDecimal.valueOf(counted, digits(currency)).stripTrailingZeros();
        return amount.scale() <= currency.getDefaultFractionDigits()
                ? Optional.of(Money.exact(amount, currency))
                : Optional.empty();
    }

    private static int digits(Currency currency) {
        String code = currency.getCurrencyCode();
        return WHOLE.contains(code) ? 0 : THOUSANDTHS.contains(code) ? THREE_DIGITS : DEFAULT_DIGITS;
    }

    /** A currency as Stripe writes it. */
    public static String currency(Money money) {
        return money.currency().getCurrencyCode().toLowerCase(Locale.ROOT);
    }
}
