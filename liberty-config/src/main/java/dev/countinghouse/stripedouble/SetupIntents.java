package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cards saved for later without a payment. */
final class SetupIntents {
    static final String KIND = "setup_intent";

    private static final String UNEXPECTED = "setup_intent_unexpected_state";
    private static final Set<String> CONFIRMABLE = Set.of("requires_payment_method", "requires_confirmation");

    private SetupIntents() {}

    static void addTo(Routes routes) {
        routes.post("/v1/setup_intents", SetupIntents::create)
                .get(
                        "/v1/setup_intents",
                        call -> Lists.page(call, KIND, "/v1/setup_intents", List.of("customer", "payment_method")))
                .get("/v1/setup_intents/*", call -> {
                    call.params().text("client_secret");
                    call.params().done();
                    return call.unit().get(KIND, call.id(), "id");
                })
                .post("/v1/setup_intents/*", call -> {
                    ObjectNode intent = call.unit().get(KIND, call.id(), "id");
                    fill(call, intent);
                    call.params().done();
                    return intent;
                })
                .post("/v1/setup_intents/*/confirm", SetupIntents::confirm)
                .post("/v1/setup_intents/*/cancel", SetupIntents::cancel);
    }

    private static ObjectNode create(Call call) {
        Params params = call.params();
        ObjectNode intent = fresh(call.unit());
        fill(call, intent);
        String usage = params.choice("usage", List.of("on_session", "off_session"));
        intent.put("usage", usage == null ? "off_session" : usage);
        if (params.texts("payment_method_types").stream().anyMatch(type -> !"card".equals(type))) {
            throw StripeError.invalidParam(
                    "payment_method_types", "This double knows payment methods of type card only");
        }
        Params automatic = params.object("automatic_payment_methods");
        String redirects = automatic.choice("allow_redirects", List.of("always", "never"));
        if (automatic.flag("enabled", false)) {
            intent.putObject("automatic_payment_methods")
                    .put("allow_redirects", redirects == null ? "always" : redirects)
                    .put("enabled", true);
        }
        boolean confirm = params.flag("confirm", false);
        String returnUrl = Confirmation.webAddress(params, "return_url");
        params.done();
        call.unit().event("setup_intent.created", intent);
        return confirm ? confirm(call, intent, returnUrl) : intent;
    }

    static ObjectNode fresh(Unit unit) {
        ObjectNode intent = unit.create(KIND, "seti");
        return intent.put("client_secret", unit.newId(intent.path("id").asText() + "_secret"));
    }

    private static void fill(Call call, ObjectNode intent) {
        Params params = call.params();
        params.copyTexts(intent, List.of("description"));
        params.metadata(intent);
        String customer = params.filled("customer");
        if (customer != null) {
            Customers.get(call.unit(), customer, "customer");
            intent.put("customer", customer);
        }
        String method = params.filled("payment_method");
        ObjectNode given = method != null
                ? PaymentMethods.of(call.unit(), method, "payment_method")
                : params.has("payment_method_data")
                        ? PaymentMethods.fromData(call.unit(), params.object("payment_method_data"))
                        : null;
        if (given != null) {
            intent.put("payment_method", given.path("id").asText());
            if (Events.is(intent, "status", "requires_payment_method")) {
                intent.put("status", "requires_confirmation");
            }
        }
    }

    private static ObjectNode confirm(Call call) {
        ObjectNode intent = call.unit().get(KIND, call.id(), "id");
        if (!CONFIRMABLE.contains(intent.path("status").asText())) {
            throw unexpected(intent, "confirmed");
        }
        fill(call, intent);
        String returnUrl = Confirmation.webAddress(call.params(), "return_url");
        call.params().done();
        return confirm(call, intent, returnUrl);
    }

    private static ObjectNode confirm(Call call, ObjectNode intent, @Nullable String returnUrl) {
        StripeError refused = confirm(call.unit(), intent, returnUrl, call.base());
        if (refused != null) {
            throw refused;
        }
        return intent;
    }

