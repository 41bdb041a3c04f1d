package dev.countinghouse.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prices of the tests. */
final class Pricings {

    private Pricings() {}

    /** A price from names and values, as they stand in JSON. */
    static ChargePricing of(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return Json.read(Json.write(fields), new TypeReference<ChargePricing>() {});
    }

    /**
     * Tiers from text: {@code "100:0.05:1 *:0.01:0"} is up to 100 at 0.05 and flat 1, above at 0.01.
     */
    static ChargePricing tiers(String tiers) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (String tier : tiers.split(" ", -1)) {
            String[] parts = tier.split(":", -1);
            Map<String, Object> fields = new LinkedHashMap<>();
            if (!parts[0].equals("*")) {
                fields.put("up_to", parts[0]);
            }
            fields.put("unit_amount", parts[1]);
            fields.put("flat_amount", parts[2]);
            list.add(fields);
        }
        return of("tiers", list);
    }
}
