package dev.countinghouse.stripedouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Event;
import com.stripe.model.Invoice;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Price;
import com.stripe.model.Subscription;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionRetrieveParams;
import com.stripe.param.SubscriptionUpdateParams;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StripeSubscriptionsTest {
    private final Sdk sdk = Sdk.start();
    private String price = "";

    @BeforeEach
    void sellSomething() throws StripeException {
        price = price(2_000, "usd").getId();
    }

    @AfterEach
    void stop() {
        sdk.close();
    }

    private Price price(long amount, String currency) throws StripeException {
        return sdk.v1()
                .prices()
                .create(PriceCreateParams.builder()
                        .setCurrency(currency)
                        .setUnitAmount(amount)
                        .setProductData(PriceCreateParams.ProductData.builder()
                                .setName("Tier")
                                .build())
                        .setRecurring(PriceCreateParams.Recurring.builder()
                                .setInterval(PriceCreateParams.Recurring.Interval.MONTH)
                                .build())
                        .build());
    }

    private Customer payer(String token) throws StripeException {
        Customer ada = sdk.customer();
        String card = sdk.card(ada, token).getId();
        return sdk.v1()
                .customers()
                .update(
                        ada.getId(),
                        CustomerUpdateParams.builder()
                                .setInvoiceSettings(CustomerUpdateParams.InvoiceSettings.builder()
                                        .setDefaultPaymentMethod(card)
                                        .build())
                                .build());
    }

    private SubscriptionCreateParams.Builder wanted(Customer customer) {
        return SubscriptionCreateParams.builder()
                .setCustomer(customer.getId())
                .addItem(SubscriptionCreateParams.Item.builder()
                        .setPrice(price)
                        .setQuantity(2L)
                        .build());
    }

    private Subscription subscribe(Customer customer) throws StripeException {
        return sdk.v1().subscriptions().create(wanted(customer).build());
    }

    private Subscription again(Subscription subscription) throws StripeException {
        return sdk.v1()
                .subscriptions()
                .retrieve(
                        subscription.getId(),
                        SubscriptionRetrieveParams.builder()
                                .addExpand("latest_invoice.payments")
                                .build(),
                        null);
    }

    private List<Invoice> invoices(Subscription subscription) throws StripeException {
        return sdk.v1()
                .invoices()
                .list(InvoiceListParams.builder()
                        .setSubscription(subscription.getId())
                        .build())
                .getData();
    }

    private void advance(String duration) throws IOException {
        sdk.control("clock", "{\"advance\": \"%s\"}".formatted(duration));
    }

    private List<String> happened() throws StripeException {
        return sdk.v1().events().list().getData().stream().map(Event::getType).toList();
    }

    @Test
    void aSubscriptionIsPaidInAdvanceAndRenews() throws StripeException, IOException {
        Subscription subscription = subscribe(payer("pm_card_visa"));
        assertThat(subscription.getStatus()).isEqualTo("active");
        Invoice first = again(subscription).getLatestInvoiceObject();
        assertThat(first.getStatus()).isEqualTo("paid");
        assertThat(first.getAmountPaid()).isEqualTo(4_000);
        assertThat(first.getPayments().getData().getFirst().getStatus()).isEqualTo("paid");
        assertThat(happened()).contains("customer.subscription.created", "invoice.paid", "invoice.payment_succeeded");
        advance("P95D");
        assertThat(invoices(subscription)).hasSize(4).allMatch(invoice -> "paid".equals(invoice.getStatus()));
        assertThat(invoices(subscription).getFirst().getBillingReason()).isEqualTo("subscription_cycle");
        assertThat(again(subscription).getItems().getData().getFirst().getCurrentPeriodStart())
                .isGreaterThan(subscription.getItems().getData().getFirst().getCurrentPeriodEnd());
    }

    @Test
    void withoutACardThereIsNoSubscription() throws StripeException {
        Customer ada = sdk.customer();
        assertThatThrownBy(() -> subscribe(ada)).isInstanceOf(InvalidRequestException.class);
        assertThat(sdk.v1().subscriptions().list().getData()).isEmpty();
        assertThat(sdk.v1().invoices().list().getData()).isEmpty();
    }

    @Test
    void aCardThatDeclinesAtFirstLeavesItIncompleteAndItExpires() throws StripeException, IOException {
        Subscription subscription = subscribe(payer("pm_card_chargeCustomerFail"));
        assertThat(subscription.getStatus()).isEqualTo("incomplete");
        assertThat(happened()).contains("invoice.payment_failed");
        advance("P1D");
        assertThat(again(subscription).getStatus()).isEqualTo("incomplete_expired");
        assertThat(invoices(subscription))
                .singleElement()
                .extracting(Invoice::getStatus)
                .isEqualTo("void");
    }

    @Test
    void aRenewalThatFailsIsTriedFourTimesAndThenItEnds() throws StripeException, IOException {
        Subscription subscription = subscribe(payer("pm_card_visa"));
        String card = sdk.v1()
                .customers()
                .retrieve(subscription.getCustomer())
                .getInvoiceSettings()
                .getDefaultPaymentMethod();
        sdk.control("payment_methods/" + card, "{\"decline\": \"insufficient_funds\"}");
        advance("P31D");
        assertThat(again(subscription).getStatus()).isEqualTo("past_due");
        Invoice open = invoices(subscription).getFirst();
        assertThat(open.getStatus()).isEqualTo("open");
        assertThat(open.getAttemptCount()).isEqualTo(1);
        assertThat(open.getNextPaymentAttempt()).isNotNull();
        advance("P8D");
        assertThat(sdk.v1().invoices().retrieve(open.getId()).getAttemptCount()).isEqualTo(3);
        advance("P8D");
        Subscription ended = again(subscription);
        assertThat(ended.getStatus()).isEqualTo("canceled");
        assertThat(ended.getCancellationDetails().getReason()).isEqualTo("payment_failed");
        assertThat(happened()).contains("customer.subscription.deleted");
    }

    @Test
    void anotherCardPaysWhatIsPastDue() throws StripeException, IOException {
        Subscription subscription = subscribe(payer("pm_card_visa"));
        String card = sdk.v1()
                .customers()
                .retrieve(subscription.getCustomer())
                .getInvoiceSettings()
                .getDefaultPaymentMethod();
        sdk.control("payment_methods/" + card, "{\"decline\": \"expired_card\"}");
        advance("P31D");
        Invoice open = invoices(subscription).getFirst();
        Invoice paid = sdk.v1()
                .invoices()
                .pay(
                        open.getId(),
                        InvoicePayParams.builder()
                                .setPaymentMethod("pm_card_mastercard")
                                .build());
        assertThat(paid.getStatus()).isEqualTo("paid");
        assertThat(again(subscription).getStatus()).isEqualTo("active");
    }

    @Test
    void theCustomerMayPayTheFirstInvoiceInTheBrowser() throws StripeException {
        Customer ada = sdk.customer();
        Subscription subscription = sdk.v1()
                .subscriptions()
                .create(wanted(ada)
                        .setPaymentBehavior(SubscriptionCreateParams.PaymentBehavior.DEFAULT_INCOMPLETE)
                        .setPaymentSettings(SubscriptionCreateParams.PaymentSettings.builder()
                                .setSaveDefaultPaymentMethod(
                                        SubscriptionCreateParams.PaymentSettings.SaveDefaultPaymentMethod
                                                .ON_SUBSCRIPTION)
                                .build())
                        .addExpand("latest_invoice.confirmation_secret")
                        .build());
        assertThat(subscription.getStatus()).isEqualTo("incomplete");
        String secret =
                subscription.getLatestInvoiceObject().getConfirmationSecret().getClientSecret();
        PaymentIntent paid = sdk.v1()
                .paymentIntents()
                .confirm(
                        secret.substring(0, secret.indexOf("_secret_")),
                        PaymentIntentConfirmParams.builder()
                                .setPaymentMethod("pm_card_visa")
                                .build());
        Subscription active = again(subscription);
        assertThat(active.getStatus()).isEqualTo("active");
        assertThat(active.getDefaultPaymentMethod()).isEqualTo(paid.getPaymentMethod());
    }

    @Test
    void aTrialBillsNothingUntilItEnds() throws StripeException, IOException {
        Subscription subscription = sdk.v1()
                .subscriptions()
                .create(wanted(payer("pm_card_visa")).setTrialPeriodDays(14L).build());
        assertThat(subscription.getStatus()).isEqualTo("trialing");
        assertThat(again(subscription).getLatestInvoiceObject().getTotal()).isZero();
        advance("P15D");
        assertThat(again(subscription).getStatus()).isEqualTo("active");
        assertThat(again(subscription).getLatestInvoiceObject().getAmountPaid()).isEqualTo(4_000);
    }

    @Test
    void itEndsWithItsPeriodOrAtOnce() throws StripeException, IOException {
        Subscription ending = subscribe(payer("pm_card_visa"));
        sdk.v1()
                .subscriptions()
                .update(
                        ending.getId(),
                        SubscriptionUpdateParams.builder()
                                .setCancelAtPeriodEnd(true)
                                .build());
        assertThat(again(ending).getStatus()).isEqualTo("active");
        advance("P32D");
        assertThat(again(ending).getStatus()).isEqualTo("canceled");
        assertThat(invoices(ending)).hasSize(1);
        Subscription ended = subscribe(payer("pm_card_visa"));
        assertThat(sdk.v1().subscriptions().cancel(ended.getId()).getStatus()).isEqualTo("canceled");
    }

    @Test
    void anUpgradeIsProratedAtOnceOrWithTheNextInvoiceOrNotAtAll() throws StripeException, IOException {
        String dear = price(6_000, "usd").getId();
        Subscription subscription = subscribe(payer("pm_card_visa"));
        change(subscription, dear, SubscriptionUpdateParams.ProrationBehavior.ALWAYS_INVOICE);
        Invoice update = invoices(subscription).getFirst();
        assertThat(update.getBillingReason()).isEqualTo("subscription_update");
        assertThat(update.getTotal()).isEqualTo(8_000); // 2 × 60.00 for 2 × 20.00, the whole period being left
        change(subscription, price, SubscriptionUpdateParams.ProrationBehavior.CREATE_PRORATIONS);
        assertThat(invoices(subscription)).hasSize(2);
        advance("P32D");
        assertThat(invoices(subscription).getFirst().getTotal()).isEqualTo(4_000 - 8_000);
        assertThat(sdk.v1().customers().retrieve(subscription.getCustomer()).getBalance())
                .isEqualTo(-4_000);
        change(subscription, dear, SubscriptionUpdateParams.ProrationBehavior.NONE);
        assertThat(invoices(subscription)).hasSize(3);
        advance("P31D");
        assertThat(invoices(subscription).getFirst().getAmountPaid()).isEqualTo(12_000 - 4_000);
    }

    private void change(Subscription subscription, String to, SubscriptionUpdateParams.ProrationBehavior proration)
            throws StripeException {
        String item = subscription.getItems().getData().getFirst().getId();
        Subscription changed = sdk.v1()
                .subscriptions()
                .update(
                        subscription.getId(),
                        SubscriptionUpdateParams.builder()
                                .addItem(SubscriptionUpdateParams.Item.builder()
                                        .setId(item)
                                        .setPrice(to)
                                        .build())
                                .setProrationBehavior(proration)
                                .build());
        assertThat(changed.getItems().getData())
                .singleElement()
                .satisfies(one -> assertThat(one.getPrice().getId()).isEqualTo(to));
    }

    @Test
    void theEndOfTheMonthStaysTheEndOfTheMonth() throws StripeException, IOException {
        sdk.control("clock", "{\"to\": \"2027-01-31T12:00:00Z\"}");
        Subscription subscription = subscribe(payer("pm_card_visa"));
        advance("P70D");
        assertThat(again(subscription).getItems().getData().getFirst().getCurrentPeriodStart())
                .isBetween(
                        java.time.Instant.parse("2027-03-31T12:00:00Z").getEpochSecond(),
                        java.time.Instant.parse("2027-03-31T12:01:00Z").getEpochSecond());
    }
}