    /** Answers why the card was refused; null when it was not, though the customer may still have to approve. */
    static @Nullable StripeError confirm(Unit unit, ObjectNode intent, @Nullable String returnUrl, String base) {
        if (intent.path("payment_method").isNull()) {
            throw StripeError.unexpectedState(
                    UNEXPECTED, "You cannot confirm this SetupIntent because it's missing a payment method.");
        }
        ObjectNode method = unit.linked(intent.path("payment_method"));
        if (PaymentMethods.asksForAuthentication(unit, method)) {
            intent.put("status", "requires_action");
            ObjectNode action = intent.putObject("next_action");
            if (returnUrl == null) {
                action.put("type", "use_stripe_sdk").putObject("use_stripe_sdk");
            } else {
                action.put("type", "redirect_to_url")
                        .putObject("redirect_to_url")
                        .put("return_url", returnUrl)
                        .put(
                                "url",
                                base + "/_pages/authenticate/"
                                        + intent.path("id").asText());
            }
            unit.event("setup_intent.requires_action", intent);
            return null;
        }
        return finish(unit, intent, method);
    }

    private static @Nullable StripeError finish(Unit unit, ObjectNode intent, ObjectNode method) {
        Decline decline = PaymentMethods.card(unit, method).attaches() ? null : PaymentMethods.declineOf(unit, method);
        if (decline != null) {
            return refuse(unit, intent, decline.error(method), decline.refusal());
        }
        if (!intent.path("customer").isNull()) {
            PaymentMethods.attach(unit, method, unit.linked(intent.path("customer")));
        }
        if (Events.is(intent, "usage", "off_session")) {
            PaymentMethods.markSetUp(unit, method);
        }
        intent.put("status", "succeeded").putNull("next_action").putNull("last_setup_error");
        unit.event("setup_intent.succeeded", intent);
        return null;
    }

    private static StripeError refuse(Unit unit, ObjectNode intent, ObjectNode told, StripeError refusal) {
        intent.put("status", "requires_payment_method")
                .putNull("payment_method")
                .putNull("next_action");
        intent.set("last_setup_error", told);
        unit.event("setup_intent.setup_failed", intent);
        return refusal.with("setup_intent", intent.deepCopy());
    }

    /** The customer has approved, or has not; answers why the card was refused. */
    static @Nullable StripeError authenticated(Unit unit, ObjectNode intent, boolean approved) {
        if (!Events.is(intent, "status", "requires_action")) {
            throw unexpected(intent, "authenticated");
        }
        ObjectNode method = unit.linked(intent.path("payment_method"));
        if (approved) {
            return finish(unit, intent, method);
        }
        String code = "setup_intent_authentication_failure";
        String message = "The latest attempt to set up the payment method has failed because authentication failed.";
        ObjectNode told = Templates.JSON.createObjectNode();
        told.put("type", StripeError.INVALID_REQUEST).put("code", code).put("message", message);
        told.set("payment_method", method.deepCopy());
        return refuse(unit, intent, told, StripeError.card(code, message));
    }

    private static ObjectNode cancel(Call call) {
        ObjectNode intent = call.unit().get(KIND, call.id(), "id");
        String reason =
                call.params().choice("cancellation_reason", List.of("abandoned", "duplicate", "requested_by_customer"));
        call.params().done();
        if (!CONFIRMABLE.contains(intent.path("status").asText()) && !Events.is(intent, "status", "requires_action")) {
            throw unexpected(intent, "canceled");
        }
        intent.put("status", "canceled").put("cancellation_reason", reason).putNull("next_action");
        call.unit().event("setup_intent.canceled", intent);
        return intent;
    }

    private static StripeError unexpected(ObjectNode intent, String verb) {
        return StripeError.unexpectedState(
                        UNEXPECTED,
                        "This SetupIntent's status is %s: it could not be %s."
                                .formatted(intent.path("status").asText(), verb))
                .with("setup_intent", intent.deepCopy());
    }
}
