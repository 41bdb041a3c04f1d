package dev.countinghouse.it;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests that are good; tests spoil one field at a time. */
final class Samples {
    static final String METRIC = "builds";
    static final String PLAN = "team";

    private Samples() {}

    static Map<String, @Nullable Object> metric() {
        return Body.of(
                "code", METRIC, "name", "Builds", "aggregation", "sum", "field_name", "build_minutes", "unit", "min");
    }

    static Map<String, @Nullable Object> vat() {
        return Body.of("code", "vat20", "name", "VAT", "percent", "20");
    }

    /** A role under a code of its own. */
    static Map<String, @Nullable Object> role(String... permissions) {
        List<String> all = permissions.length == 0 ? List.of("customer:read") : List.of(permissions);
        return Body.of("code", "r-" + TestTenant.unique(), "name", "Clerk", "permissions", all);
    }

    /** 29.00 a month in advance; minutes at 0.08 to 50, 0.05 to 500, 0.03 beyond; 20 % VAT. */
    static Map<String, @Nullable Object> plan() {
        Map<String, @Nullable Object> plan =
                Body.of("code", PLAN, "name", "Team", "currency", "EUR", "interval", "month", "interval_count", 1);
        plan.put("anchor", "calendar");
        plan.put("tax_rate", "vat20");
        plan.put("charges", List.of(fee(), minutes()));
        return plan;
    }

    /** A plan of a fee for each seat and of minutes at one price. */
    static Map<String, @Nullable Object> plan(String code, String fee, String minute) {
        Map<String, @Nullable Object> plan = Body.like(plan(), "code", code, "name", code);
        plan.put(
                "charges",
                List.of(
                        Body.like(fee(), "unit_amount", fee, "name", code + " fee"),
                        Body.like(minutes(), "model", "standard", "tiers", null, "unit_amount", minute)));
        return plan;
    }

    static Map<String, @Nullable Object> fee() {
        return Body.like(
                Body.of("code", "fee", "name", "Base fee", "kind", "recurring", "timing", "advance"),
                "model",
                "standard",
                "unit_amount",
                "29.00",
                "prorated",
                true);
    }

    static Map<String, @Nullable Object> minutes() {
        return Body.like(
                Body.of("code", "minutes", "name", "Build minutes", "kind", "usage", "timing", "arrears"),
                "model",
                "graduated",
                "metric",
                METRIC,
                "tiers",
                List.of(tier("50", "0.08"), tier("500", "0.05"), tier(null, "0.03")));
    }

    static Map<String, @Nullable Object> tier(@Nullable String upTo, String unitAmount) {
        return Body.of("up_to", upTo, "unit_amount", unitAmount, "flat_amount", "0");
    }

    /** A tier of the platform, with a code of its own. */
    static Map<String, @Nullable Object> platformTier() {
        Map<String, @Nullable Object> price = Body.of("amount", "49.00", "currency", "EUR");
        return Body.of("code", "tier-" + TestTenant.unique(), "name", "Business", "price", price);
    }

    static Map<String, @Nullable Object> customer() {
        return Body.of("external_id", "c-" + TestTenant.unique(), "name", "Somebody", "time_zone", "Europe/Paris");
    }

    static Map<String, @Nullable Object> usage(UUID customer, String transactionId, String timestamp, String minutes) {
        return Body.of(
                "transaction_id",
                transactionId,
                "customer_id",
                customer,
                "metric",
                METRIC,
                "timestamp",
                timestamp,
                "properties",
                Map.of("build_minutes", minutes));
    }
}
