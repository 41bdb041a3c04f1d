package dev.countinghouse.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A catalog of one of everything: each kind of thing with all that it can say, and a charge of every model. */
final class WholeCatalog {
    static final String PLAN = "everything";
    private static final Set<String> PRICING = Set.of(
            "unit_amount",
            "tiers",
            "flat_at_zero",
            "package_size",
            "package_amount",
            "free_units",
            "rate",
            "fixed_fee",
            "free_amount",
            "free_transactions",
            "transaction_minimum",
            "transaction_maximum",
            "amount_field",
            "minimum_amount",
            "maximum_amount");

    private WholeCatalog() {}

    static void make(Api api) {
        api.post("/tax-rates", Samples.vat()).expect(201);
        api.post("/tax-rates", Body.of("code", "city", "name", "City", "percent", "1.25"))
                .expect(201);
        api.post("/billable-metrics", Body.like(Samples.metric(), "group_keys", List.of("region", "zone")))
                .expect(201);
        api.post("/billable-metrics", Body.of("code", "calls", "name", "Calls", "aggregation", "count"))
                .expect(201);
        Map<String, @Nullable Object> peak =
                Body.of("code", "peak", "name", "Peak", "aggregation", "max", "field_name", "seats", "recurring", true);
        peak.put("rounding", Body.of("mode", "ceil", "precision", 0));
        peak.put("filter", Body.of("region", List.of("us", "eu")));
        api.post("/billable-metrics", peak).expect(201);
        makeFeatures(api);
        api.post("/plans", plan()).expect(201);
        api.post("/plans", Body.like(Samples.plan(), "code", "small")).expect(201);
        makeThings(api);
    }

    private static void makeFeatures(Api api) {
        api.post("/features", Body.of("code", "sso", "name", "SSO", "kind", "boolean", "description", "One log-in"))
                .expect(201);
        api.post("/features", Body.of("code", "seats", "name", "Seats", "kind", "quantity", "unit", "seats"))
                .expect(201);
        api.post("/features", Body.of("code", "minutes", "name", "Minutes", "kind", "metered", "metric", "builds"))
                .expect(201);
    }

    private static void makeThings(Api api) {
        api.post(
                        "/add-ons",
                        Body.like(
                                Things.addOn(),
                                "code",
                                "setup",
                                "description",
                                "Once",
                                "tax_rates",
                                List.of("vat20", "city")))
                .expect(201);
        api.post("/coupons", Body.like(Things.coupon(), "code", "calls-free", "metrics", List.of("peak", "calls")))
                .expect(201);
        Map<String, @Nullable Object> amount =
                Body.of("code", "welcome", "name", "Welcome", "discount", "amount", "duration", "repeated");
        amount.put("periods", 3);
        amount.put("amount", Body.of("amount", "12.30", "currency", "EUR"));
        amount.put("plans", List.of("small", PLAN));
        amount.put("expires_at", "2030-01-01T00:00:00.123456789Z");
        amount.put("max_redemptions", 100);
        amount.put("max_redemptions_per_customer", 1);
        api.post("/coupons", amount).expect(201);
    }

    static Map<String, @Nullable Object> plan() {
        Map<String, @Nullable Object> plan =
                Body.like(Samples.plan(), "code", PLAN, "interval", "year", "interval_count", 2);
        plan.put("anchor", "anniversary");
        Map<String, @Nullable Object> commitment = Body.of("amount", "100.00", "tax_rates", List.of("city"));
        commitment.put("amounts", Body.of("JPY", "16000", "USD", "110.50"));
        plan.put("minimum_commitment", commitment);
        Map<String, @Nullable Object> thresholds = Body.of("amounts", List.of("50.00", "75.5"), "recurring", "20");
        Map<String, @Nullable Object> dollars = Body.of("amounts", List.of("55.00"), "recurring", "22.00");
        thresholds.put("currencies", Body.of("JPY", Body.of("amounts", List.of("8000")), "USD", dollars));
        plan.put("usage_thresholds", thresholds);
        plan.put("trial_days", 14);
        plan.put("description", "All of it");
        List<Map<String, @Nullable Object>> charges = new ArrayList<>(fees());
        charges.addAll(usage());
        plan.put("charges", inYenAndDollarsToo(charges));
        plan.put(
                "entitlements",
                List.of(
                        Body.of("feature", "sso", "enabled", true),
                        Body.of("feature", "seats", "quantity", "10.50"),
                        Body.of("feature", "minutes", "limit", "500", "period", "billing_period")));
        return plan;
    }

    /** At the same numbers: whatever they say is a price of the charge's model. */
    private static List<Map<String, @Nullable Object>> inYenAndDollarsToo(List<Map<String, @Nullable Object>> charges) {
        List<Map<String, @Nullable Object>> priced = new ArrayList<>();
        for (Map<String, @Nullable Object> charge : charges) {
            Map<String, @Nullable Object> price = Body.like(charge);
            price.keySet().retainAll(PRICING);
            if (charge.get("filters") instanceof List<?>) {
                price.put("filters", Body.of("Europe", Body.of("unit_amount", "0.03")));
            }
            priced.add(Body.like(charge, "prices", Body.of("JPY", price, "USD", price)));
        }
        return priced;
    }

    private static List<Map<String, @Nullable Object>> fees() {
        Map<String, @Nullable Object> seats = Body.like(Samples.fee(), "unit_amount", null);
        List<Object> tiers = List.of(Samples.tier("10", "5.00"), Samples.tier(null, "4.00"));
        List<Object> steps = List.of(
                Body.of("up_to", "10", "unit_amount", "0", "flat_amount", "5"),
                Body.of("unit_amount", "0", "flat_amount", "8"));
        return List.of(
                Samples.fee(),
                Body.like(seats, "code", "seats", "model", "volume", "tiers", tiers, "flat_at_zero", false),
                Body.like(seats, "code", "steps", "model", "stair_step", "tiers", steps, "quantity", "12"));
    }

    private static List<Map<String, @Nullable Object>> usage() {
        Map<String, @Nullable Object> use = Body.like(Samples.minutes(), "tiers", null);
        Map<String, @Nullable Object> packs = Body.like(use, "code", "packs", "model", "package", "metric", "calls");
        packs.putAll(Body.of("package_size", "100", "package_amount", "5", "free_units", "10"));
        Map<String, @Nullable Object> money = Body.like(use, "code", "money", "model", "percentage", "rate", "2.9");
        money.putAll(Body.of("fixed_fee", "0.30", "free_amount", "10", "free_transactions", 2));
        money.putAll(Body.of("transaction_minimum", "0.05", "transaction_maximum", "20", "invoiceable", false));
        Map<String, @Nullable Object> europe =
                Body.of("name", "Europe", "values", Body.of("region", List.of("eu", "ch")), "unit_amount", "0.02");
        Map<String, @Nullable Object> plain = Body.like(use, "code", "plain", "model", "standard", "unit_amount", "1");
        plain.putAll(Body.of("group_by", List.of("zone"), "filters", List.of(europe), "tax_rates", List.of("city")));
        plain.putAll(Body.of("minimum_amount", "1", "maximum_amount", "1000"));
        return List.of(
                Samples.minutes(),
                packs,
                money,
                plain,
                Body.like(Samples.minutes(), "code", "shares", "model", "graduated_percentage"),
                Body.like(use, "code", "told", "model", "dynamic", "amount_field", "price"));
    }
}
