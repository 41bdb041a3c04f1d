package dev.countinghouse.stripedouble;

import static com.stripe.param.WebhookEndpointCreateParams.EnabledEvent.ALL;
import static com.stripe.param.WebhookEndpointCreateParams.EnabledEvent.PAYMENT_INTENT__SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.param.EventListParams;
import com.stripe.param.WebhookEndpointCreateParams;
import com.stripe.param.WebhookEndpointUpdateParams;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StripeWebhooksTest {
    private final Sdk sdk = Sdk.start();
    private Receiver receiver;

    StripeWebhooksTest() throws IOException {
        receiver = Receiver.start();
    }

    @BeforeEach
    void listen() throws StripeException {
        receiver = receiver.listen(sdk, PAYMENT_INTENT__SUCCEEDED);
    }

    @AfterEach
    void stop() {
        receiver.close();
        sdk.close();
    }

    private String pay() throws StripeException {
        return sdk.pay(500, "pm_card_visa").getId();
    }

    private static String intent(Event event) {
        return ((PaymentIntent) event.getDataObjectDeserializer().getObject().orElseThrow()).getId();
    }

    @Test
    void anEventArrivesSignedWithItsObject() throws Exception {
        String id = pay();
        Event event = receiver.next();
        assertThat(event.getType()).isEqualTo("payment_intent.succeeded");
        assertThat(intent(event)).isEqualTo(id);
        assertThat(sdk.v1().events().retrieve(event.getId()).getType()).isEqualTo(event.getType());
    }

    @Test
    void aDeclineTellsItsStory() throws Exception {
        try (Receiver all = Receiver.start().listen(sdk, ALL)) {
            assertThatThrownBy(() -> sdk.pay(500, "pm_card_chargeDeclined")).isInstanceOf(StripeException.class);
            assertThat(all.types(3))
                    .containsExactly("payment_intent.created", "charge.failed", "payment_intent.payment_failed");
        }
    }

    @Test
    void whatIsNotTakenIsSentAgain() throws Exception {
        receiver.answer(500, 302, 404);
        String id = pay();
        for (int i = 0; i < 4; i++) {
            assertThat(intent(receiver.next())).isEqualTo(id);
        }
        assertThat(receiver.hasMore()).isFalse();
    }

    @Test
    void afterTheLastAttemptItIsGivenUp() throws Exception {
        receiver.answer(500, 500, 500, 500, 500, 500);
        String given = pay();
        for (int i = 0; i < 6; i++) {
            assertThat(intent(receiver.next())).isEqualTo(given);
        }
        String next = pay();
        assertThat(intent(receiver.next())).isEqualTo(next);
    }

    @Test
    void aWebhookIsDroppedWhenToldSo() throws Exception {
        sdk.control("faults", "{\"kind\": \"webhook_drop\", \"match\": \"payment_intent.succeeded\"}");
        pay();
        String second = pay();
        assertThat(intent(receiver.next())).isEqualTo(second);
    }

    @Test
    void aWebhookComesTwiceWhenToldSo() throws Exception {
        sdk.control("faults", "{\"kind\": \"webhook_duplicate\"}");
        pay();
        assertThat(receiver.next().getId()).isEqualTo(receiver.next().getId());
    }

    @Test
    void webhooksChangePlacesWhenToldSo() throws Exception {
        sdk.control("faults", "{\"kind\": \"webhook_reorder\"}");
        String first = pay();
        String second = pay();
        assertThat(intent(receiver.next())).isEqualTo(second);
        assertThat(intent(receiver.next())).isEqualTo(first);
    }

    @Test
    void aWebhookComesLateWhenToldSo() throws Exception {
        sdk.control("faults", "{\"kind\": \"webhook_delay\", \"millis\": 200}");
        long begun = System.nanoTime();
        String id = pay();
        assertThat(intent(receiver.next())).isEqualTo(id);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(199));
    }

    @Test
    void eventsAreListedByType() throws StripeException {
        String id = pay();
        assertThat(sdk.v1()
                        .events()
                        .list(EventListParams.builder()
                                .setType("payment_intent.succeeded")
                                .build())
                        .getData())
                .singleElement()
                .satisfies(event -> assertThat(intent(event)).isEqualTo(id));
    }

    @Test
    void aDisabledEndpointIsLeftAlone() throws Exception {
        String endpoint =
                sdk.v1().webhookEndpoints().list().getData().getFirst().getId();
        sdk.v1()
                .webhookEndpoints()
                .update(
                        endpoint,
                        WebhookEndpointUpdateParams.builder().setDisabled(true).build());
        pay();
        sdk.v1()
                .webhookEndpoints()
                .update(
                        endpoint,
                        WebhookEndpointUpdateParams.builder().setDisabled(false).build());
        String id = pay();
        assertThat(intent(receiver.next())).isEqualTo(id);
    }

    @Test
    void eventsLeaveNeitherTheMachineNorHttp() {
        for (String url : new String[] {"http://example.com/hook", "file:///etc/passwd", "http://127.0.0.1.example/"}) {
            assertThatThrownBy(() -> sdk.v1()
                            .webhookEndpoints()
                            .create(WebhookEndpointCreateParams.builder()
                                    .setUrl(url)
                                    .addEnabledEvent(ALL)
                                    .build()))
                    .isInstanceOf(InvalidRequestException.class);
        }
    }
}
