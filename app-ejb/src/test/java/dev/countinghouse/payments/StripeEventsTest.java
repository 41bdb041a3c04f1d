package dev.countinghouse.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeEventsTest {

    private static final String SECRET = "whsec_test";
    private static final UUID ATTEMPT = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final String EVENT = """
            {"id": "evt_1", "type": "payment_intent.succeeded", "api_version": "2019-01-01", "something": {"new": true},
             "data": {"object": {"id": "pi_1", "metadata": {"countinghouse_attempt": "%s", "countinghouse_tenant": "00000000-0000-7000-8000-000000000009"}}}}""";
    private static final UUID TENANT = UUID.fromString("00000000-0000-7000-8000-000000000009");
    private static final Clock CLOCK = Clock.systemUTC();

    private static String sign(String payload) {
        try {
            return Webhook.Signature.generateSignatureHeader(payload, SECRET);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anEventOfAnyVersionTellsWhichAttemptItIsAbout() {
        String payload = EVENT.formatted(ATTEMPT);
        assertThat(StripeEvents.verified(payload, sign(payload), SECRET, CLOCK))
                .contains(new GatewayEvent(
                        "evt_1", "payment_intent.succeeded", "pi_1", ATTEMPT, TENANT, true, null, null));
    }

    @Test
    void anEventOfSomebodyElseIsAboutNoAttempt() {
        String payload = EVENT.formatted("order 17");
        assertThat(StripeEvents.verified(payload, sign(payload), SECRET, CLOCK))
                .contains(
                        new GatewayEvent("evt_1", "payment_intent.succeeded", "pi_1", null, TENANT, true, null, null));
    }

    @Test
    void whatIsAlteredSignedByAnotherSecretOrOldIsNotBelieved() {
        String payload = EVENT.formatted(ATTEMPT);
        String signature = sign(payload);
        assertThat(StripeEvents.verified(payload + " ", signature, SECRET, CLOCK))
                .isEmpty();
        assertThat(StripeEvents.verified(payload, signature, "whsec_other", CLOCK))
                .isEmpty();
        assertThat(StripeEvents.verified(payload, "", SECRET, CLOCK)).isEmpty();
        assertThat(StripeEvents.verified(payload, "t=1,v1=00", SECRET, CLOCK)).isEmpty();
        Clock later = Clock.offset(CLOCK, Duration.ofSeconds(302));
        assertThat(StripeEvents.verified(payload, signature, SECRET, later)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t=abc,v1=0",
                "t=99999999999999999999999,v1=0",
                "t,v1=0",
                "t=1,v1",
                "t=-1,v1=0",
                "=,=",
                ",",
                "v1=0",
                "t=1"
            })
    void aSignatureThatIsMalformedIsNotBelieved(String signature) {
        assertThat(StripeEvents.verified(EVENT.formatted(ATTEMPT), signature, SECRET, CLOCK))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "payment_intent.succeeded,true,true",
        "payment_intent.payment_failed,true,false",
        "payment_intent.canceled,true,false",
        "payment_intent.requires_action,true,false",
        "payment_intent.processing,true,false",
        "payment_intent.created,false,false",
        "payment_intent.amount_capturable_updated,false,false",
        "charge.succeeded,false,false"
    })
    void nothingIsAskedWhileAPaymentIsBeingConfirmed(String type, boolean asks, boolean success) {
        String payload = EVENT.formatted(ATTEMPT).replace("payment_intent.succeeded", type);
        GatewayEvent event =
                StripeEvents.verified(payload, sign(payload), SECRET, CLOCK).orElseThrow();
        assertThat(event.ofPayment()).isEqualTo(asks);
        assertThat(event.isSuccess()).isEqualTo(success);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"id\": 1, \"type\": \"x\"}", "{\"id\": \"evt\"}"})
    void whatIsSignedButNoEventIsNotTaken(String payload) {
        assertThat(StripeEvents.verified(payload, sign(payload), SECRET, CLOCK)).isEmpty();
    }
}
