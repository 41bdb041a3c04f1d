package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Payment intents as the API makes, changes and shows them; what happens when one is confirmed is told by {@link Confirmation}. */
final class PaymentIntents {
    static final String KIND = "payment_intent";
    static final String UNEXPECTED = "payment_intent_unexpected_state";

    private static final long AMOUNT_MIN = 50;
    private static final long AMOUNT_MAX = 99_999_999;
    private static final List<String> TEXTS = List.of(
            "description", "receipt_email", "statement_descriptor", "statement_descriptor_suffix", "transfer_group");
    private static final Set<String> CANCELABLE = Set.of(
            "requires_payment_method", "requires_confirmation", "requires_action", "requires_capture", "processing");

    private PaymentIntents() {}

    static void addTo(Routes routes) {
        routes.post("/v1/payment_intents", PaymentIntents::create)
                .get("/v1/payment_intents", call -> Lists.page(call, KIND, "/v1/payment_intents", List.of("customer")))
                .get("/v1/payment_intents/*", call -> {
                    call.params().text("client_secret");
                    call.params().done();
                    return get(call);
                })
                .post("/v1/payment_intents/*", PaymentIntents::update)
                .post("/v1/payment_intents/*/confirm", PaymentIntents::confirm)
                .post("/v1/payment_intents/*/capture", PaymentIntents::capture)
                .post("/v1/payment_intents/*/cancel", PaymentIntents::cancel);
    }

    private static ObjectNode get(Call call) {
        return call.unit().get(KIND, call.id(), "id");
    }

    private static ObjectNode create(Call call) {
        Unit unit = call.unit();
        Params params = call.params();
        ObjectNode intent = fresh(unit, requireAmount(params), params.currency("currency"));
        String capture = params.choice("capture_method", List.of("automatic", "automatic_async", "manual"));
        if (capture != null) {
            intent.put("capture_method", capture);
        }
        String confirmation = params.choice("confirmation_method", List.of("automatic", "manual"));
        if (confirmation != null) {
            intent.put("confirmation_method", confirmation);
        }
        fill(call, intent);
        methodTypes(params, intent);
        boolean confirm = params.flag("confirm", false);
        Confirmation.Options options = Confirmation.Options.of(params);
        params.done();
        if (!confirm && (options.offSession() || options.returnUrl() != null || options.errorOnAction())) {
            throw StripeError.invalid(
                    "off_session, return_url and error_on_requires_action can only be used when confirm is true");
        }
        unit.event("payment_intent.created", intent);
        return confirm ? confirm(call, intent, options) : intent;
    }

    /** An intent of an amount, to be filled. */
    static ObjectNode fresh(Unit unit, long amount, String currency) {
        ObjectNode intent = unit.create(KIND, "pi");
        intent.put("amount", amount).put("currency", currency);
        intent.put("client_secret", unit.newId(intent.path("id").asText() + "_secret"));
        return intent;
    }

    private static long requireAmount(Params params) {
        params.require("amount");
        Long amount = params.number("amount");
        if (amount == null || amount < 1) {
            throw StripeError.invalidParam("amount", "This value must be greater than or equal to 1.")
                    .with("code", "parameter_invalid_integer");
        }
        if (amount > AMOUNT_MAX) {
            throw StripeError.invalidParam("amount", "Amount must be no more than 999,999.99")
                    .with("code", "amount_too_large");
        }
        if (amount < AMOUNT_MIN) {
            throw StripeError.invalidParam("amount", "Amount must be at least 50 minor units")
                    .with("code", "amount_too_small");
        }
        return amount;
    }

    private static void methodTypes(Params params, ObjectNode intent) {
        List<String> types = params.texts("payment_method_types");
        if (types.stream().anyMatch(type -> !"card".equals(type))) {
            throw StripeError.invalidParam(
                    "payment_method_types", "This double knows payment methods of type card only");
        }
        Params automatic = params.object("automatic_payment_methods");
        boolean enabled = automatic.flag("enabled", types.isEmpty());
        String redirects = automatic.choice("allow_redirects", List.of("always", "never"));
        if (enabled) {
            intent.putObject("automatic_payment_methods")
                    .put("allow_redirects", redirects == null ? "always" : redirects)
                    .put("enabled", true);
        }
    }

    /** What may be set at creation, by an update and at confirmation alike. */
    private static void fill(Call call, ObjectNode intent) {
        Unit unit = call.unit();
        Params params = call.params();
        params.copyTexts(intent, TEXTS);
        params.metadata(intent);
        String usage = params.choice("setup_future_usage", List.of("on_session", "off_session"));
        if (usage != null) {
            intent.put("setup_future_usage", usage);
        }
        String customer = params.filled("customer");
        if (customer != null) {
            intent.put(
                    "customer",
                    Customers.get(unit, customer, "customer").path("id").asText());
        }
        ObjectNode method = givenMethod(unit, params);
        if (method != null) {
            setMethod(intent, method);
        }
    }

    private static @Nullable ObjectNode givenMethod(Unit unit, Params params) {
        String id = params.filled("payment_method");
        if (id != null) {
            return PaymentMethods.of(unit, id, "payment_method");
        }
        return params.has("payment_method_data")
                ? PaymentMethods.fromData(unit, params.object("payment_method_data"))
                : null;
    }

