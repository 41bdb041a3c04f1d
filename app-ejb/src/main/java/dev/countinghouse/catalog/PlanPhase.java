package dev.countinghouse.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a subscription's periods with prices of its own, such as a first year that costs less. Phases follow each other
 * from the first period of the subscription on.
 *
 * @param periods how many; null: all that are left, in the last phase alone
 * @param prices what charges cost in it, by their codes and then by the currencies of the plan; other charges cost what they do
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PlanPhase(String name, @Nullable Integer periods, Map<String, Map<String, ChargePrice>> prices) {

    public PlanPhase {
        Map<String, Map<String, ChargePrice>> copy = new HashMap<>();
        prices.forEach((code, ofCharge) -> copy.put(code, Map.copyOf(ofCharge)));
        prices = Map.copyOf(copy);
    }

    /**
     * The phase that a period is in; null without phases.
     *
     * @param period its index in the subscription, from 0
     */
    static @Nullable PlanPhase at(List<PlanPhase> phases, int period) {
        int left = period;
        for (PlanPhase phase : phases) {
            if (phase.periods == null || left < phase.periods) {
                return phase;
            }
            left -= phase.periods;
        }
        return null;
    }

    /** Its fields as they stand in JSON, without those that it does not have. */
    Map<String, Object> fields() {
        return Fields.given(Json.MAPPER.convertValue(this, new TypeReference<Map<String, @Nullable Object>>() {}));
    }

    /** The same in one currency, without prices of some charges. */
    PlanPhase without(Set<String> charges, String currency) {
        Map<String, Map<String, ChargePrice>> left = new HashMap<>();
        prices.forEach((code, ofCharge) -> {
            ChargePrice price = ofCharge.get(currency);
            if (price != null && !charges.contains(code)) {
                left.put(code, Map.of(currency, price));
            }
        });
        return new PlanPhase(name, periods, left);
    }

    /** A charge as it is priced in this phase. */
    Charge price(Charge charge, String currency) {
        ChargePrice price = prices.getOrDefault(charge.code(), Map.of()).get(currency);
        return price == null ? charge : charge.at(price);
    }
}
