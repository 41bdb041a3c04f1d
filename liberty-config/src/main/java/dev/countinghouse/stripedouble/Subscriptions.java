package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Subscriptions to recurring prices, charged in advance to a card. */
final class Subscriptions {
    static final String KIND = "subscription";

    private static final Set<String> ENDED = Set.of("canceled", "incomplete_expired");
    private static final long DAY = 24 * 3_600L;

    private Subscriptions() {}

    static void addTo(Routes routes) {
        routes.post("/v1/subscriptions", Subscriptions::create)
                .get("/v1/subscriptions", Subscriptions::list)
                .get("/v1/subscriptions/*", call -> {
                    call.params().done();
                    return call.unit().get(KIND, call.id(), "id");
                })
                .post("/v1/subscriptions/*", SubscriptionChanges::update)
                .delete("/v1/subscriptions/*", call -> {
                    call.params().flag("invoice_now");
                    call.params().flag("prorate");
                    call.params().done();
                    ObjectNode subscription = requireRunning(call);
                    cancel(call.unit(), subscription, "cancellation_requested");
                    return subscription;
                });
    }

    private static ObjectNode list(Call call) {
        String customer = call.params().filled("customer");
        String price = call.params().filled("price");
        String status = call.params().filled("status");
        return Lists.page(
                call,
                call.unit().all(KIND),
                "/v1/subscriptions",
                Lists.created(call)
                        .and(subscription -> customer == null || Events.is(subscription, "customer", customer))
                        .and(subscription -> price == null || hasPrice(subscription, price))
                        .and(subscription -> status == null
                                ? !ENDED.contains(subscription.path("status").asText())
                                : "all".equals(status) || Events.is(subscription, "status", status)));
    }

    private static boolean hasPrice(ObjectNode subscription, String price) {
        for (JsonNode item : items(subscription)) {
            if (price.equals(item.path("price").path("id").asText())) {
                return true;
            }
        }
        return false;
    }

    static ArrayNode items(ObjectNode subscription) {
        return (ArrayNode) subscription.path("items").path("data");
    }

    static ObjectNode requireRunning(Call call) {
        ObjectNode subscription = call.unit().get(KIND, call.id(), "id");
        if (ENDED.contains(subscription.path("status").asText())) {
            throw StripeError.noSuch(KIND, call.id(), "id");
        }
        return subscription;
    }

    /**
     * What is subscribed to.
     *
     * @param price a recurring price
     */
    record Wanted(ObjectNode price, long quantity) {
        static List<Wanted> of(Unit unit, Params params, String name) {
            List<Wanted> all = new ArrayList<>();
            for (Params item : params.objects(name)) {
                ObjectNode price = item.has("price_data")
                        ? Catalog.price(unit, item.object("price_data"))
                        : unit.get(Catalog.PRICE, item.require("price"), name + "[price]");
                long quantity = item.number("quantity", 1);
                if (quantity < 0) {
                    throw StripeError.invalidParam(name + "[quantity]", "Invalid non-negative integer");
                }
                all.add(new Wanted(price, quantity));
            }
            if (all.isEmpty()) {
                throw StripeError.missing(name);
            }
            return all;
        }

        long amount() {
            return Math.multiplyExact(price.path("unit_amount").asLong(), quantity);
        }
    }

    private static ObjectNode create(Call call) {
        Unit unit = call.unit();
        Params params = call.params();
        ObjectNode customer = Customers.get(unit, params.require("customer"), "customer");
        ObjectNode subscription = fresh(unit, customer, Wanted.of(unit, params, "items"));
        fill(call, subscription);
        String behaviour = params.choice("payment_behavior", List.of("allow_incomplete", "default_incomplete"));
        params.choice("collection_method", List.of("charge_automatically"));
        boolean offSession = params.flag("off_session", false);
        Params settings = params.object("payment_settings");
        String save = settings.choice("save_default_payment_method", List.of("off", "on_subscription"));
        if (save != null) {
            ((ObjectNode) subscription.path("payment_settings")).put("save_default_payment_method", save);
        }
        Long trialDays = params.number("trial_period_days");
        params.done();
        ObjectNode invoice = begin(unit, subscription, trialDays);
        if (!"default_incomplete".equals(behaviour) && Events.is(invoice, "status", "open")) {
            Invoices.collect(
                    call,
                    invoice,
                    null,
                    offSession ? Confirmation.Options.OFF_SESSION : Confirmation.Options.ON_SESSION);
        }
        announce(unit, subscription);
        return subscription;
    }

    /** A subscription that has not begun. */
    static ObjectNode fresh(Unit unit, ObjectNode customer, List<Wanted> wanted) {
        ObjectNode subscription = unit.create(KIND, "sub");
        String id = subscription.path("id").asText();
        subscription.put("customer", customer.path("id").asText());
        subscription.set("currency", wanted.getFirst().price().path("currency").deepCopy());
        subscription.put("start_date", unit.now()).put("billing_cycle_anchor", unit.now());
        ((ObjectNode) subscription.path("items")).put("url", "/v1/subscription_items?subscription=" + id);
        for (Wanted one : wanted) {
            items(subscription).add(item(unit, subscription, one));
        }
        return subscription;
    }

