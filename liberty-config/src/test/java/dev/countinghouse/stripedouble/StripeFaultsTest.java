package dev.countinghouse.stripedouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentCreateParams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Idempotency keys, and what goes wrong when it is ordered to. */
class StripeFaultsTest {
    private static final PaymentIntentCreateParams PAYMENT =
            Sdk.payment(500, "pm_card_visa").build();

    private final Sdk sdk = Sdk.start();

    @AfterEach
    void stop() {
        sdk.close();
    }

    private PaymentIntent pay(String key) throws StripeException {
        return sdk.v1().paymentIntents().create(PAYMENT, Sdk.key(key));
    }

    private int payments() throws StripeException {
        return sdk.v1().paymentIntents().list().getData().size();
    }

    @Test
    void theSameKeyPaysOnceAndAnswersTheSame() throws StripeException {
        PaymentIntent first = pay("k1");
        PaymentIntent second = pay("k1");
        assertThat(second.toJson()).isEqualTo(first.toJson());
        assertThat(second.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .hasValue("true");
        assertThat(second.getLastResponse().headers().firstValue("Original-Request"))
                .hasValue(first.getLastResponse().requestId());
        assertThat(payments()).isOne();
    }

    @Test
    void theSameKeyWithOtherParametersIsRefused() throws StripeException {
        pay("k1");
        assertThatThrownBy(() -> sdk.v1()
                        .paymentIntents()
                        .create(Sdk.payment(501, "pm_card_visa").build(), Sdk.key("k1")))
                .isInstanceOf(IdempotencyException.class);
        assertThat(payments()).isOne();
    }

    @Test
    void aDeclineIsRepeatedUnderItsKeyAndAMistakeIsNot() throws StripeException {
        PaymentIntentCreateParams declined =
                Sdk.payment(500, "pm_card_chargeDeclined").build();
        String first = catchThrowableOfType(
                        CardException.class, () -> sdk.v1().paymentIntents().create(declined, Sdk.key("k1")))
                .getStripeError()
                .getPaymentIntent()
                .getId();
        String second = catchThrowableOfType(
                        CardException.class, () -> sdk.v1().paymentIntents().create(declined, Sdk.key("k1")))
                .getStripeError()
                .getPaymentIntent()
                .getId();
        assertThat(second).isEqualTo(first);
        assertThatThrownBy(() -> sdk.v1()
                        .paymentIntents()
                        .create(Sdk.payment(1, "pm_card_visa").build(), Sdk.key("k2")))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(pay("k2").getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aRefusedRequestLeavesNothingBehind() throws StripeException, IOException {
        String before = sdk.ask("requests").path("data").toString();
        assertThat(before).isEqualTo("[]");
        assertThatThrownBy(() -> sdk.v1()
                        .customers()
                        .create(CustomerCreateParams.builder()
                                .putExtraParam("nonsense", "1")
                                .build()))
                .isInstanceOfSatisfying(InvalidRequestException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo("parameter_unknown");
                    assertThat(refused.getParam()).isEqualTo("nonsense");
                });
        assertThat(sdk.v1().customers().list().getData()).isEmpty();
        assertThat(sdk.v1().events().list().getData()).isEmpty();
    }

    @Test
    void anErrorBeforeTheEffectIsRepeatedUnderItsKeyAndAnotherKeySucceeds() throws StripeException, IOException {
        sdk.control("faults", "{\"kind\": \"error_before\", \"method\": \"POST\", \"match\": \"/v1/payment_intents\"}");
        assertThatThrownBy(() -> pay("k1")).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> pay("k1")).isInstanceOf(ApiException.class);
        assertThat(payments()).isZero();
        assertThat(pay("k2").getStatus()).isEqualTo("succeeded");
    }

    @Test
    void anErrorAfterTheEffectHidesAPaymentThatWasMade() throws StripeException, IOException {
        sdk.control("faults", "{\"kind\": \"error_after\", \"match\": \"/v1/payment_intents\"}");
        assertThatThrownBy(() -> pay("k1")).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> pay("k1")).isInstanceOf(ApiException.class);
        assertThat(payments()).isOne();
    }

