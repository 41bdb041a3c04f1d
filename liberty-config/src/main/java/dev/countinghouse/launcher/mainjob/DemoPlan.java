package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.launcher.client.Answer;
import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalog of both tenants: build minutes, sold in falling tiers beside a monthly fee in advance, with 20 % tax. */
final class DemoPlan {
    static final String METRIC = "builds";
    static final String METRIC_FIELD = "build_minutes";
    static final String UNIT = "minutes";
    static final String CODE = "build-pro";
    static final String CURRENCY = "EUR";
    private static final String TAX = "vat20";

    private DemoPlan() {}

    /** Makes what is not there yet and leaves what is.
     *
     * @return the plan as the API shows it */
    static JsonNode ensure(ApiClient api) {
        GetOrCreate catalog = new GetOrCreate(api);
        catalog.byCode(
                "/billable-metrics",
                Json.object()
                        .put("code", METRIC)
                        .put("name", "Build minutes")
                        .put("aggregation", "sum")
                        .put("field_name", METRIC_FIELD)
                        .put("unit", UNIT));
        catalog.byCode(
                "/tax-rates", Json.object().put("code", TAX).put("name", "VAT").put("percent", "20"));
        return catalog.byCode("/plans", plan());
    }

    private static ObjectNode plan() {
        ObjectNode plan = Json.object()
                .put("code", CODE)
                .put("name", "Build Pro")
                .put("currency", CURRENCY)
                .put("interval", "month")
                .put("interval_count", 1)
                .put("anchor", "calendar")
                .put("tax_rate", TAX);
        plan.putArray("charges").add(fee()).add(usage());
        return plan;
    }

    private static ObjectNode fee() {
        return Json.object()
                .put("code", "monthly-fee")
                .put("name", "Monthly fee")
                .put("kind", "recurring")
                .put("timing", "advance")
                .put("model", "standard")
                .put("unit_amount", "29.00")
                .put("prorated", true);
    }

    private static ObjectNode usage() {
        ObjectNode charge = Json.object()
                .put("code", "build-minutes")
                .put("name", "Build minutes")
                .put("kind", "usage")
                .put("metric", METRIC)
                .put("timing", "arrears")
                .put("model", "graduated");
        ArrayNode tiers = JsonNodeFactory.instance.arrayNode();
        tiers.add(tier("50", "0.08"))
                .add(tier("500", "0.05"))
                .add(tier(null, "0.03")); // a full tier is whole cents: 4.00, 22.50
        charge.set("tiers", tiers);
        return charge;
    }

    private static ObjectNode tier(@Nullable String upTo, String unitAmount) {
        return Json.object().put("up_to", upTo).put("unit_amount", unitAmount).put("flat_amount", "0");
    }

    /** Looks a catalog entry up by its code before making it. */
    private record GetOrCreate(ApiClient api) {

        JsonNode byCode(String path, ObjectNode wanted) {
            String code = Json.text(wanted, "code");
            JsonNode there = find(path, code);
            if (there != null) {
                return there;
            }
            Answer made = api.tryPost(path, wanted);
            JsonNode other = made.is(409) ? find(path, code) : null; // somebody was faster
            return other != null ? other : made.required();
        }

        private @Nullable JsonNode find(String path, String code) {
            for (JsonNode entry :
                    api.get(ApiClient.query(path, Map.of("code", code))).path("data")) {
                if (code.equals(Json.textOrNull(entry, "code"))) {
                    return entry;
                }
            }
            return null;
        }
    }
}
