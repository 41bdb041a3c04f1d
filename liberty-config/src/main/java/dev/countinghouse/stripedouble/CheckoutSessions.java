package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checkout: a session in one of three modes, and what happens when its page is used. */
final class CheckoutSessions {
    static final String KIND = "checkout.session";

    private static final long LIFE_SECONDS = 24 * 3_600L;
    private static final long LIFE_MIN_SECONDS = 30 * 60L;
    private static final List<String> MODES = List.of("payment", "setup", "subscription");
    private static final List<String> INTENT_TEXTS =
            List.of("description", "receipt_email", "statement_descriptor", "statement_descriptor_suffix");

    private CheckoutSessions() {}

    static void addTo(Routes routes) {
        routes.post("/v1/checkout/sessions", CheckoutSessions::create)
                .get(
                        "/v1/checkout/sessions",
                        call -> Lists.page(
                                call,
                                KIND,
                                "/v1/checkout/sessions",
                                List.of("customer", "payment_intent", "subscription", "status")))
                .get("/v1/checkout/sessions/*", call -> {
                    call.params().done();
                    return call.unit().get(KIND, call.id(), "id");
                })
                .get("/v1/checkout/sessions/*/line_items", call -> {
                    ObjectNode session = call.unit().get(KIND, call.id(), "id");
                    call.params().number("limit");
                    call.params().done();
                    return lineItems(call.unit(), session);
                })
                .post("/v1/checkout/sessions/*/expire", call -> {
                    call.params().done();
                    ObjectNode session = call.unit().get(KIND, call.id(), "id");
                    requireOpen(session);
                    expire(call.unit(), session);
                    return session;
                });
    }

    static void requireOpen(ObjectNode session) {
        if (!Events.is(session, "status", "open")) {
            throw StripeError.invalid("This Session is %s and can no longer be used."
                    .formatted(session.path("status").asText()));
        }
    }

    static void expire(Unit unit, ObjectNode session) {
        session.put("status", "expired").putNull("url");
        unit.event("checkout.session.expired", session);
    }

    private static ObjectNode create(Call call) {
        Unit unit = call.unit();
        Params params = call.params();
        ObjectNode session = unit.create(KIND, "cs_test");
        String id = session.path("id").asText();
        String mode = params.choice("mode", MODES);
        if (mode == null) {
            throw StripeError.missing("mode");
        }
        session.put("mode", mode).put("url", call.base() + "/_pages/checkout/" + id);
        if (Confirmation.webAddress(params, "success_url") == null) {
            throw StripeError.missing("success_url");
        }
        session.put("success_url", params.require("success_url"));
        session.put("cancel_url", Confirmation.webAddress(params, "cancel_url"));
        params.copyTexts(session, List.of("client_reference_id", "customer_email", "locale"));
        params.metadata(session);
        customer(unit, params, session);
        expiry(unit, params, session);
        if ("setup".equals(mode)) {
            session.put("payment_status", "no_payment_required");
            session.put("currency", params.has("currency") ? params.currency("currency") : null);
        } else {
            items(unit, params, session);
        }
        data(params, unit.hidden(id));
        accepted(params);
        params.done();
        return session;
    }

    private static void customer(Unit unit, Params params, ObjectNode session) {
        String customer = params.filled("customer");
        if (customer != null) {
            session.put(
                    "customer",
                    Customers.get(unit, customer, "customer").path("id").asText());
        }
        String creation = params.choice("customer_creation", List.of("always", "if_required"));
        if (creation == null && customer == null && Events.is(session, "mode", "payment")) {
            creation = "if_required";
        }
        session.put("customer_creation", creation);
    }

    private static void expiry(Unit unit, Params params, ObjectNode session) {
        long end = params.number("expires_at", unit.now() + LIFE_SECONDS);
        if (end < unit.now() + LIFE_MIN_SECONDS || end > unit.now() + LIFE_SECONDS) {
            throw StripeError.invalidParam(
                    "expires_at", "The `expires_at` timestamp must be between 30 minutes and 24 hours from now.");
        }
        session.put("expires_at", end);
    }

    private static void items(Unit unit, Params params, ObjectNode session) {
        long total = 0;
        ObjectNode hidden = unit.hidden(session.path("id").asText());
        List<Subscriptions.Wanted> wanted = Subscriptions.Wanted.of(unit, params, "line_items");
        boolean subscribes = Events.is(session, "mode", "subscription");
        for (Subscriptions.Wanted one : wanted) {
            if (subscribes != one.price().path("recurring").isObject()) {
                throw StripeError.invalidParam(
                        "line_items[price]",
                        "Prices of mode `%s` must be `type=%s`."
                                .formatted(session.path("mode").asText(), subscribes ? "recurring" : "one_time"));
            }
            total = Math.addExact(total, one.amount());
            ObjectNode item = hidden.withArray("items").addObject();
            item.put("id", unit.newId("li")).put("price", one.price().path("id").asText());
            item.put("quantity", one.quantity());
        }
        session.put("amount_subtotal", total).put("amount_total", total);
        session.set("currency", wanted.getFirst().price().path("currency").deepCopy());
    }

