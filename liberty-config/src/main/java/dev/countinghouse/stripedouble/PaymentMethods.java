package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cards: made of a test token or a test number, attached to customers, and what each will do when it is charged. */
final class PaymentMethods {
    static final String KIND = "payment_method";

    private static final int YEARS_VALID = 3;
    private static final int EXPIRES_IN = 12;
    private static final long MONTHS = 12;
    private static final List<String> BILLING = List.of("email", "name", "phone");

    private PaymentMethods() {}

    static void addTo(Routes routes) {
        routes.post("/v1/payment_methods", PaymentMethods::create)
                .get("/v1/payment_methods", PaymentMethods::list)
                .get("/v1/payment_methods/*", call -> {
                    call.params().done();
                    return of(call.unit(), call.id(), "id");
                })
                .post("/v1/payment_methods/*", PaymentMethods::update)
                .post("/v1/payment_methods/*/attach", PaymentMethods::attach)
                .post("/v1/payment_methods/*/detach", PaymentMethods::detach)
                .get("/v1/customers/*/payment_methods", call -> {
                    String type = call.params().filled("type");
                    Customers.get(call.unit(), call.id(), "id");
                    return listOf(call, call.id(), type);
                })
                .get("/v1/customers/*/payment_methods/*", call -> {
                    call.params().done();
                    ObjectNode method = of(call.unit(), call.ids().getLast(), "id");
                    if (!Events.is(method, "customer", call.id())) {
                        throw StripeError.noSuch(KIND, call.ids().getLast(), "id");
                    }
                    return method;
                });
    }

    private static ObjectNode create(Call call) {
        ObjectNode method = fromData(call.unit(), call.params());
        call.params().metadata(method);
        call.params().done();
        return method;
    }

    /** A new payment method of {@code type=card} and {@code card[number]} or {@code card[token]}. */
    static ObjectNode fromData(Unit unit, Params params) {
        String type = params.require("type");
        if (!"card".equals(type)) {
            throw StripeError.invalidParam("type", "This double knows payment methods of type card only");
        }
        Params card = params.object("card");
        String token = card.filled("token");
        TestCard test = token == null
                ? TestCard.ofNumber(card.require("number"))
                : TestCard.ofToken(token.replaceFirst("^tok_", "pm_card_"));
        if (test == null) {
            throw StripeError.card("incorrect_number", "Your card number is incorrect.")
                    .with("param", "number");
        }
        ObjectNode method = make(unit, test);
        ObjectNode shown = (ObjectNode) method.path("card");
        Long month = card.number("exp_month");
        Long year = card.number("exp_year");
        card.filled("cvc");
        if (month != null && (month < 1 || month > MONTHS)) {
            throw StripeError.card("invalid_expiry_month", "Your card's expiration month is invalid.");
        }
        if (year != null && year < year(unit)) {
            throw StripeError.card("invalid_expiry_year", "Your card's expiration year is invalid.");
        }
        shown.put("exp_month", month == null ? EXPIRES_IN : month);
        shown.put("exp_year", year == null ? year(unit) + YEARS_VALID : year);
        billingDetails(params, method);
        return method;
    }

    private static long year(Unit unit) {
        return Instant.ofEpochSecond(unit.now()).atZone(ZoneOffset.UTC).getYear();
    }

    private static void billingDetails(Params params, ObjectNode method) {
        if (params.has("billing_details")) {
            Params given = params.object("billing_details");
            ObjectNode details = (ObjectNode) method.path("billing_details");
            given.copyTexts(details, BILLING);
            given.copyAddress(details);
        }
    }

    private static ObjectNode make(Unit unit, TestCard test) {
        ObjectNode method = unit.create(KIND, "pm");
        ObjectNode card = (ObjectNode) method.path("card");
        card.put("brand", test.brand()).put("display_brand", test.brand()).put("last4", test.last4());
        card.put("funding", test.funding());
        card.put("exp_month", EXPIRES_IN).put("exp_year", year(unit) + YEARS_VALID);
        card.put("fingerprint", Ids.text(test.token(), 16));
        ((ObjectNode) card.path("networks")).putArray("available").add(test.brand());
        unit.hidden(method.path("id").asText()).put("card", test.name());
        return method;
    }

