package dev.countinghouse.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What usage in arrears of a period may come to before it is invoiced: whenever what it costs so far, before tax, reaches one of the
 * amounts, all of it that was not invoiced is. Source: docs/BILLING.md, usage thresholds.
 *
 * @param amounts above zero, each above the one before, 1 to 10, in major units of the plan's currency
 * @param recurring the last amount and each further so much is a threshold too; null: none after the last amount
 * @param currencies the same in further currencies of the plan
 */
public record UsageThresholds(
        List<BigDecimal> amounts,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal recurring,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, ThresholdAmounts> currencies) {

    /** The amounts in one further currency, in its major units. */
    public record ThresholdAmounts(
            List<BigDecimal> amounts,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            BigDecimal recurring) {

        public ThresholdAmounts {
            amounts = List.copyOf(amounts);
        }
    }

    @SuppressWarnings("NullAway") // what is empty is not stored
    public UsageThresholds {
        amounts = List.copyOf(amounts);
        currencies = currencies == null ? Map.of() : Map.copyOf(currencies);
    }

    /** None where nothing is said. */
    static @Nullable UsageThresholds orNone(@Nullable UsageThresholds wanted) {
        boolean none =
                wanted == null || wanted.amounts.isEmpty() && wanted.recurring == null && wanted.currencies.isEmpty();
        return none ? null : wanted;
    }

    /** The same in its own currency alone. */
    UsageThresholds alone() {
        return new UsageThresholds(amounts, recurring, Map.of());
    }

    /** The same in a further currency, and in no other. */
    UsageThresholds in(String currency) {
        ThresholdAmounts other = Objects.requireNonNull(currencies.get(currency));
        return new UsageThresholds(other.amounts, other.recurring, Map.of());
    }
}
