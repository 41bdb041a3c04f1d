package dev.countinghouse.payments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.countinghouse.json.Json;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what Stripe signed. Only what is the same in every version of its API is read, so that any version's events are understood. */
final class StripeEvents {

    /** How old a signature may be, so that what was overheard cannot be sent again later. */
    private static final long TOLERANCE_SECONDS = 300;

    private static final int NAME_MAX = 255;
    private static final int TYPE_MAX = 100;

    /** Not that a payment was made: while it is being confirmed nothing is to be asked. */
    private static final Set<String> PAYMENTS = Set.of(
            "payment_intent.succeeded",
            "payment_intent.payment_failed",
            "payment_intent.canceled",
            "payment_intent.requires_action",
            "payment_intent.processing");

    private StripeEvents() {}

    /**
     * The event, when the bytes carry a signature by this secret that is new enough.
     *
     * @param clock real time
     */
    static Optional<GatewayEvent> verified(String payload, String signature, String secret, Clock clock) {
        try {
            return isSigned(payload, signature, secret, clock) ? read(Json.MAPPER.readTree(payload)) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static boolean isSigned(String payload, String signature, String secret, Clock clock) {
        try {
            return Webhook.Signature.verifyHeader(payload, signature, secret, TOLERANCE_SECONDS, clock);
        } catch (SignatureVerificationException | RuntimeException e) { // the latter of a header that is malformed
            return false;
        }
    }

    private static Optional<GatewayEvent> read(JsonNode event) {
        String id = text(event.path("id"), NAME_MAX);
        String type = text(event.path("type"), TYPE_MAX);
        if (id == null || type == null) {
            return Optional.empty();
        }
        JsonNode subject = event.path("data").path("object");
        return Optional.of(new GatewayEvent(
                id,
                type,
                text(subject.path("id"), NAME_MAX),
                id(subject.path("metadata").path(StripeCharges.ATTEMPT)),
                id(subject.path("metadata").path(StripeCharges.TENANT)),
                PAYMENTS.contains(type),
                id(subject.path("metadata").path(StripeRefunds.REFUND)),
                id(subject.path("metadata").path(StripeLinks.LINK))));
    }

    private static @Nullable UUID id(JsonNode id) {
        try {
            return id.isTextual() ? UUID.fromString(id.textValue()) : null;
        } catch (IllegalArgumentException e) {
            return null; // somebody else's
        }
    }

    private static @Nullable String text(JsonNode value, int most) {
        String text = value.textValue();
        return text == null || text.length() > most || !Json.isStorable(text) ? null : text;
    }
}