    /** The payment method of an id, or a new one where the id is a test token. */
    static ObjectNode of(Unit unit, String id, String param) {
        TestCard test = TestCard.ofToken(id);
        return test == null ? unit.get(KIND, id, param) : make(unit, test);
    }

    /** What will happen to a charge: null for success. */
    static @Nullable Decline declineOf(Unit unit, ObjectNode method) {
        String ordered = unit.hidden(method.path("id").asText()).path("decline").asText();
        return ordered.isEmpty() ? card(unit, method).decline() : Decline.of(ordered);
    }

    static TestCard card(Unit unit, ObjectNode method) {
        return TestCard.valueOf(
                unit.hidden(method.path("id").asText()).path("card").asText());
    }

    /** Whether the cardholder must approve. */
    static boolean asksForAuthentication(Unit unit, ObjectNode method) {
        return switch (card(unit, method).authentication()) {
            case NEVER -> false;
            case ALWAYS -> true;
            case UNLESS_SET_UP ->
                !unit.hidden(method.path("id").asText()).path("setUp").asBoolean();
        };
    }

    /** The cardholder has agreed to payments without being there. */
    static void markSetUp(Unit unit, ObjectNode method) {
        unit.hidden(method.path("id").asText()).put("setUp", true);
    }

    private static ObjectNode list(Call call) {
        String customer = call.params().require("customer");
        String type = call.params().filled("type");
        Customers.get(call.unit(), customer, "customer");
        return listOf(call, customer, type);
    }

    private static ObjectNode listOf(Call call, String customer, @Nullable String type) {
        return Lists.page(
                call,
                call.unit().all(KIND),
                "/v1/payment_methods",
                method -> Events.is(method, "customer", customer) && (type == null || Events.is(method, "type", type)));
    }

    private static ObjectNode update(Call call) {
        ObjectNode method = call.unit().get(KIND, call.id(), "id");
        ObjectNode before = method.deepCopy();
        billingDetails(call.params(), method);
        if (call.params().has("card")) {
            Params card = call.params().object("card");
            ObjectNode shown = (ObjectNode) method.path("card");
            shown.put(
                    "exp_month",
                    card.number("exp_month", shown.path("exp_month").asLong()));
            shown.put("exp_year", card.number("exp_year", shown.path("exp_year").asLong()));
        }
        call.params().metadata(method);
        call.params().done();
        call.unit().event("payment_method.updated", method, Events.previous(before, method));
        return method;
    }

    private static ObjectNode attach(Call call) {
        String customer = call.params().require("customer");
        call.params().done();
        ObjectNode method = of(call.unit(), call.id(), "id");
        attach(call.unit(), method, Customers.get(call.unit(), customer, "customer"));
        return method;
    }

    /** Gives a card to a customer; harmless when the customer has it. */
    static void attach(Unit unit, ObjectNode method, ObjectNode customer) {
        String id = customer.path("id").asText();
        if (Events.is(method, "customer", id)) {
            return;
        }
        if (!method.path("customer").isNull()) {
            throw StripeError.unexpectedState(
                    "payment_method_unexpected_state",
                    "The payment method you provided has already been attached to a customer.");
        }
        if (!card(unit, method).attaches()) {
            Decline decline = declineOf(unit, method);
            if (decline != null) {
                throw decline.refusal();
            }
        }
        method.put("customer", id);
        unit.event("payment_method.attached", method);
    }

    private static ObjectNode detach(Call call) {
        call.params().done();
        ObjectNode method = call.unit().get(KIND, call.id(), "id");
        if (method.path("customer").isNull()) {
            throw StripeError.unexpectedState(
                    "payment_method_unexpected_state",
                    "The payment method you provided is not attached to a customer so detachment is impossible.");
        }
        detach(call.unit(), method);
        return method;
    }

    static void detach(Unit unit, ObjectNode method) {
        ObjectNode customer = unit.find(method.path("customer").asText());
        if (customer != null
                && customer.path("invoice_settings") instanceof ObjectNode settings
                && Events.is(
                        settings, "default_payment_method", method.path("id").asText())) {
            settings.putNull("default_payment_method");
        }
        ObjectNode before = method.deepCopy();
        method.putNull("customer");
        unit.event("payment_method.detached", method, Events.previous(before, method));
    }
}