    @Test
    void aTimeOutAfterTheEffectIsHealedByTheSameKey() throws StripeException, IOException {
        sdk.control("faults", "{\"kind\": \"hang_after\", \"match\": \"/v1/payment_intents\", \"millis\": 600000}");
        RequestOptions impatient = RequestOptions.builder()
                .setIdempotencyKey("k1")
                .setReadTimeout(300)
                .build();
        assertThatThrownBy(() -> sdk.v1().paymentIntents().create(PAYMENT, impatient))
                .isInstanceOf(ApiConnectionException.class);
        PaymentIntent again = pay("k1");
        assertThat(again.getStatus()).isEqualTo("succeeded");
        assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .hasValue("true");
        assertThat(payments()).isOne();
    }

    @Test
    void aKeyInUseIsAConflict() throws Exception {
        sdk.control("faults", "{\"kind\": \"hold\", \"match\": \"/v1/payment_intents\"}");
        CompletableFuture<PaymentIntent> held = CompletableFuture.supplyAsync(() -> {
            try {
                return pay("k1");
            } catch (StripeException e) {
                throw new IllegalStateException(e);
            }
        });
        Awaitility.await().until(() -> sdk.ask("held").path("held").asInt() == 1);
        ApiException inUse = catchThrowableOfType(ApiException.class, () -> pay("k1"));
        assertThat(inUse.getStatusCode()).isEqualTo(409);
        sdk.control("release", "{}");
        assertThat(held.get().getStatus()).isEqualTo("succeeded");
        assertThat(payments()).isOne();
    }

    @Test
    void theRateLimitDoesNothingAndKeepsNoKey() throws StripeException, IOException {
        sdk.control("faults", "{\"kind\": \"rate_limit\", \"match\": \"/v1/payment_intents\", \"times\": 2}");
        assertThatThrownBy(() -> pay("k1")).isInstanceOf(RateLimitException.class);
        assertThatThrownBy(() -> pay("k1")).isInstanceOf(RateLimitException.class);
        assertThat(pay("k1").getStatus()).isEqualTo("succeeded");
    }

    @Test
    void eachKeySeesItsOwnAccountAndOnlyTestKeysAreTaken() throws StripeException, IOException {
        Customer ada = sdk.customer();
        RequestOptions other =
                RequestOptions.builder().setApiKey("sk_test_another").build();
        assertThatThrownBy(() -> sdk.v1().customers().retrieve(ada.getId(), other))
                .isInstanceOfSatisfying(InvalidRequestException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(404);
                    assertThat(refused.getCode()).isEqualTo("resource_missing");
                });
        for (String key : new String[] {"sk_live_1", "pk_test_1", "nonsense"}) {
            assertThatThrownBy(() -> sdk.v1()
                            .customers()
                            .list(RequestOptions.builder().setApiKey(key).build()))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageNotContaining("sk_live_1");
        }
        assertThat(sdk.raw("GET", "/v1/customers", "", Map.of()).statusCode()).isEqualTo(401);
        String basic = Base64.getEncoder().encodeToString("sk_test_1:".getBytes(StandardCharsets.UTF_8));
        assertThat(sdk.raw("GET", "/v1/customers", "", Map.of("Authorization", "Basic " + basic))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anotherVersionOfTheApiIsRefused() throws IOException {
        assertThat(StripeDouble.API_VERSION).isEqualTo(com.stripe.Stripe.API_VERSION);
        assertThat(sdk.raw(
                                "GET",
                                "/v1/customers",
                                "",
                                Map.of("Authorization", "Bearer sk_test_1", "Stripe-Version", "2020-08-27"))
                        .body())
                .contains("2020-08-27");
    }

    @Test
    void resetForgetsTheAccount() throws StripeException, IOException {
        pay("k1");
        sdk.control("reset", "{}");
        assertThat(payments()).isZero();
        assertThat(sdk.v1().events().list().getData()).isEmpty();
    }

    @Test
    void theControlInterfaceTakesNoFormsAndNoOtherHost() throws IOException {
        assertThat(sdk.raw("POST", "/_double/reset", "a=b", Sdk.authorized()).statusCode())
                .isEqualTo(200);
        assertThat(sdk.raw("POST", "/_double/faults", "kind=drop", Sdk.authorized())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void requestsAreRemembered() throws StripeException, IOException {
        pay("k1");
        JsonNode request = sdk.ask("requests").path("data").path(0);
        assertThat(request.path("path").asText()).isEqualTo("/v1/payment_intents");
        assertThat(request.path("idempotency_key").asText()).isEqualTo("k1");
        assertThat(request.path("params").path("amount").asText()).isEqualTo("500");
    }
}
