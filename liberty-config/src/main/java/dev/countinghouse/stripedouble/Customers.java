package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Customers of an account. */
final class Customers {
    static final String KIND = "customer";

    private static final List<String> TEXTS = List.of("name", "email", "phone", "description");
    private static final int PREFIX = 8;
    private static final String GONE = "gone:";

    private Customers() {}

    static void addTo(Routes routes) {
        routes.post("/v1/customers", Customers::create)
                .get("/v1/customers", call -> Lists.page(call, KIND, "/v1/customers", List.of("email")))
                .get("/v1/customers/*", Customers::retrieve)
                .post("/v1/customers/*", Customers::update)
                .delete("/v1/customers/*", Customers::delete);
    }

    /** A customer that a parameter names. */
    static ObjectNode get(Unit unit, String id, String param) {
        return unit.get(KIND, id, param);
    }

    private static ObjectNode create(Call call) {
        Unit unit = call.unit();
        ObjectNode customer = fresh(unit);
        fill(call, customer);
        String method = call.params().filled("payment_method");
        call.params().done();
        if (method != null) {
            PaymentMethods.attach(unit, PaymentMethods.of(unit, method, "payment_method"), customer);
        }
        unit.event("customer.created", customer);
        return customer;
    }

    /** A customer without anything. */
    static ObjectNode fresh(Unit unit) {
        ObjectNode customer = unit.create(KIND, "cus");
        String id = customer.path("id").asText();
        customer.put("invoice_prefix", Ids.text(id, PREFIX).toUpperCase(Locale.ROOT));
        return customer;
    }

    private static void fill(Call call, ObjectNode customer) {
        Params params = call.params();
        params.copyTexts(customer, TEXTS);
        params.copyAddress(customer);
        params.metadata(customer);
        String exempt = params.choice("tax_exempt", List.of("none", "exempt", "reverse"));
        if (exempt != null) {
            customer.put("tax_exempt", exempt);
        }
        if (params.has("preferred_locales")) {
            List<String> locales = params.texts("preferred_locales");
            locales.forEach(customer.putArray("preferred_locales")::add);
        }
        Params settings = params.object("invoice_settings");
        String method = settings.text("default_payment_method");
        if (method != null) {
            setDefault(call.unit(), customer, method);
        }
    }

    private static void setDefault(Unit unit, ObjectNode customer, String method) {
        ObjectNode settings = (ObjectNode) customer.path("invoice_settings");
        if (method.isEmpty()) {
            settings.putNull("default_payment_method");
            return;
        }
        String param = "invoice_settings[default_payment_method]";
        ObjectNode attached = unit.get(PaymentMethods.KIND, method, param);
        if (!Events.is(attached, "customer", customer.path("id").asText())) {
            throw StripeError.invalidParam(
                    param,
                    "The customer does not have a payment method with the ID %s. The payment method must be attached to the customer."
                            .formatted(method));
        }
        settings.put("default_payment_method", method);
    }

    private static ObjectNode retrieve(Call call) {
        call.params().done();
        if (call.unit().find(Account.HIDDEN + GONE + call.id()) != null) {
            return Events.deleted(KIND, call.id());
        }
        return get(call.unit(), call.id(), "id");
    }

    private static ObjectNode update(Call call) {
        ObjectNode customer = get(call.unit(), call.id(), "id");
        ObjectNode before = customer.deepCopy();
        fill(call, customer);
        call.params().done();
        call.unit().event("customer.updated", customer, Events.previous(before, customer));
        return customer;
    }

    /** Subscriptions end and cards go with the customer. */
    private static ObjectNode delete(Call call) {
        call.params().done();
        Unit unit = call.unit();
        ObjectNode customer = get(unit, call.id(), "id");
        for (ObjectNode subscription : unit.all(Subscriptions.KIND)) {
            if (Events.is(subscription, "customer", call.id()) && !Events.is(subscription, "status", "canceled")) {
                Subscriptions.cancel(unit, unit.linked(subscription.path("id")), "cancellation_requested");
            }
        }
        for (ObjectNode method : unit.all(PaymentMethods.KIND)) {
            if (Events.is(method, "customer", call.id())) {
                PaymentMethods.detach(unit, unit.linked(method.path("id")));
            }
        }
        unit.event("customer.deleted", customer);
        unit.delete(call.id());
        unit.hidden(GONE + call.id()); // whoever asks is told that it was deleted
        return Events.deleted(KIND, call.id());
    }
}