    /** What is passed on to the intent or the subscription that the page makes. */
    private static void data(Params params, ObjectNode hidden) {
        Params payment = params.object("payment_intent_data");
        ObjectNode intent = hidden.putObject("payment_intent_data").putObject("values");
        payment.copyTexts(intent, INTENT_TEXTS);
        String usage = payment.choice("setup_future_usage", List.of("on_session", "off_session"));
        if (usage != null) {
            intent.put("setup_future_usage", usage);
        }
        payment.metadata(intent);
        Params subscription = params.object("subscription_data");
        ObjectNode subscribed = hidden.putObject("subscription_data").putObject("values");
        subscription.copyTexts(subscribed, List.of("description"));
        subscription.metadata(subscribed);
        Long days = subscription.number("trial_period_days");
        if (days != null) {
            hidden.put("trialDays", days);
        }
        Params setup = params.object("setup_intent_data");
        ObjectNode saved = hidden.putObject("setup_intent_data").putObject("values");
        setup.copyTexts(saved, List.of("description"));
        setup.metadata(saved);
    }

    /** Wishes that the double's page has no use for. */
    private static void accepted(Params params) {
        params.flag("allow_promotion_codes");
        params.choice("billing_address_collection", List.of("auto", "required"));
        params.choice("payment_method_collection", List.of("always", "if_required"));
        params.choice("submit_type", List.of("auto", "pay", "book", "donate", "subscribe"));
        params.choice("ui_mode", List.of("hosted_page"));
        if (params.texts("payment_method_types").stream().anyMatch(type -> !"card".equals(type))) {
            throw StripeError.invalidParam(
                    "payment_method_types", "This double knows payment methods of type card only");
        }
        if (params.object("automatic_tax").flag("enabled", false)) {
            throw StripeError.invalidParam("automatic_tax[enabled]", "This double computes no taxes");
        }
    }

    /** The items as the API shows them. */
    static ObjectNode lineItems(Unit unit, ObjectNode session) {
        String id = session.path("id").asText();
        List<ObjectNode> items = new ArrayList<>();
        for (JsonNode known : unit.hidden(id).path("items")) {
            ObjectNode price = unit.linked(known.path("price"));
            ObjectNode item = Templates.of("item");
            long amount = new Subscriptions.Wanted(price, known.path("quantity").asLong()).amount();
            item.put("id", known.path("id").asText())
                    .put("amount_subtotal", amount)
                    .put("amount_total", amount);
            item.set("currency", price.path("currency").deepCopy());
            item.put(
                    "description",
                    unit.linked(price.path("product")).path("name").asText());
            item.put("quantity", known.path("quantity").asLong());
            item.set("price", price.deepCopy());
            items.add(item);
        }
        return Lists.list(items, "/v1/checkout/sessions/%s/line_items".formatted(id), false);
    }

    /**
     * The customer pays, subscribes, or saves a card on the page.
     *
     * @param email as typed; null where the session knows it
     * @return why the card was refused; null when it was not, though the customer may still have to approve
     */
    static @Nullable StripeError submit(Call call, ObjectNode session, String card, @Nullable String email) {
        requireOpen(session);
        Unit unit = call.unit();
        ObjectNode method = PaymentMethods.of(unit, card, "card");
        String known = session.path("customer_email").isNull()
                ? email
                : session.path("customer_email").asText();
        return switch (session.path("mode").asText()) {
            case "setup" -> setUp(call, session, method);
            case "subscription" -> subscribe(call, session, method, known);
            default -> pay(call, session, method, known);
        };
    }

    private static ObjectNode values(Unit unit, ObjectNode session, String name) {
        return (ObjectNode) unit.hidden(session.path("id").asText()).path(name).path("values");
    }

    private static void requireCustomer(Unit unit, ObjectNode session, @Nullable String email) {
        if (session.path("customer").isNull()) {
            ObjectNode customer = Customers.fresh(unit).put("email", email);
            unit.event("customer.created", customer);
            session.put("customer", customer.path("id").asText());
        }
    }

    private static @Nullable StripeError pay(Call call, ObjectNode session, ObjectNode method, @Nullable String email) {
        Unit unit = call.unit();
        if (Events.is(session, "customer_creation", "always")) {
            requireCustomer(unit, session, email);
        }
        ObjectNode intent = unit.find(session.path("payment_intent").asText());
        if (intent == null) {
            intent = PaymentIntents.fresh(
                    unit,
                    session.path("amount_total").asLong(),
                    session.path("currency").asText());
            intent.setAll(values(unit, session, "payment_intent_data").deepCopy());
            intent.set("customer", session.path("customer").deepCopy());
            session.put("payment_intent", intent.path("id").asText());
            unit.event("payment_intent.created", intent);
        }
        intent.put("payment_method", method.path("id").asText()).put("status", "requires_confirmation");
        return finish(
                call,
                session,
                intent,
                new Confirmation(unit, call.base()).confirm(intent, Confirmation.Options.ON_SESSION),
                email);
    }

