package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Products and prices: one amount a unit, once or at an interval. */
final class Catalog {
    static final String PRICE = "price";

    private static final String PRODUCT = "product";
    private static final List<String> INTERVALS = List.of("day", "week", "month", "year");

    private Catalog() {}

    static void addTo(Routes routes) {
        routes.post("/v1/products", Catalog::createProduct)
                .get("/v1/products", call -> Lists.page(call, PRODUCT, "/v1/products", List.of("active")))
                .get("/v1/products/*", call -> {
                    call.params().done();
                    return call.unit().get(PRODUCT, call.id(), "id");
                })
                .post("/v1/products/*", Catalog::updateProduct)
                .delete("/v1/products/*", Catalog::deleteProduct)
                .post("/v1/prices", Catalog::createPrice)
                .get("/v1/prices", Catalog::listPrices)
                .get("/v1/prices/*", call -> {
                    call.params().done();
                    return call.unit().get(PRICE, call.id(), "id");
                })
                .post("/v1/prices/*", Catalog::updatePrice);
    }

    private static ObjectNode createProduct(Call call) {
        Params params = call.params();
        ObjectNode product = freshProduct(call.unit(), params.require("name"));
        fillProduct(params, product);
        params.done();
        call.unit().event("product.created", product);
        return product;
    }

    private static ObjectNode freshProduct(Unit unit, String name) {
        return unit.create(PRODUCT, "prod").put("name", name).put("updated", unit.now());
    }

    private static void fillProduct(Params params, ObjectNode product) {
        params.copyTexts(product, List.of("description", "url", "unit_label"));
        product.put("active", params.flag("active", product.path("active").asBoolean()));
        params.metadata(product);
    }

    private static ObjectNode updateProduct(Call call) {
        ObjectNode product = call.unit().get(PRODUCT, call.id(), "id");
        ObjectNode before = product.deepCopy();
        String name = call.params().filled("name");
        if (name != null) {
            product.put("name", name);
        }
        String price = call.params().filled("default_price");
        if (price != null) {
            product.put(
                    "default_price",
                    call.unit().get(PRICE, price, "default_price").path("id").asText());
        }
        fillProduct(call.params(), product);
        call.params().done();
        product.put("updated", call.unit().now());
        call.unit().event("product.updated", product, Events.previous(before, product));
        return product;
    }

    private static ObjectNode deleteProduct(Call call) {
        call.params().done();
        ObjectNode product = call.unit().get(PRODUCT, call.id(), "id");
        if (call.unit().all(PRICE).stream().anyMatch(price -> Events.is(price, PRODUCT, call.id()))) {
            throw StripeError.invalid("This product cannot be deleted because it has one or more user-created prices.");
        }
        call.unit().event("product.deleted", product);
        call.unit().delete(call.id());
        return Events.deleted(PRODUCT, call.id());
    }

    private static ObjectNode createPrice(Call call) {
        ObjectNode price = price(call.unit(), call.params());
        call.params().done();
        return price;
    }

    /** A price of the parameters of the price itself, or of {@code price_data}. */
    static ObjectNode price(Unit unit, Params params) {
        ObjectNode price = unit.create(PRICE, "price");
        price.put("currency", params.currency("currency"));
        Long amount = params.number("unit_amount");
        if (amount == null || amount < 0) {
            throw amount == null
                    ? StripeError.missing("unit_amount")
                    : StripeError.invalidParam("unit_amount", "Invalid non-negative integer");
        }
        price.put("unit_amount", amount).put("unit_amount_decimal", Long.toString(amount));
        if (params.has("product_data")) {
            Params data = params.object("product_data");
            ObjectNode product = freshProduct(unit, data.require("name"));
            data.copyTexts(product, List.of("description"));
            data.metadata(product);
            price.put(PRODUCT, product.path("id").asText());
        } else {
            price.put(
                    PRODUCT,
                    unit.get(PRODUCT, params.require(PRODUCT), PRODUCT)
                            .path("id")
                            .asText());
        }
        if (params.has("recurring")) {
            recurring(params.object("recurring"), price);
        }
        fillPrice(params, price);
        unit.event("price.created", price);
        return price;
    }

    private static void recurring(Params given, ObjectNode price) {
        String interval = given.choice("interval", INTERVALS);
        if (interval == null) {
            throw StripeError.missing("recurring[interval]");
        }
        String usage = given.choice("usage_type", List.of("licensed"));
        price.put("type", "recurring")
                .putObject("recurring")
                .put("interval", interval)
                .put("interval_count", given.number("interval_count", 1))
                .putNull("meter")
                .putNull("trial_period_days")
                .put("usage_type", usage == null ? "licensed" : usage);
    }

    private static void fillPrice(Params params, ObjectNode price) {
        params.copyTexts(price, List.of("nickname", "lookup_key"));
        price.put("active", params.flag("active", price.path("active").asBoolean()));
        String tax = params.choice("tax_behavior", List.of("exclusive", "inclusive", "unspecified"));
        if (tax != null) {
            price.put("tax_behavior", tax);
        }
        params.metadata(price);
    }

    private static ObjectNode updatePrice(Call call) {
        ObjectNode price = call.unit().get(PRICE, call.id(), "id");
        ObjectNode before = price.deepCopy();
        fillPrice(call.params(), price);
        call.params().done();
        call.unit().event("price.updated", price, Events.previous(before, price));
        return price;
    }

    private static ObjectNode listPrices(Call call) {
        List<String> keys = call.params().texts("lookup_keys");
        List<ObjectNode> prices = call.unit().all(PRICE).stream()
                .filter(price ->
                        keys.isEmpty() || keys.contains(price.path("lookup_key").asText()))
                .toList();
        String product = call.params().filled(PRODUCT);
        String active = call.params().filled("active");
        return Lists.page(
                call,
                prices,
                "/v1/prices",
                price -> (product == null || Events.is(price, PRODUCT, product))
                        && (active == null || Events.is(price, "active", active)));
    }

    /** The old form of a recurring price, which items of subscriptions still show. */
    static ObjectNode plan(ObjectNode price) {
        ObjectNode plan = Templates.of("plan");
        for (String same : List.of("id", "active", "created", "currency", "nickname", PRODUCT, "metadata")) {
            plan.set(same, price.path(same).deepCopy());
        }
        plan.set("amount", price.path("unit_amount").deepCopy());
        plan.set("amount_decimal", price.path("unit_amount_decimal").deepCopy());
        plan.put("interval", price.path("recurring").path("interval").asText());
        plan.put(
                "interval_count", price.path("recurring").path("interval_count").asLong());
        return plan;
    }
}
