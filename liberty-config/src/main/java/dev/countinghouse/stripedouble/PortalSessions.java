package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The billing portal: a customer changes the card or ends a subscription on a page. */
final class PortalSessions {
    static final String KIND = "billing_portal.session";

    private PortalSessions() {}

    static void addTo(Routes routes) {
        routes.post("/v1/billing_portal/sessions", PortalSessions::create);
    }

    private static ObjectNode create(Call call) {
        Params params = call.params();
        ObjectNode session = call.unit().create(KIND, "bps");
        String customer = params.require("customer");
        session.put(
                "customer",
                Customers.get(call.unit(), customer, "customer").path("id").asText());
        session.put("return_url", Confirmation.webAddress(params, "return_url"));
        session.put("configuration", "bpc_" + Ids.text(call.unit().account().name(), 24));
        session.put("url", call.base() + "/_pages/portal/" + session.path("id").asText());
        params.copyTexts(session, java.util.List.of("locale"));
        params.done();
        return session;
    }

    /** Another default card for the customer and all its subscriptions; answers why it was refused. */
    static @Nullable StripeError changeCard(Call call, ObjectNode session, String card) {
        Unit unit = call.unit();
        ObjectNode customer = unit.linked(session.path("customer"));
        ObjectNode method = PaymentMethods.of(unit, card, "card");
        try {
            PaymentMethods.attach(unit, method, customer);
        } catch (StripeError e) {
            return e;
        }
        PaymentMethods.markSetUp(unit, method);
        String id = method.path("id").asText();
        ObjectNode before = customer.deepCopy();
        ((ObjectNode) customer.path("invoice_settings")).put("default_payment_method", id);
        unit.event("customer.updated", customer, Events.previous(before, customer));
        for (ObjectNode known : unit.all(Subscriptions.KIND)) {
            if (Events.is(known, "customer", customer.path("id").asText()) && isRunning(known)) {
                ObjectNode subscription = unit.linked(known.path("id"));
                ObjectNode was = subscription.deepCopy();
                subscription.put("default_payment_method", id);
                Subscriptions.changed(unit, was, subscription);
            }
        }
        return null;
    }

    static boolean isRunning(ObjectNode subscription) {
        return !Events.is(subscription, "status", "canceled")
                && !Events.is(subscription, "status", "incomplete_expired");
    }

    /** The subscription ends with its period, or, on second thoughts, does not. */
    static void endWithPeriod(Call call, ObjectNode session, String id, boolean ends) {
        Unit unit = call.unit();
        ObjectNode subscription = unit.get(Subscriptions.KIND, id, "subscription");
        if (!Events.is(subscription, "customer", session.path("customer").asText()) || !isRunning(subscription)) {
            throw StripeError.noSuch(Subscriptions.KIND, id, "subscription");
        }
        ObjectNode before = subscription.deepCopy();
        subscription.put("cancel_at_period_end", ends);
        if (ends) {
            subscription.put("canceled_at", unit.now());
        } else {
            subscription.putNull("canceled_at");
        }
        Subscriptions.markEnd(subscription);
        Subscriptions.changed(unit, before, subscription);
    }
}