    private static @Nullable StripeError subscribe(
            Call call, ObjectNode session, ObjectNode method, @Nullable String email) {
        Unit unit = call.unit();
        requireCustomer(unit, session, email);
        ObjectNode subscription = unit.find(session.path("subscription").asText());
        if (subscription == null) {
            List<Subscriptions.Wanted> wanted = new ArrayList<>();
            ObjectNode hidden = unit.hidden(session.path("id").asText());
            for (JsonNode item : hidden.path("items")) {
                wanted.add(new Subscriptions.Wanted(
                        unit.linked(item.path("price")), item.path("quantity").asLong()));
            }
            subscription = Subscriptions.fresh(unit, unit.linked(session.path("customer")), wanted);
            subscription.setAll(values(unit, session, "subscription_data").deepCopy());
            ((ObjectNode) subscription.path("payment_settings")).put("save_default_payment_method", "on_subscription");
            JsonNode days = hidden.path("trialDays");
            ObjectNode invoice = Subscriptions.begin(unit, subscription, days.isNumber() ? days.asLong() : null);
            Subscriptions.announce(unit, subscription);
            session.put("subscription", subscription.path("id").asText());
            session.put("invoice", invoice.path("id").asText());
        }
        ObjectNode invoice = unit.linked(session.path("invoice"));
        if (Events.is(invoice, "status", "paid")) {
            PaymentMethods.attach(unit, method, unit.linked(session.path("customer")));
            PaymentMethods.markSetUp(unit, method);
            subscription.put("default_payment_method", method.path("id").asText());
            complete(unit, session, "no_payment_required", email); // nothing is due yet, as in a trial
            return null;
        }
        StripeError refused =
                Invoices.collect(call, invoice, method.path("id").asText(), Confirmation.Options.ON_SESSION);
        if (refused == null && Events.is(invoice, "status", "paid")) {
            complete(unit, session, "paid", email);
        }
        return refused;
    }

    private static @Nullable StripeError setUp(Call call, ObjectNode session, ObjectNode method) {
        Unit unit = call.unit();
        ObjectNode intent = unit.find(session.path("setup_intent").asText());
        if (intent == null) {
            intent = SetupIntents.fresh(unit);
            intent.setAll(values(unit, session, "setup_intent_data").deepCopy());
            intent.set("customer", session.path("customer").deepCopy());
            session.put("setup_intent", intent.path("id").asText());
            unit.event("setup_intent.created", intent);
        }
        intent.put("payment_method", method.path("id").asText()).put("status", "requires_confirmation");
        return finish(call, session, intent, SetupIntents.confirm(unit, intent, null, call.base()), null);
    }

    private static @Nullable StripeError finish(
            Call call, ObjectNode session, ObjectNode intent, @Nullable StripeError refused, @Nullable String email) {
        if (refused == null && Events.is(intent, "status", "succeeded")) {
            complete(call.unit(), session, Events.is(session, "mode", "setup") ? "no_payment_required" : "paid", email);
        }
        return refused;
    }

    /** What the page waits for: the id of the intent that the customer must approve; null for nothing. */
    static @Nullable ObjectNode waiting(Unit unit, ObjectNode session) {
        ObjectNode intent = unit.find(session.path("payment_intent").asText());
        if (intent == null) {
            intent = unit.find(session.path("setup_intent").asText());
        }
        if (intent == null) {
            ObjectNode hidden =
                    unit.find(Account.HIDDEN + session.path("invoice").asText());
            intent = hidden == null ? null : unit.find(hidden.path("intent").asText());
        }
        return intent != null && Events.is(intent, "status", "requires_action") ? intent : null;
    }

    /** The customer has approved, or has not, what {@link #waiting} told. */
    static @Nullable StripeError authenticate(Call call, ObjectNode session, boolean approved) {
        requireOpen(session);
        Unit unit = call.unit();
        ObjectNode intent = waiting(unit, session);
        if (intent == null) {
            throw StripeError.invalid("There is nothing to approve");
        }
        StripeError refused = Events.is(intent, "object", SetupIntents.KIND)
                ? SetupIntents.authenticated(unit, intent, approved)
                : new Confirmation(unit, call.base()).authenticated(intent, approved);
        return finish(call, session, intent, refused, null);
    }

    private static void complete(Unit unit, ObjectNode session, String paymentStatus, @Nullable String email) {
        session.put("status", "complete").put("payment_status", paymentStatus).putNull("url");
        ObjectNode customer = unit.find(session.path("customer").asText());
        ObjectNode details = session.putObject("customer_details");
        details.putNull("address").putNull("business_name").put("email", email).putNull("individual_name");
        details.putNull("name").putNull("phone").put("tax_exempt", "none").putArray("tax_ids");
        if (customer != null) {
            details.set("email", customer.path("email").deepCopy());
            details.set("name", customer.path("name").deepCopy());
        }
        unit.event("checkout.session.completed", session);
    }

    /** Where the customer goes after success. */
    static String successUrl(ObjectNode session) {
        return session.path("success_url")
                .asText()
                .replace("{CHECKOUT_SESSION_ID}", session.path("id").asText());
    }
}
