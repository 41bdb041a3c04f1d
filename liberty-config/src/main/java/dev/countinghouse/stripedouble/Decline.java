package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Why a bank says no. */
enum Decline {
    GENERIC("card_declined", "generic_decline", "Your card was declined."),
    INSUFFICIENT_FUNDS("card_declined", "insufficient_funds", "Your card has insufficient funds."),
    LOST("card_declined", "lost_card", "Your card was declined."),
    STOLEN("card_declined", "stolen_card", "Your card was declined."),
    EXPIRED("expired_card", "expired_card", "Your card has expired."),
    INCORRECT_CVC("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect."),
    PROCESSING_ERROR(
            "processing_error",
            "processing_error",
            "An error occurred while processing your card. Try again in a little bit."),
    VELOCITY(
            "card_declined",
            "card_velocity_exceeded",
            "Your card was declined for making repeated attempts too frequently or exceeding its amount limit."),
    FRAUDULENT("card_declined", "fraudulent", "Your card was declined."),
    /** Nobody is there to approve the payment. */
    AUTHENTICATION_REQUIRED(
            "authentication_required",
            "authentication_required",
            "Your card was declined. This transaction requires authentication.");

    private final String code;
    private final String declineCode;
    private final String message;

    Decline(String code, String declineCode, String message) {
        this.code = code;
        this.declineCode = declineCode;
        this.message = message;
    }

    /** By its decline code, such as {@code insufficient_funds}. */
    static Decline of(String declineCode) {
        for (Decline decline : values()) {
            if (decline.declineCode.equals(declineCode)) {
                return decline;
            }
        }
        throw StripeError.invalidParam("decline", "Unknown decline code: " + declineCode);
    }

    String code() {
        return code;
    }

    String declineCode() {
        return declineCode;
    }

    String message() {
        return message;
    }

    /** As the last error of an intent tells it. */
    ObjectNode error(ObjectNode paymentMethod) {
        ObjectNode error = Templates.JSON.createObjectNode();
        error.put("type", StripeError.CARD).put("code", code).put("decline_code", declineCode);
        error.put("message", message);
        error.put("doc_url", "https://docs.stripe.com/error-codes#" + code.replace('_', '-'));
        error.set("payment_method", paymentMethod.deepCopy());
        return error;
    }

    StripeError refusal() {
        return StripeError.card(code, message)
                .with("decline_code", declineCode)
                .with("doc_url", "https://docs.stripe.com/error-codes#" + code.replace('_', '-'));
    }
}