    /** An item for the subscription's period; its price must be recurring and as often as the others. */
    static ObjectNode item(Unit unit, ObjectNode subscription, Wanted wanted) {
        JsonNode recurring = wanted.price().path("recurring");
        if (!recurring.isObject()) {
            throw StripeError.invalidParam(
                    "items[price]",
                    "The price specified is set to `type=one_time` but this"
                            + " field only accepts prices with `type=recurring`.");
        }
        for (JsonNode other : items(subscription)) {
            if (!other.path("price").path("recurring").equals(recurring)) {
                throw StripeError.invalidParam("items[price]", "All items must have the same recurring interval.");
            }
        }
        if (!subscription.path("currency").equals(wanted.price().path("currency"))) {
            throw StripeError.invalidParam("items[price]", "All items must have the same currency.");
        }
        ObjectNode item = Templates.of("subscription_item");
        item.put("id", unit.newId("si")).put("created", unit.now()).put("quantity", wanted.quantity());
        item.put("subscription", subscription.path("id").asText());
        item.set("price", wanted.price().deepCopy());
        item.set("plan", Catalog.plan(wanted.price()));
        return item;
    }

    static void fill(Call call, ObjectNode subscription) {
        Params params = call.params();
        params.copyTexts(subscription, List.of("description"));
        params.metadata(subscription);
        String method = params.filled("default_payment_method");
        if (method != null) {
            ObjectNode attached = call.unit().get(PaymentMethods.KIND, method, "default_payment_method");
            if (!Events.is(attached, "customer", subscription.path("customer").asText())) {
                throw StripeError.invalidParam(
                        "default_payment_method", "The payment method must be attached to the customer.");
            }
            subscription.put("default_payment_method", method);
        }
        Boolean atEnd = params.flag("cancel_at_period_end");
        if (atEnd != null) {
            subscription.put("cancel_at_period_end", atEnd);
        }
    }

    /** Begins the first period, or the trial before it; answers with the first invoice. */
    static ObjectNode begin(Unit unit, ObjectNode subscription, @Nullable Long trialDays) {
        long days = trialDays == null ? 0 : trialDays;
        boolean trial = days > 0;
        if (trial) {
            long end = unit.now() + days * DAY;
            subscription
                    .put("status", "trialing")
                    .put("trial_start", unit.now())
                    .put("trial_end", end);
            subscription.put("billing_cycle_anchor", end);
            Periods.set(subscription, unit.now(), end);
        } else {
            Periods.begin(unit, subscription);
        }
        markEnd(subscription);
        List<ObjectNode> lines = new ArrayList<>();
        for (JsonNode item : items(subscription)) {
            lines.add(Invoices.line(unit, (ObjectNode) item, trial ? 0 : amount(item), describe(item)));
        }
        ObjectNode invoice = Invoices.issue(unit, subscription, "subscription_create", lines);
        subscription.put("latest_invoice", invoice.path("id").asText());
        if (!trial && Events.is(invoice, "status", "paid")) {
            subscription.put("status", "active");
        }
        ObjectNode intent = unit.find(
                unit.hidden(invoice.path("id").asText()).path("intent").asText());
        if (intent != null) {
            intent.put("setup_future_usage", "off_session");
        }
        return invoice;
    }

    /** Where the subscription is to end with its period, it says when. */
    static void markEnd(ObjectNode subscription) {
        if (subscription.path("cancel_at_period_end").asBoolean()) {
            subscription.put("cancel_at", Periods.end(subscription));
        } else {
            subscription.putNull("cancel_at");
        }
    }

    static long amount(JsonNode item) {
        return Math.multiplyExact(
                item.path("price").path("unit_amount").asLong(),
                item.path("quantity").asLong());
    }

    static String describe(JsonNode item) {
        return item.path("quantity").asText() + " × "
                + item.path("price").path("id").asText();
    }

    /** Tells of a new subscription; from now on its changes are told too. */
    static void announce(Unit unit, ObjectNode subscription) {
        unit.hidden(subscription.path("id").asText()).put("announced", true);
        unit.event("customer.subscription.created", subscription);
    }

    static void changed(Unit unit, ObjectNode before, ObjectNode subscription) {
        if (unit.hidden(subscription.path("id").asText()).path("announced").asBoolean()) {
            unit.event("customer.subscription.updated", subscription, Events.previous(before, subscription));
        }
    }

    /** An invoice of it was paid. */
    static void paid(Unit unit, ObjectNode invoice, ObjectNode intent) {
        ObjectNode subscription = unit.find(Invoices.subscriptionOf(invoice));
        if (subscription == null || ENDED.contains(subscription.path("status").asText())) {
            return;
        }
        ObjectNode before = subscription.deepCopy();
        if (Set.of("incomplete", "past_due")
                .contains(subscription.path("status").asText())) {
            subscription.put("status", "active");
        }
        if (Events.is(
                (ObjectNode) subscription.path("payment_settings"), "save_default_payment_method", "on_subscription")) {
            subscription.set(
                    "default_payment_method", intent.path("payment_method").deepCopy());
        }
        changed(unit, before, subscription);
    }

    /** An invoice of it was not paid; after the last attempt it ends. */
    static void unpaid(Unit unit, ObjectNode invoice, boolean last) {
        ObjectNode subscription = unit.find(Invoices.subscriptionOf(invoice));
        if (subscription == null
                || !Set.of("active", "past_due")
                        .contains(subscription.path("status").asText())) {
            return;
        }
        if (last) {
            cancel(unit, subscription, "payment_failed");
            return;
        }
        ObjectNode before = subscription.deepCopy();
        subscription.put("status", "past_due");
        changed(unit, before, subscription);
    }

    /** Ends it at once. */
    static void cancel(Unit unit, ObjectNode subscription, String reason) {
        subscription.put("status", "canceled").put("canceled_at", unit.now()).put("ended_at", unit.now());
        ((ObjectNode) subscription.path("cancellation_details")).put("reason", reason);
        unit.event("customer.subscription.deleted", subscription);
    }
}
