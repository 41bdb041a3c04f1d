package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What happens when a payment intent is confirmed, authenticated or settled: the card decides. */
final class Confirmation {
    private final Unit unit;
    private final String base;

    Confirmation(Unit unit, String base) {
        this.unit = unit;
        this.base = base;
    }

    /**
     * Circumstances of a confirmation.
     *
     * @param offSession whether the customer is not there to approve anything
     * @param returnUrl where the customer goes after having approved
     * @param errorOnAction whether having to approve is a refusal
     */
    record Options(boolean offSession, @Nullable String returnUrl, boolean errorOnAction) {
        static final Options ON_SESSION = new Options(false, null, false);
        static final Options OFF_SESSION = new Options(true, null, false);

        static Options of(Params params) {
            String off = params.filled("off_session");
            return new Options(
                    off != null && !"false".equals(off),
                    webAddress(params, "return_url"),
                    params.flag("error_on_requires_action", false));
        }
    }

    /** An address that a browser may be sent to; null where none is given. */
    static @Nullable String webAddress(Params params, String name) {
        String url = params.filled(name);
        if (url == null) {
            return null;
        }
        try {
            URI uri = new URI(url.replace("{CHECKOUT_SESSION_ID}", "id"));
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return url;
            }
        } catch (java.net.URISyntaxException e) {
            // told below
        }
        throw StripeError.invalidParam(name, "Not a valid URL").with("code", "url_invalid");
    }

    /**
     * Confirms an intent that may be confirmed.
     *
     * @return why the card was refused; null when it was not, though the customer may still have to approve
     */
    @Nullable
    StripeError confirm(ObjectNode intent, Options options) {
        if (intent.path("payment_method").isNull()) {
            throw StripeError.unexpectedState(
                            PaymentIntents.UNEXPECTED,
                            "You cannot confirm this PaymentIntent because it's missing a payment method.")
                    .with("payment_intent", intent.deepCopy());
        }
        ObjectNode method = unit.linked(intent.path("payment_method"));
        if (unit.account().faults.leavesProcessing()) {
            intent.put("status", "processing");
            unit.event("payment_intent.processing", intent);
            return null;
        }
        if (PaymentMethods.asksForAuthentication(unit, method)) {
            if (options.offSession() || options.errorOnAction()) {
                return refuse(intent, method, Decline.AUTHENTICATION_REQUIRED);
            }
            askToApprove(intent, options.returnUrl());
            unit.event("payment_intent.requires_action", intent);
            return null;
        }
        return charge(intent, method);
    }

    private void askToApprove(ObjectNode intent, @Nullable String returnUrl) {
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
                            base + "/_pages/authenticate/" + intent.path("id").asText());
        }
    }

    /** The bank's word, the customer having approved or not having been asked. */
    private @Nullable StripeError charge(ObjectNode intent, ObjectNode method) {
        Decline decline = PaymentMethods.declineOf(unit, method);
        return decline == null ? succeed(intent, method) : refuse(intent, method, decline);
    }

    private @Nullable StripeError succeed(ObjectNode intent, ObjectNode method) {
        boolean capture = !Events.is(intent, "capture_method", "manual");
        ObjectNode charge = Charges.succeed(unit, intent, method, capture);
        intent.put("latest_charge", charge.path("id").asText());
        intent.putNull("next_action").putNull("last_payment_error").putNull("processing");
        saveCard(intent, method);
        long amount = intent.path("amount").asLong();
        if (capture) {
            intent.put("status", "succeeded").put("amount_received", amount);
            unit.event("payment_intent.succeeded", intent);
        } else {
            intent.put("status", "requires_capture").put("amount_capturable", amount);
            unit.event("payment_intent.amount_capturable_updated", intent);
        }
        Disputes.openIfTheCardDoes(unit, charge, method);
        Invoices.paymentSucceeded(unit, intent);
        return null;
    }

    private void saveCard(ObjectNode intent, ObjectNode method) {
        String usage = intent.path("setup_future_usage").asText();
        JsonNode customer = intent.path("customer");
        if (intent.path("setup_future_usage").isNull() || customer.isNull()) {
            return;
        }
        PaymentMethods.attach(unit, method, unit.linked(customer));
        if ("off_session".equals(usage)) {
            PaymentMethods.markSetUp(unit, method);
        }
    }

    private StripeError refuse(ObjectNode intent, ObjectNode method, Decline decline) {
        ObjectNode charge = Charges.fail(unit, intent, method, decline);
        ObjectNode error = decline.error(method);
        error.put("charge", charge.path("id").asText());
        failed(intent, error);
        intent.put("latest_charge", charge.path("id").asText());
        unit.event("payment_intent.payment_failed", intent);
        Invoices.paymentFailed(unit, intent);
        return decline.refusal()
                .with("charge", charge.path("id").asText())
                .with("payment_intent", intent.deepCopy())
                .with("payment_method", method.deepCopy());
    }

    private static void failed(ObjectNode intent, ObjectNode error) {
        intent.put("status", "requires_payment_method").putNull("payment_method");
        intent.putNull("next_action").putNull("processing");
        intent.set("last_payment_error", error);
    }

    /**
     * The customer has approved, or has not.
     *
     * @return why the card was refused all the same; null when it was not
     */
    @Nullable
    StripeError authenticated(ObjectNode intent, boolean approved) {
        if (!Events.is(intent, "status", "requires_action")) {
            throw PaymentIntents.unexpected(intent, "authenticated");
        }
        ObjectNode method = unit.linked(intent.path("payment_method"));
        if (approved) {
            return charge(intent, method);
        }
        String code = "payment_intent_authentication_failure";
        String message = "We are unable to authenticate your payment method. Please choose a different payment method"
                + " and try again.";
        ObjectNode error = Templates.JSON.createObjectNode();
        error.put("type", StripeError.INVALID_REQUEST).put("code", code).put("message", message);
        error.set("payment_method", method.deepCopy());
        failed(intent, error);
        unit.event("payment_intent.payment_failed", intent);
        Invoices.paymentFailed(unit, intent);
        return StripeError.card(code, message).with("payment_intent", intent.deepCopy());
    }

    /** A payment in progress comes to its end; for null, as the card says, else with that decline. */
    void settle(ObjectNode intent, @Nullable Decline decline) {
        if (!Events.is(intent, "status", "processing")) {
            throw PaymentIntents.unexpected(intent, "settled");
        }
        ObjectNode method = unit.linked(intent.path("payment_method"));
        if (decline == null) {
            charge(intent, method);
        } else {
            refuse(intent, method, decline);
        }
    }
}
