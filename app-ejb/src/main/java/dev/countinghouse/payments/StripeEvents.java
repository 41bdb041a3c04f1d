package dev.countinghouse.payments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.countinghouse.json.Json;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what Stripe signed. Only what is the same in every version of its API is read, so that any version's events are understood. */
final class StripeEvents {

    /** How old a signature may be, so that what was overheard cannot be sent again later. */
    private static final long TOLERANCE_SECONDS = 300;

    private static final int NAME_MAX = 255;
    private static final int TYPE_MAX = 100;
    private static final String PAYMENTS = "payment_intent.";

    private StripeEvents() {}

    /**
     * The event, when the bytes carry a signature by this secret that is new enough.
     *
     * @param clock real time
     */
    static Optional<GatewayEvent> verified(String payload, String signature, String secret, Clock clock) {
        try {
            Webhook.Signature.verifyHeader(payload, signature, secret, TOLERANCE_SECONDS, clock);
            return read(Json.MAPPER.readTree(payload));
        } catch (SignatureVerificationException | JsonProcessingException e) {
            return Optional.empty();
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
                ours(subject.path("metadata").path(StripeCharges.ATTEMPT)),
                type.startsWith(PAYMENTS),
                ours(subject.path("metadata").path(StripeRefunds.REFUND)),
                ours(subject.path("metadata").path(StripeLinks.LINK))));
    }

    private static @Nullable UUID ours(JsonNode id) {
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
