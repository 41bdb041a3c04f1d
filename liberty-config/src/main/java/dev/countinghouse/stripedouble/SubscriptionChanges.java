package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Updates of running subscriptions: other items within the same interval, prorated by the second, and the end of the period as their end. */
final class SubscriptionChanges {
    private static final List<String> PRORATIONS = List.of("create_prorations", "always_invoice", "none");

    private SubscriptionChanges() {}

    static ObjectNode update(Call call) {
        Unit unit = call.unit();
        Params params = call.params();
        ObjectNode subscription = Subscriptions.requireRunning(call);
        ObjectNode before = subscription.deepCopy();
        Subscriptions.fill(call, subscription);
        Subscriptions.markEnd(subscription);
        if (subscription.path("cancel_at_period_end").asBoolean()) {
            if (!before.path("cancel_at_period_end").asBoolean()) {
                subscription.put("canceled_at", unit.now());
            }
        } else {
            subscription.putNull("canceled_at");
        }
        String proration = params.choice("proration_behavior", PRORATIONS);
        List<ObjectNode> lines = new ArrayList<>();
        boolean other = changeItems(unit, subscription, params, lines);
        params.done();
        Subscriptions.changed(unit, before, subscription);
        if (other && !"none".equals(proration) && !Events.is(subscription, "status", "trialing")) {
            if ("always_invoice".equals(proration)) {
                invoice(call, subscription, lines);
            } else {
                ArrayNode pending =
                        unit.hidden(subscription.path("id").asText()).withArray("pending");
                lines.forEach(pending::add);
            }
        }
        return subscription;
    }

    private static void invoice(Call call, ObjectNode subscription, List<ObjectNode> lines) {
        ObjectNode invoice = Invoices.issue(call.unit(), subscription, "subscription_update", lines);
        subscription.put("latest_invoice", invoice.path("id").asText());
        if (Events.is(invoice, "status", "open")) {
            Invoices.collect(call, invoice, null, Confirmation.Options.ON_SESSION);
        }
    }

    private static boolean changeItems(Unit unit, ObjectNode subscription, Params params, List<ObjectNode> lines) {
        List<Params> changes = params.objects("items");
        for (Params change : changes) {
            String id = change.filled("id");
            ObjectNode item = id == null ? null : item(subscription, id);
            boolean deleted = change.flag("deleted", false);
            String priceId = change.filled("price");
            Long quantity = change.number("quantity");
            if (item == null && (id != null || priceId == null)) {
                throw StripeError.noSuch("subscription_item", id == null ? "" : id, "items[id]");
            }
            long start = Periods.start(subscription);
            long end = Periods.end(subscription);
            if (item != null) {
                lines.add(prorated(unit, item, -1, "Unused time on "));
                remove(subscription, item);
            }
            if (!deleted) {
                ObjectNode price = priceId == null && item != null
                        ? (ObjectNode) item.path("price")
                        : unit.get(Catalog.PRICE, priceId == null ? "" : priceId, "items[price]");
                long count = quantity != null
                        ? quantity
                        : item == null ? 1 : item.path("quantity").asLong();
                ObjectNode fresh = Subscriptions.item(unit, subscription, new Subscriptions.Wanted(price, count));
                if (id != null) {
                    fresh.put("id", id);
                }
                fresh.put("current_period_start", start).put("current_period_end", end);
                Subscriptions.items(subscription).add(fresh);
                lines.add(prorated(unit, fresh, 1, "Remaining time on "));
            }
        }
        if (Subscriptions.items(subscription).isEmpty()) {
            throw StripeError.invalidParam("items", "A subscription must have at least one active item.");
        }
        return !changes.isEmpty();
    }

    private static ObjectNode item(ObjectNode subscription, String id) {
        for (JsonNode item : Subscriptions.items(subscription)) {
            if (id.equals(item.path("id").asText())) {
                return (ObjectNode) item;
            }
        }
        throw StripeError.noSuch("subscription_item", id, "items[id]");
    }

    private static void remove(ObjectNode subscription, ObjectNode item) {
        ArrayNode items = Subscriptions.items(subscription);
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).equals(item)) {
                items.remove(i);
                return;
            }
        }
    }

    private static ObjectNode prorated(Unit unit, ObjectNode item, int sign, String what) {
        long start = item.path("current_period_start").asLong();
        long end = item.path("current_period_end").asLong();
        long amount = BigDecimal.valueOf(Subscriptions.amount(item))
                .multiply(BigDecimal.valueOf(Math.max(0, end - unit.now())))
                .divide(BigDecimal.valueOf(Math.max(1, end - start)), 0, RoundingMode.HALF_UP)
                .longValueExact();
        ObjectNode line = Invoices.line(unit, item, sign * amount, what + Subscriptions.describe(item));
        ((ObjectNode) line.path("period")).put("start", unit.now());
        ((ObjectNode) line.path("parent").path("subscription_item_details")).put("proration", true);
        return line;
    }
}
