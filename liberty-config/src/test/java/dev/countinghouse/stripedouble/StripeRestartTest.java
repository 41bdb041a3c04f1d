package dev.countinghouse.stripedouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Subscription;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.WebhookEndpointCreateParams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the double remembers, and where it refuses to be. */
class StripeRestartTest {
    private static final PaymentIntentCreateParams PAYMENT =
            Sdk.payment(500, "pm_card_visa").build();

    @TempDir
    Path folder;

    private Path journal() {
        return folder.resolve("stripe").resolve("journal.jsonl");
    }

    @Test
    void everythingIsThereAfterARestart() throws StripeException, IOException {
        String id;
        String list;
        try (Sdk before = Sdk.start(journal())) {
            before.control("clock", "{\"advance\": \"P3D\"}");
            id = before.v1().paymentIntents().create(PAYMENT, Sdk.key("k1")).getId();
            list = before.v1().events().list().getLastResponse().body();
        }
        for (int restart = 0; restart < 2; restart++) {
            try (Sdk after = Sdk.start(journal())) {
                assertThat(after.v1().events().list().getLastResponse().body()).isEqualTo(list);
                PaymentIntent again = after.v1().paymentIntents().create(PAYMENT, Sdk.key("k1"));
                assertThat(again.getId()).isEqualTo(id);
                assertThat(after.ask("clock").path("now").asLong())
                        .isGreaterThan(System.currentTimeMillis() / 1_000 + 3 * 86_400 - 60);
            }
        }
    }

    private static String price(Sdk sdk, long amount) throws StripeException {
        return sdk.v1()
                .prices()
                .create(PriceCreateParams.builder()
                        .setCurrency("eur")
                        .setUnitAmount(amount)
                        .setProductData(PriceCreateParams.ProductData.builder()
                                .setName("Tier")
                                .build())
                        .setRecurring(PriceCreateParams.Recurring.builder()
                                .setInterval(PriceCreateParams.Recurring.Interval.MONTH)
                                .build())
                        .build())
                .getId();
    }

    @Test
    void aSubscriptionOfBeforeTheRestartTakesAPriceOfAfterIt() throws StripeException {
        Subscription subscription;
        try (Sdk before = Sdk.start(journal())) {
            subscription = before.v1()
                    .subscriptions()
                    .create(SubscriptionCreateParams.builder()
                            .setCustomer(before.customer().getId())
                            .setTrialPeriodDays(5L)
                            .addItem(SubscriptionCreateParams.Item.builder()
                                    .setPrice(price(before, 1_000))
                                    .build())
                            .build());
        }
        try (Sdk after = Sdk.start(journal())) {
            Subscription changed = after.v1()
                    .subscriptions()
                    .update(
                            subscription.getId(),
                            SubscriptionUpdateParams.builder()
                                    .addItem(SubscriptionUpdateParams.Item.builder()
                                            .setPrice(price(after, 2_000))
                                            .build())
                                    .build());
            assertThat(changed.getItems().getData()).hasSize(2);
            assertThat(after.v1().events().list().getData().getFirst().getData().getPreviousAttributes())
                    .containsOnlyKeys("items");
        }
    }

    @Test
    void theJournalHoldsNoKeyAndIsForItsOwnerOnly() throws StripeException, IOException {
        try (Sdk sdk = Sdk.start(journal())) {
            sdk.customer();
        }
        assertThat(Files.readString(journal())).contains("ada@example.com").doesNotContain("sk_test");
        assertThat(Files.getPosixFilePermissions(journal())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aLineThatWasCutOffIsARequestThatNeverWas() throws StripeException, IOException {
        try (Sdk sdk = Sdk.start(journal())) {
            sdk.customer();
        }
        Files.writeString(journal(), "{\"account\":\"x\",\"put\":[{", StandardOpenOption.APPEND);
        try (Sdk sdk = Sdk.start(journal())) {
            assertThat(sdk.v1().customers().list().getData()).hasSize(1);
            sdk.customer();
        }
        try (Sdk sdk = Sdk.start(journal())) {
            assertThat(sdk.v1().customers().list().getData()).hasSize(2);
        }
    }

    @Test
    void aWebhookThatWasNotTakenIsSentAfterTheRestart() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            String id;
            try (Sdk before = Sdk.start(journal())) {
                receiver.listen(before, WebhookEndpointCreateParams.EnabledEvent.PAYMENT_INTENT__SUCCEEDED);
                before.control("faults", "{\"kind\": \"webhook_delay\", \"millis\": 3600000}");
                id = before.v1().paymentIntents().create(PAYMENT).getId();
            }
            try (Sdk after = Sdk.start(journal())) {
                PaymentIntent told = (PaymentIntent)
                        receiver.next().getDataObjectDeserializer().getObject().orElseThrow();
                assertThat(told.getId()).isEqualTo(id);
                assertThat(after.base()).isNotNull();
            }
        }
    }

    @Test
    void theSameCallsGiveTheSameIds() throws StripeException {
        String first;
        try (Sdk one = Sdk.start()) {
            first = one.customer().getId();
        }
        try (Sdk other = Sdk.start()) {
            assertThat(other.customer().getId()).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @CsvSource({"STRIPE_SECRET_KEY, sk_live_1", "STRIPE_SECRET_KEY, rk_live_1", "CH_ENVIRONMENT, production"})
    void whereRealMoneyMayMoveItDoesNotStart(String variable, String value) {
        assertThatThrownBy(() -> StripeDouble.requireDevelopment(Map.of(variable, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("live_1");
        assertThatCode(() -> StripeDouble.requireDevelopment(Map.of("CH_ENVIRONMENT", "development")))
                .doesNotThrowAnyException();
    }
}
