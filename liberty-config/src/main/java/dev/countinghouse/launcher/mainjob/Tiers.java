package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.launcher.client.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The graduated tiers of a charge, as the API shows the plan: each unit costs what its own tier says. */
record Tiers(List<Tier> tiers) {

    /** @param upTo the last quantity of the tier; null in the last one */
    record Tier(@Nullable BigDecimal upTo, BigDecimal unitAmount) {}

    /** So many units at this price each. Two portions are the same if they are so by value, whatever their scale. */
    record Portion(BigDecimal quantity, BigDecimal unitAmount) {

        boolean sameAs(Portion other) {
            return quantity.compareTo(other.quantity) == 0 && unitAmount.compareTo(other.unitAmount) == 0;
        }
    }

    /** How a quantity falls into the tiers; tiers that are not reached are left out. */
    List<Portion> split(BigDecimal quantity) {
        List<Portion> portions = new ArrayList<>();
        BigDecimal from = BigDecimal.ZERO;
        for (Tier tier : tiers) {
            BigDecimal reached = tier.upTo() == null ? quantity : quantity.min(tier.upTo());
            if (reached.compareTo(from) > 0) {
                portions.add(new Portion(reached.subtract(from), tier.unitAmount()));
                from = reached;
            }
        }
        return portions;
    }

    /** The tiers of each charge that has them, by the charge's id. */
    static Map<String, Tiers> of(JsonNode plan) {
        Map<String, Tiers> charges = new HashMap<>();
        for (JsonNode charge : plan.path("charges")) {
            List<Tier> tiers = new ArrayList<>();
            for (JsonNode tier : charge.path("tiers")) {
                BigDecimal upTo = tier.path("up_to").isNull() ? null : Json.decimal(tier, "up_to");
                tiers.add(new Tier(upTo, Json.decimal(tier, "unit_amount")));
            }
            if (!tiers.isEmpty()) {
                charges.put(Json.text(charge, "id"), new Tiers(List.copyOf(tiers)));
            }
        }
        return charges;
    }
}
