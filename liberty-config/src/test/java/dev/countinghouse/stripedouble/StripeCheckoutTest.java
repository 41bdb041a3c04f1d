package dev.countinghouse.stripedouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.SetupIntent;
import com.stripe.model.Subscription;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StripeCheckoutTest {
    private static final String SUCCESS = "http://127.0.0.1:1/done?session={CHECKOUT_SESSION_ID}";

    private final Sdk sdk = Sdk.start();

    @AfterEach
    void stop() {
        sdk.close();
    }

    private static SessionCreateParams.Builder session(SessionCreateParams.Mode mode) {
        return SessionCreateParams.builder()
                .setMode(mode)
                .setSuccessUrl(SUCCESS)
                .setCancelUrl("http://127.0.0.1:1/canceled")
                .setClientReferenceId("invoice-1")
                .putMetadata("tenant", "acme");
    }

    private static SessionCreateParams.LineItem.PriceData.Builder price(String name) {
        return SessionCreateParams.LineItem.PriceData.builder()
                .setCurrency("eur")
                .setUnitAmount(1_234L)
                .setProductData(SessionCreateParams.LineItem.PriceData.ProductData.builder()
                        .setName(name)
                        .build());
    }

    private static SessionCreateParams.LineItem three(SessionCreateParams.LineItem.PriceData.Builder price) {
        return SessionCreateParams.LineItem.builder()
                .setQuantity(3L)
                .setPriceData(price.build())
                .build();
    }

    private static SessionCreateParams.Builder tier(
            SessionCreateParams.LineItem.PriceData.Recurring.Interval interval) {
        return session(SessionCreateParams.Mode.SUBSCRIPTION)
                .addLineItem(three(price("Tier")
                        .setRecurring(SessionCreateParams.LineItem.PriceData.Recurring.builder()
                                .setInterval(interval)
                                .build())));
    }

    private Session payment(String name) throws StripeException {
        return sdk.v1()
                .checkout()
                .sessions()
                .create(session(SessionCreateParams.Mode.PAYMENT)
                        .addLineItem(three(price(name)))
                        .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                                .putMetadata("invoice", "1")
                                .build())
                        .build());
    }

    private Session again(Session session) throws StripeException {
        return sdk.v1()
                .checkout()
                .sessions()
                .retrieve(
                        session.getId(),
                        SessionRetrieveParams.builder().addExpand("line_items").build(),
                        null);
    }

    private HttpResponse<String> pay(Session session, String card) throws IOException {
        return sdk.click(session.getUrl(), Map.of("action", "pay", "card", card, "email", "bob@example.com"));
    }

    private static void assertSuccess(HttpResponse<String> answer, Session session) {
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location"))
                .hasValue(SUCCESS.replace("{CHECKOUT_SESSION_ID}", session.getId()));
    }

    @Test
    void aCustomerPaysOnThePage() throws StripeException, IOException {
        Session session = payment("Usage of May");
        assertThat(sdk.page(session.getUrl()).body()).contains("Usage of May", "37.02 EUR", "Test card");
        assertSuccess(pay(session, "pm_card_visa"), session);
        Session done = again(session);
        assertThat(done.getStatus()).isEqualTo("complete");
        assertThat(done.getPaymentStatus()).isEqualTo("paid");
        assertThat(done.getCustomerDetails().getEmail()).isEqualTo("bob@example.com");
        assertThat(done.getLineItems().getData().getFirst().getAmountTotal()).isEqualTo(3_702);
        PaymentIntent intent = sdk.v1().paymentIntents().retrieve(done.getPaymentIntent());
        assertThat(intent.getAmountReceived()).isEqualTo(3_702);
        assertThat(intent.getMetadata()).containsEntry("invoice", "1");
        assertThat(sdk.v1().events().list().getData().getFirst())
                .extracting(Event::getType)
                .isEqualTo("checkout.session.completed");
        assertThat(sdk.page("/_pages/checkout/" + session.getId()).body()).contains("complete");
    }

    @Test
    void aDeclineIsToldOnThePageAndAnotherCardPays() throws StripeException, IOException {
        Session session = payment("Usage");
        assertThat(pay(session, "pm_card_chargeDeclinedInsufficientFunds").body())
                .contains("insufficient funds");
        assertThat(again(session).getStatus()).isEqualTo("open");
        assertSuccess(pay(session, "pm_card_visa"), session);
        assertThat(sdk.v1().paymentIntents().list().getData()).hasSize(1);
    }

    @Test
    void theBankMayAskForApproval() throws StripeException, IOException {
        Session session = payment("Usage");
        assertThat(pay(session, "pm_card_threeDSecureRequired").body()).contains("Approve", "Refuse");
        assertThat(sdk.click(session.getUrl(), Map.of("action", "refuse")).body())
                .contains("unable to authenticate");
        pay(session, "pm_card_threeDSecureRequired");
        assertSuccess(sdk.click(session.getUrl(), Map.of("action", "approve")), session);
    }

    @Test
    void cancelGoesBackAndTheSessionStaysOpenUntilItExpires() throws StripeException, IOException {
        Session session = payment("Usage");
        assertThat(sdk.click(session.getUrl(), Map.of("action", "cancel"))
                        .headers()
                        .firstValue("Location"))
                .hasValue("http://127.0.0.1:1/canceled");
        assertThat(again(session).getStatus()).isEqualTo("open");
        assertThat(sdk.v1().checkout().sessions().expire(session.getId()).getStatus())
                .isEqualTo("expired");
        assertThat(pay(session, "pm_card_visa").statusCode()).isEqualTo(400);
        Session forgotten = payment("Usage");
        sdk.control("clock", "{\"advance\": \"P1D\"}");
        assertThat(again(forgotten).getStatus()).isEqualTo("expired");
    }

    @Test
    void aCustomerSubscribesOnThePage() throws StripeException, IOException {
        Session session = sdk.v1()
                .checkout()
                .sessions()
                .create(tier(SessionCreateParams.LineItem.PriceData.Recurring.Interval.MONTH)
                        .setSubscriptionData(SessionCreateParams.SubscriptionData.builder()
                                .putMetadata("tier", "growth")
                                .build())
                        .build());
        assertThat(pay(session, "pm_card_chargeDeclined").body()).contains("declined");
        assertSuccess(pay(session, "pm_card_visa"), session);
        Subscription subscription =
                sdk.v1().subscriptions().retrieve(again(session).getSubscription());
        assertThat(subscription.getStatus()).isEqualTo("active");
        assertThat(subscription.getMetadata()).containsEntry("tier", "growth");
        assertThat(subscription.getDefaultPaymentMethod()).isNotNull();
        sdk.control("clock", "{\"advance\": \"P32D\"}");
        assertThat(sdk.v1().invoices().list().getData()).hasSize(2).allMatch(one -> "paid".equals(one.getStatus()));
    }

    @Test
    void aCardIsSavedOnThePage() throws StripeException, IOException {
        Customer ada = sdk.customer();
        Session session = sdk.v1()
                .checkout()
                .sessions()
                .create(session(SessionCreateParams.Mode.SETUP)
                        .setCustomer(ada.getId())
                        .build());
        pay(session, "pm_card_authenticationRequiredOnSetup");
        assertSuccess(sdk.click(session.getUrl(), Map.of("action", "approve")), session);
        SetupIntent saved = sdk.v1().setupIntents().retrieve(again(session).getSetupIntent());
        assertThat(sdk.v1().paymentMethods().retrieve(saved.getPaymentMethod()).getCustomer())
                .isEqualTo(ada.getId());
    }

    @Test
    void textsOfOthersAreEscaped() throws StripeException, IOException {
        Session session = payment("<script>alert('x')</script>");
        HttpResponse<String> page = sdk.page(session.getUrl());
        assertThat(page.body()).doesNotContain("<script").contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
        assertThat(sdk.click(session.getUrl(), Map.of("action", "pay", "card", "<b>"))
                        .body())
                .doesNotContain("<b>");
        assertThat(sdk.page("/_pages/checkout/%3Cb%3E").body()).doesNotContain("<b>");
    }

    @Test
    void aBrowserIsSentToTheWebOnly() {
        assertThatThrownBy(() -> sdk.v1()
                        .checkout()
                        .sessions()
                        .create(session(SessionCreateParams.Mode.SETUP)
                                .setSuccessUrl("javascript:alert(1)")
                                .build()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void theBillingPortalChangesTheCardAndEndsASubscription() throws StripeException, IOException {
        Session session = sdk.v1()
                .checkout()
                .sessions()
                .create(tier(SessionCreateParams.LineItem.PriceData.Recurring.Interval.YEAR)
                        .setCustomer(sdk.customer().getId())
                        .build());
        pay(session, "pm_card_visa");
        Session done = again(session);
        String portal = sdk.v1()
                .billingPortal()
                .sessions()
                .create(com.stripe.param.billingportal.SessionCreateParams.builder()
                        .setCustomer(done.getCustomer())
                        .setReturnUrl("http://127.0.0.1:1/back?a=1&b=2")
                        .build())
                .getUrl();
        assertThat(sdk.page(portal).body())
                .contains("ada@example.com", "Cancel subscription", "http://127.0.0.1:1/back?a=1&amp;b=2");
        assertThat(sdk.click(portal, Map.of("action", "card", "card", "pm_card_chargeDeclined"))
                        .body())
                .contains("declined");
        sdk.click(portal, Map.of("action", "card", "card", "pm_card_mastercard"));
        sdk.click(portal, Map.of("action", "end", "subscription", done.getSubscription()));
        Subscription changed = sdk.v1().subscriptions().retrieve(done.getSubscription());
        assertThat(changed.getCancelAtPeriodEnd()).isTrue();
        assertThat(sdk.v1()
                        .paymentMethods()
                        .retrieve(changed.getDefaultPaymentMethod())
                        .getCard()
                        .getBrand())
                .isEqualTo("mastercard");
        assertThat(sdk.click(portal, Map.of("action", "end", "subscription", "sub_of_another"))
                        .statusCode())
                .isEqualTo(400);
    }
}