    private static void setMethod(ObjectNode intent, ObjectNode method) {
        String owner =
                method.path("customer").isNull() ? "" : method.path("customer").asText();
        if (!owner.isEmpty() && !Events.is(intent, "customer", owner)) {
            throw StripeError.invalidParam(
                    "payment_method",
                    "The provided PaymentMethod belongs to a customer: pass that customer to use it with this intent.");
        }
        intent.put("payment_method", method.path("id").asText());
        if (Events.is(intent, "status", "requires_payment_method")) {
            intent.put("status", "requires_confirmation");
        }
    }

    private static ObjectNode update(Call call) {
        ObjectNode intent = get(call);
        Params params = call.params();
        boolean changesMoney = params.has("amount") || params.has("currency") || params.has("payment_method");
        if (changesMoney
                && !Set.of("requires_payment_method", "requires_confirmation", "requires_action")
                        .contains(intent.path("status").asText())) {
            throw unexpected(intent, "updated");
        }
        if (params.has("amount")) {
            intent.put("amount", requireAmount(params));
        }
        if (params.has("currency")) {
            intent.put("currency", params.currency("currency"));
        }
        if (changesMoney && Events.is(intent, "status", "requires_action")) {
            intent.put("status", "requires_payment_method").putNull("next_action");
        }
        fill(call, intent);
        params.done();
        return intent;
    }

    private static ObjectNode confirm(Call call) {
        ObjectNode intent = get(call);
        boolean again = Events.is(intent, "status", "requires_action")
                && (call.params().has("payment_method") || call.params().has("payment_method_data"));
        if (again) {
            intent.put("status", "requires_payment_method").putNull("next_action");
        }
        if (!Set.of("requires_payment_method", "requires_confirmation")
                .contains(intent.path("status").asText())) {
            throw unexpected(intent, "confirmed");
        }
        fill(call, intent);
        Confirmation.Options options = Confirmation.Options.of(call.params());
        call.params().done();
        return confirm(call, intent, options);
    }

    private static ObjectNode confirm(Call call, ObjectNode intent, Confirmation.Options options) {
        requireReturnUrl(intent, options);
        StripeError refused = new Confirmation(call.unit(), call.base()).confirm(intent, options);
        if (refused != null) {
            throw refused;
        }
        return intent;
    }

    /** Payment methods that send the customer away need an address to come back to, be he there or not. */
    private static void requireReturnUrl(ObjectNode intent, Confirmation.Options options) {
        boolean redirects = "always"
                .equals(intent.path("automatic_payment_methods")
                        .path("allow_redirects")
                        .asText());
        if (redirects && options.returnUrl() == null) {
            throw StripeError.invalid(
                    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard."
                            + " Because some of these payment methods might redirect your customer off of your page, you must"
                            + " provide a `return_url`. If you don't want to accept redirect-based payment methods, set"
                            + " `automatic_payment_methods[enabled]` to `true` and"
                            + " `automatic_payment_methods[allow_redirects]` to `never`.");
        }
    }

    private static ObjectNode capture(Call call) {
        ObjectNode intent = get(call);
        if (!Events.is(intent, "status", "requires_capture")) {
            throw unexpected(intent, "captured");
        }
        long capturable = intent.path("amount_capturable").asLong();
        long amount = call.params().number("amount_to_capture", capturable);
        call.params().metadata(intent);
        call.params().done();
        if (amount < 1 || amount > capturable) {
            throw StripeError.invalidParam(
                            "amount_to_capture", "The amount to capture must be between 1 and the capturable amount.")
                    .with("code", "amount_too_large");
        }
        Unit unit = call.unit();
        ObjectNode charge = unit.linked(intent.path("latest_charge"));
        Charges.capture(unit, charge, amount);
        intent.put("amount_capturable", 0).put("amount_received", amount).put("status", "succeeded");
        unit.event("charge.captured", charge);
        unit.event("payment_intent.succeeded", intent);
        return intent;
    }

    private static ObjectNode cancel(Call call) {
        ObjectNode intent = get(call);
        String reason = call.params()
                .choice(
                        "cancellation_reason",
                        List.of("duplicate", "fraudulent", "requested_by_customer", "abandoned"));
        call.params().done();
        if (!CANCELABLE.contains(intent.path("status").asText())) {
            throw unexpected(intent, "canceled");
        }
        cancel(call.unit(), intent, reason);
        return intent;
    }

    static void cancel(Unit unit, ObjectNode intent, @Nullable String reason) {
        intent.put("status", "canceled").put("canceled_at", unit.now()).put("cancellation_reason", reason);
        intent.put("amount_capturable", 0).putNull("next_action").putNull("processing");
        unit.event("payment_intent.canceled", intent);
    }

    static StripeError unexpected(ObjectNode intent, String verb) {
        return StripeError.unexpectedState(
                        UNEXPECTED,
                        "This PaymentIntent's status is %s: it could not be %s."
                                .formatted(intent.path("status").asText(), verb))
                .with("payment_intent", intent.deepCopy());
    }
}
