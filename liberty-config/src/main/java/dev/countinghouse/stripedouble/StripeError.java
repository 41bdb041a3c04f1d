package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serial;

/** A refusal in the shape in which Stripe tells it. */
final class StripeError extends RuntimeException {
    static final String INVALID_REQUEST = "invalid_request_error";
    static final String CARD = "card_error";
    static final String IDEMPOTENCY = "idempotency_error";
    static final String API = "api_error";

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int CARD_REFUSED = 402;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int BROKEN = 500;

    private final int status;

    private final transient ObjectNode error = JsonNodeFactory.instance.objectNode();

    private StripeError(int status, String type, String message) {
        super(message, null, false, false); // an answer, not a failure of the double: nobody reads its stack
        this.status = status;
        error.put("type", type).put("message", message);
    }

    static StripeError invalid(String message) {
        return new StripeError(BAD_REQUEST, INVALID_REQUEST, message);
    }

    static StripeError invalidParam(String param, String message) {
        return invalid(message).with("param", param);
    }

    static StripeError missing(String param) {
        return invalidParam(param, "Missing required param: %s.".formatted(param))
                .with("code", "parameter_missing");
    }

    /** The request is understood, but the state of the object does not allow it. */
    static StripeError unexpectedState(String code, String message) {
        return invalid(message).with("code", code);
    }

    /** No such object; 404 when the path names it, 400 when a parameter does. */
    static StripeError noSuch(String kind, String id, String param) {
        boolean inPath = "id".equals(param);
        return new StripeError(
                        inPath ? NOT_FOUND : BAD_REQUEST,
                        INVALID_REQUEST,
                        "No such %s: '%s'".formatted(kind.replace("_", inPath ? "_" : " "), id))
                .with("code", "resource_missing")
                .with("param", param);
    }

    static StripeError noSuchUrl(String method, String path) {
        return new StripeError(
                NOT_FOUND, INVALID_REQUEST, "Unrecognized request URL (%s: %s).".formatted(method, path));
    }

    static StripeError unauthorized(String message) {
        return new StripeError(UNAUTHORIZED, INVALID_REQUEST, message);
    }

    static StripeError card(String code, String message) {
        return new StripeError(CARD_REFUSED, CARD, message).with("code", code);
    }

    static StripeError otherParameters(String key) {
        return new StripeError(
                BAD_REQUEST,
                IDEMPOTENCY,
                "Keys for idempotent requests can only be used with the same parameters they were first used with. Try"
                        + " using a key other than '%s' if you meant to execute a different request.".formatted(key));
    }

    static StripeError keyInUse() {
        return new StripeError(
                        CONFLICT,
                        IDEMPOTENCY,
                        "There is currently another in-progress request using this Idempotent Key (that probably means"
                                + " you submitted twice, and the other request is still going through).")
                .with("code", "idempotency_key_in_use");
    }

    static StripeError rateLimit() {
        return new StripeError(TOO_MANY, INVALID_REQUEST, "Request rate limit exceeded. You can try again in a moment.")
                .with("code", "rate_limit");
    }

    static StripeError broken(String message) {
        return new StripeError(BROKEN, API, message);
    }

    StripeError with(String name, String value) {
        error.put(name, value);
        return this;
    }

    StripeError with(String name, ObjectNode value) {
        error.set(name, value);
        return this;
    }

    int status() {
        return status;
    }

    /** Whether what was done until here stays: a declined card leaves its trace, a mistake of the caller leaves none. */
    boolean keepsEffect() {
        return status == CARD_REFUSED;
    }

    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("error", error);
        return body;
    }
}
