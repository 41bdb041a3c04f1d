package dev.countinghouse.stripedouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.SetupIntent;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.SetupIntentCreateParams;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripePaymentsTest {
    private final Sdk sdk = Sdk.start();

    @AfterEach
    void stop() {
        sdk.close();
    }

    private PaymentIntent again(PaymentIntent intent) throws StripeException {
        return sdk.v1().paymentIntents().retrieve(intent.getId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pm_card_visa", "pm_card_mastercard", "pm_card_amex", "pm_card_visa_debit"})
    void aGoodCardPaysAtOnce(String card) throws StripeException {
        PaymentIntent paid = sdk.pay(2_000, card);
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getAmountReceived()).isEqualTo(2_000);
        assertThat(again(paid).toJson()).isEqualTo(paid.toJson());
    }

    @Test
    void theChargeTellsTheFeeOfItsBalanceTransaction() throws StripeException {
        PaymentIntent paid = sdk.v1()
                .paymentIntents()
                .retrieve(
                        sdk.pay(10_050, "pm_card_visa").getId(),
                        PaymentIntentRetrieveParams.builder()
                                .addExpand("latest_charge.balance_transaction")
                                .build(),
                        null);
        Charge charge = paid.getLatestChargeObject();
        BalanceTransaction movement = charge.getBalanceTransactionObject();
        assertThat(movement.getFee()).isEqualTo(151 + 25); // 1.5 % of 100.50 is 1.5075
        assertThat(movement.getNet()).isEqualTo(10_050 - 176);
        assertThat(charge.getPaymentMethodDetails().getCard().getLast4()).isEqualTo("4242");
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_chargeDeclined, card_declined, generic_decline",
        "pm_card_visa_chargeDeclined, card_declined, generic_decline",
        "pm_card_chargeDeclinedInsufficientFunds, card_declined, insufficient_funds",
        "pm_card_visa_chargeDeclinedLostCard, card_declined, lost_card",
        "pm_card_visa_chargeDeclinedStolenCard, card_declined, stolen_card",
        "pm_card_chargeDeclinedExpiredCard, expired_card, expired_card",
        "pm_card_chargeDeclinedIncorrectCvc, incorrect_cvc, incorrect_cvc",
        "pm_card_chargeDeclinedProcessingError, processing_error, processing_error",
        "pm_card_visa_chargeDeclinedVelocityLimitExceeded, card_declined, card_velocity_exceeded",
        "pm_card_radarBlock, card_declined, fraudulent"
    })
    void aDeclinedCardSaysWhyAndLeavesTheIntentOpenForAnother(String card, String code, String declineCode)
            throws StripeException {
        CardException refused = catchThrowableOfType(CardException.class, () -> sdk.pay(2_000, card));
        assertThat(refused.getStatusCode()).isEqualTo(402);
        assertThat(refused.getCode()).isEqualTo(code);
        assertThat(refused.getDeclineCode()).isEqualTo(declineCode);
        PaymentIntent intent = again(refused.getStripeError().getPaymentIntent());
        assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
        assertThat(intent.getPaymentMethod()).isNull();
        assertThat(intent.getLastPaymentError().getDeclineCode()).isEqualTo(declineCode);
        assertThat(sdk.v1().charges().retrieve(intent.getLatestCharge()).getStatus())
                .isEqualTo("failed");
        PaymentIntent paid = sdk.v1()
                .paymentIntents()
                .confirm(
                        intent.getId(),
                        PaymentIntentConfirmParams.builder()
                                .setPaymentMethod("pm_card_visa")
                                .build());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getLastPaymentError()).isNull();
    }

    @Test
    void aCardThatOnlyDeclinesCannotBeAttachedAndOneThatDeclinesLaterCan() throws StripeException {
        Customer ada = sdk.customer();
        assertThatThrownBy(() -> sdk.card(ada, "pm_card_chargeDeclined")).isInstanceOf(CardException.class);
        PaymentMethod card = sdk.card(ada, "pm_card_chargeCustomerFail");
        assertThatThrownBy(() -> sdk.v1()
                        .paymentIntents()
                        .create(Sdk.payment(500, card.getId())
                                .setCustomer(ada.getId())
                                .setOffSession(true)
                                .build()))
                .isInstanceOf(CardException.class);
    }

    @Test
    void aSavedCardCanBeToldToDeclineLater() throws StripeException, IOException {
        Customer ada = sdk.customer();
        String card = sdk.card(ada, "pm_card_visa").getId();
        PaymentIntentCreateParams payment = Sdk.payment(500, card)
                .setCustomer(ada.getId())
                .setOffSession(true)
                .build();
        sdk.control("payment_methods/" + card, "{\"decline\": \"insufficient_funds\"}");
        CardException refused = catchThrowableOfType(
                CardException.class, () -> sdk.v1().paymentIntents().create(payment));
        assertThat(refused.getDeclineCode()).isEqualTo("insufficient_funds");
        sdk.control("payment_methods/" + card, "{\"decline\": \"\"}");
        assertThat(sdk.v1().paymentIntents().create(payment).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void whoMustApproveIsSentToAPageAndComesBack() throws StripeException, IOException {
        PaymentIntent waiting = sdk.v1()
                .paymentIntents()
                .create(Sdk.payment(500, "pm_card_threeDSecureRequired")
                        .setReturnUrl("http://127.0.0.1:1/back?a=b")
                        .build());
        assertThat(waiting.getStatus()).isEqualTo("requires_action");
        String url = waiting.getNextAction().getRedirectToUrl().getUrl();
        assertThat(sdk.page(url).body()).contains("5.00 EUR", "Approve", "Refuse");
        assertThat(sdk.click(url, Map.of("action", "approve")).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to)
                        .startsWith("http://127.0.0.1:1/back?a=b&payment_intent=" + waiting.getId())
                        .endsWith("redirect_status=succeeded"));
        assertThat(again(waiting).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void whoRefusesToApproveDoesNotPay() throws StripeException, IOException {
        PaymentIntent waiting = sdk.pay(500, "pm_card_authenticationRequired");
        assertThat(waiting.getNextAction().getType()).isEqualTo("use_stripe_sdk");
        sdk.control("payment_intents/" + waiting.getId(), "{\"authenticate\": \"fail\"}");
        PaymentIntent refused = again(waiting);
        assertThat(refused.getStatus()).isEqualTo("requires_payment_method");
        assertThat(refused.getLastPaymentError().getCode()).isEqualTo("payment_intent_authentication_failure");
    }

    @Test
    void approvalDoesNotMakeMoneyThatIsNotThere() throws StripeException, IOException {
        PaymentIntent waiting = sdk.pay(500, "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds");
        sdk.control("payment_intents/" + waiting.getId(), "{\"authenticate\": \"succeed\"}");
        assertThat(again(waiting).getLastPaymentError().getDeclineCode()).isEqualTo("insufficient_funds");
    }

    @Test
    void withoutTheCustomerACardThatAsksForApprovalDeclines() {
        CardException refused = catchThrowableOfType(
                CardException.class,
                () -> sdk.v1()
                        .paymentIntents()
                        .create(Sdk.payment(500, "pm_card_authenticationRequired")
                                .setOffSession(true)
                                .build()));
        assertThat(refused.getCode()).isEqualTo("authentication_required");
    }

    @Test
    void aCardThatWasSetUpPaysWithoutTheCustomer() throws StripeException, IOException {
        Customer ada = sdk.customer();
        SetupIntent setup = sdk.v1()
                .setupIntents()
                .create(SetupIntentCreateParams.builder()
                        .setCustomer(ada.getId())
                        .setPaymentMethod("pm_card_authenticationRequiredOnSetup")
                        .addPaymentMethodType("card")
                        .setConfirm(true)
                        .build());
        assertThat(setup.getStatus()).isEqualTo("requires_action");
        sdk.control("setup_intents/" + setup.getId(), "{\"authenticate\": \"succeed\"}");
        SetupIntent done = sdk.v1().setupIntents().retrieve(setup.getId());
        assertThat(done.getStatus()).isEqualTo("succeeded");
        PaymentIntent paid = sdk.v1()
                .paymentIntents()
                .create(Sdk.payment(500, done.getPaymentMethod())
                        .setCustomer(ada.getId())
                        .setOffSession(true)
                        .build());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
    }

    @Test
    void anAuthorizationIsCapturedInPartAndOnce() throws StripeException {
        PaymentIntent held = sdk.v1()
                .paymentIntents()
                .create(Sdk.payment(2_000, "pm_card_visa")
                        .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
                        .build());
        assertThat(held.getStatus()).isEqualTo("requires_capture");
        PaymentIntentCaptureParams part =
                PaymentIntentCaptureParams.builder().setAmountToCapture(1_500L).build();
        PaymentIntent taken = sdk.v1().paymentIntents().capture(held.getId(), part);
        assertThat(taken.getAmountReceived()).isEqualTo(1_500);
        assertThatThrownBy(() -> sdk.v1().paymentIntents().capture(held.getId(), part))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state"));
    }

    @Test
    void whatIsPaidCannotBeCanceledAndWhatIsCanceledCannotBePaid() throws StripeException {
        PaymentIntent paid = sdk.pay(500, "pm_card_visa");
        assertThatThrownBy(() -> sdk.v1().paymentIntents().cancel(paid.getId()))
                .isInstanceOf(InvalidRequestException.class);
        PaymentIntent open = sdk.v1()
                .paymentIntents()
                .create(Sdk.payment(500, "pm_card_visa").setConfirm(false).build());
        assertThat(open.getStatus()).isEqualTo("requires_confirmation");
        assertThat(sdk.v1().paymentIntents().cancel(open.getId()).getStatus()).isEqualTo("canceled");
        assertThatThrownBy(() -> sdk.v1().paymentIntents().confirm(open.getId()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @CsvSource({"succeed, succeeded, ''", "insufficient_funds, requires_payment_method, insufficient_funds"})
    void aPaymentInProgressEndsWhenTheBankSaysSo(String word, String status, String decline)
            throws StripeException, IOException {
        sdk.control("faults", "{\"kind\": \"processing\"}");
        PaymentIntent started = sdk.pay(500, "pm_card_visa");
        assertThat(started.getStatus()).isEqualTo("processing");
        sdk.control("payment_intents/" + started.getId(), "{\"settle\": \"%s\"}".formatted(word));
        PaymentIntent ended = again(started);
        assertThat(ended.getStatus()).isEqualTo(status);
        if (!decline.isEmpty()) {
            assertThat(ended.getLastPaymentError().getDeclineCode()).isEqualTo(decline);
        }
    }

    @Test
    void withoutAnAddressToComeBackToOnlyCardsMayBeTaken() {
        assertThatThrownBy(() -> sdk.v1()
                        .paymentIntents()
                        .create(PaymentIntentCreateParams.builder()
                                .setAmount(500L)
                                .setCurrency("eur")
                                .setPaymentMethod("pm_card_visa")
                                .setConfirm(true)
                                .build()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("return_url");
    }

    @ParameterizedTest
    @CsvSource({"49, eur, amount_too_small", "100000000, eur, amount_too_large", "500, zzz, "})
    void amountsAndCurrenciesAreChecked(long amount, String currency, String code) {
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class,
                () -> sdk.v1()
                        .paymentIntents()
                        .create(PaymentIntentCreateParams.builder()
                                .setAmount(amount)
                                .setCurrency(currency)
                                .build()));
        assertThat(refused.getCode()).isEqualTo(code);
    }

    @Test
    void aPaymentSavesTheCardWhereItIsAskedTo() throws StripeException {
        Customer ada = sdk.customer();
        PaymentIntent paid = sdk.v1()
                .paymentIntents()
                .create(Sdk.payment(500, "pm_card_visa")
                        .setCustomer(ada.getId())
                        .setSetupFutureUsage(PaymentIntentCreateParams.SetupFutureUsage.OFF_SESSION)
                        .build());
        assertThat(sdk.v1().paymentMethods().retrieve(paid.getPaymentMethod()).getCustomer())
                .isEqualTo(ada.getId());
    }
}
