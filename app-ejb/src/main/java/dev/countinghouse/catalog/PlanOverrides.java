package dev.countinghouse.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one subscription pays instead of what its plan says, in its own currency. What is not named is as the plan says it.
 *
 * @param prices of charges, by their codes; in every phase
 * @param minimumCommitment of a whole period, in major units, before tax; zero: none; null: the plan's
 * @param trialDays 0 to 730; null: the plan's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanOverrides(
        Map<String, ChargePrice> prices,
        @Nullable BigDecimal minimumCommitment,
        @Nullable Integer trialDays) {

    public PlanOverrides {
        prices = Map.copyOf(prices);
    }
}
