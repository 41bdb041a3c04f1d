package dev.countinghouse.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a charge costs in a further currency of its plan, by the charge's model. Amounts are in major units of that currency.
 *
 * @param pricing the numbers of its price
 * @param filters the prices of the charge's filters, by their names
 * @param minimumAmount what a period costs at least; there is one where the charge has one
 * @param maximumAmount what a period costs at most; the same
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ChargePrice(
        @JsonUnwrapped ChargePricing pricing,
        Map<String, ChargePricing> filters,
        @Nullable BigDecimal minimumAmount,
        @Nullable BigDecimal maximumAmount) {

    public ChargePrice {
        filters = Map.copyOf(filters);
    }
}
