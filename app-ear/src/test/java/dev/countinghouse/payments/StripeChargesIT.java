package dev.countinghouse.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.StripeException;
import com.stripe.param.PaymentIntentCreateParams;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.json.Json;
import dev.countinghouse.money.Money;
import dev.countinghouse.payments.domain.AttemptStatus;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.stripedouble.StripeDouble;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a charge, over HTTP with a double of Stripe. */
class StripeChargesIT {

    private static final String KEY = "sk_test_charges";
    private static final String INTENTS = "/v1/payment_intents";
    private static final Currency EUR = Currency.getInstance("EUR");

    private final StripeDouble stripe = StripeDouble.start(StripeDouble.Settings.of(0, null));
    private final StripeGateway gateway = gateway(stripe.baseUri());
    private final StripeCharges charges = charges(gateway);
    private final GatewayAccount account = new GatewayAccount("acct/test", false, KEY, true, null);
    private final UUID customer = Ids.next();

    private static StripeGateway gateway(URI base) {
        StripeGateway gateway = new StripeGateway();
        gateway.apiBase = Optional.of(base.toString());
        return gateway;
    }

    private static StripeCharges charges(StripeGateway gateway) {
        StripeCharges charges = new StripeCharges();
        charges.stripe = gateway;
        charges.clock = Clock.systemUTC();
        return charges;
    }

    @AfterEach
    void stop() {
        stripe.close();
    }

    private Charge charge(String card) {
        StripeGateway.Attached attached = gateway.attach(account, customer, null, card);
        return charge(attached, "12.34");
    }

    private Charge charge(StripeGateway.Attached attached, String euros) {
        return Charges.of(account, attached, Money.exact(new BigDecimal(euros), EUR));
    }

    private String http(String path, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(stripe.baseUri().resolve(path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            (json == null ? request.GET() : request.POST(BodyPublishers.ofString(json))).build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fault(String kind) {
        http("/_double/faults", Json.write(Map.of("kind", kind, "method", "POST", "match", INTENTS, "times", 1)));
    }

    private List<String> intents() {
        try {
            return StreamSupport.stream(
                            Json.MAPPER
                                    .readTree(http(INTENTS, null))
                                    .path("data")
                                    .spliterator(),
                            false)
                    .map(intent -> intent.path("status").asText())
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aGoodCardIsChargedTheAmountOnce() {
        Charge charge = charge("pm_card_visa");
        GatewayAnswer first = charges.ask(charge);
        assertThat(first.status()).isEqualTo(AttemptStatus.SUCCEEDED);
        assertThat(charges.ask(charge)).as("the same key again").isEqualTo(first);
        assertThat(charges.ask(Charges.again(charge, null, true, false)))
                .as("found by its attempt")
                .isEqualTo(first);
        assertThat(charges.ask(Charges.again(charge, first.reference(), false, false)))
                .isEqualTo(first);
        assertThat(intents()).containsExactly("succeeded");
    }

    @Test
    void aDeclineIsCanceledAndSaysWhy() {
        Charge charge = charge("pm_card_chargeCustomerFail");
        GatewayAnswer answer = charges.ask(charge);
        assertThat(answer.status()).isEqualTo(AttemptStatus.FAILED);
        assertThat(answer.code()).isNotEmpty();
        assertThat(answer.message()).isNotEmpty();
        assertThat(intents()).containsExactly("canceled");
        assertThat(charges.ask(Charges.again(charge, answer.reference(), true, false))
                        .status())
                .isEqualTo(AttemptStatus.FAILED);
    }

    @Test
    void whoHasToAuthenticateMayDoItUntilHisTimeIsOver() {
        Charge charge = charge("pm_card_authenticationRequired");
        GatewayAnswer waiting = charges.ask(charge);
        assertThat(waiting.status()).isEqualTo(AttemptStatus.REQUIRES_ACTION);
        assertThat(waiting.code()).isEqualTo("authentication_required");
        assertThat(charges.ask(Charges.again(charge, waiting.reference(), true, false))
                        .status())
                .isEqualTo(AttemptStatus.REQUIRES_ACTION);
        assertThat(intents()).containsExactly("requires_payment_method");
        assertThat(charges.ask(Charges.again(charge, waiting.reference(), true, true))
                        .status())
                .isEqualTo(AttemptStatus.FAILED);
        assertThat(intents()).containsExactly("canceled");
    }

    @Test
    void anAnswerThatIsLostLeavesItUnknownUntilItIsFoundOut() {
        Charge charge = charge("pm_card_visa");
        fault("error_after");
        assertThat(charges.ask(charge).status()).isEqualTo(AttemptStatus.UNKNOWN);
        assertThat(charges.ask(Charges.again(charge, null, true, false)).status())
                .isEqualTo(AttemptStatus.SUCCEEDED);
        assertThat(intents()).containsExactly("succeeded");
    }

    /** The JDK's client may send it again by itself, under the same key. */
    @Test
    void aConnectionThatEndsWithoutAnAnswerChargesOnce() {
        Charge charge = charge("pm_card_visa");
        fault("hang_after");
        assertThat(charges.ask(charge).status()).isIn(AttemptStatus.UNKNOWN, AttemptStatus.SUCCEEDED);
        assertThat(charges.ask(Charges.again(charge, null, true, false)).status())
                .isEqualTo(AttemptStatus.SUCCEEDED);
        assertThat(intents()).containsExactly("succeeded");
    }

    @Test
    void whatStripeRefusedForItsLoadIsChargedWhenItIsAskedAgain() {
        Charge charge = charge("pm_card_visa");
        fault("rate_limit");
        GatewayAnswer busy = charges.ask(charge);
        assertThat(busy.status()).isEqualTo(AttemptStatus.UNKNOWN);
        assertThat(intents()).isEmpty();
        assertThat(charges.ask(Charges.again(charge, null, true, false)).status())
                .isEqualTo(AttemptStatus.SUCCEEDED);
    }

    @Test
    void whenStripeMayHaveForgottenTheKeyNothingIsChargedAnew() {
        Charge charge = charge("pm_card_visa");
        fault("rate_limit");
        charges.ask(charge);
        GatewayAnswer answer = charges.ask(Charges.again(charge, null, false, false));
        assertThat(answer.status()).isEqualTo(AttemptStatus.FAILED);
        assertThat(answer.code()).isEqualTo("not_received");
        assertThat(intents()).isEmpty();
    }

    @Test
    void whoeverWasHeldUpAsksForNothingAnyMore() {
        Charge charge = charge("pm_card_visa");
        charges.clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(11));
        GatewayAnswer late = charges.ask(charge);
        assertThat(late.status()).isEqualTo(AttemptStatus.UNKNOWN);
        assertThat(late.code()).isEqualTo("not_asked");
        assertThat(intents()).isEmpty();
    }

    /** As from books of before, whose attempt seems not to have begun. */
    @Test
    void whatWasChargedUnderAKeyThatIsForgottenIsFoundAndNotChargedAgain() {
        Charge charge = charge("pm_card_visa");
        GatewayAnswer first = charges.ask(charge);
        assertThat(charges.ask(Charges.again(charge, null, true, false))).isEqualTo(first);
        assertThat(intents()).hasSize(1);
    }

    @Test
    void anotherPaymentIsNotTakenForTheAttemptsOwn() {
        Charge other = charge("pm_card_visa");
        GatewayAnswer paid = charges.ask(other);
        Charge charge = charge("pm_card_visa");
        fault("rate_limit");
        charges.ask(charge);
        GatewayAnswer answer = charges.ask(Charges.again(charge, paid.reference(), true, false));
        assertThat(answer.status()).isEqualTo(AttemptStatus.FAILED);
        assertThat(answer.code()).isEqualTo("not_received");
        assertThat(look(charge, Objects.requireNonNull(paid.reference())).status())
                .isEqualTo(AttemptStatus.UNKNOWN);
    }

    @Test
    void aPaymentThatIsGoneAtStripeIsLookedForAndThenHasFailed() {
        Charge charge = charge("pm_card_visa");
        GatewayAnswer paid = charges.ask(charge);
        assertThat(charges.ask(Charges.again(charge, "pi_gone", true, false))).isEqualTo(paid);
        Charge nothing = charge("pm_card_visa");
        GatewayAnswer answer = charges.ask(Charges.again(nothing, "pi_gone", true, false));
        assertThat(answer.status()).isEqualTo(AttemptStatus.FAILED);
        assertThat(answer.code()).isEqualTo("not_received");
    }

    /** His payments stay, but cannot be listed as his. */
    @Test
    void thePaymentOfACustomerWhoIsNotKnownAnyMoreIsFound() {
        Charge charge = charge("pm_card_visa");
        GatewayAnswer paid = charges.ask(charge);
        Charge erased = new Charge(
                charge.attemptId(),
                charge.account(),
                charge.tenantId(),
                charge.invoiceId(),
                charge.number(),
                charge.amount(),
                "erased",
                "erased",
                null,
                charge.since(),
                charge.askBy(),
                false,
                false,
                false);
        assertThat(charges.ask(erased)).isEqualTo(paid);
    }

    @Test
    void anotherAmountThanWasAskedForIsTakenAsItCameIn() {
        StripeGateway.Attached attached = gateway.attach(account, customer, null, "pm_card_visa");
        Charge charge = charge(attached, "12.34");
        charges.ask(charge);
        Charge less = new Charge(
                charge.attemptId(),
                charge.account(),
                charge.tenantId(),
                charge.invoiceId(),
                charge.number(),
                Money.exact(new BigDecimal("10"), EUR),
                charge.gatewayCustomer(),
                charge.paymentMethod(),
                null,
                charge.since(),
                charge.askBy(),
                true,
                false,
                false);
        GatewayAnswer answer = charges.ask(less);
        assertThat(answer.status()).isEqualTo(AttemptStatus.SUCCEEDED);
        assertThat(answer.received()).isEqualTo(charge.amount());
    }

    @Test
    void aPaymentThatNobodyWaitsForIsTakenWhenStripeHasIt() {
        Charge charge = charge("pm_card_visa");
        GatewayAnswer paid = charges.ask(charge);
        assertThat(look(charge, Objects.requireNonNull(paid.reference()))).isEqualTo(paid);
        assertThat(look(charge, "pi_gone").status()).isEqualTo(AttemptStatus.UNKNOWN);
    }

    private GatewayAnswer look(Charge charge, String reference) {
        return charges.look(new LatePayment(charge.attemptId(), account, charge.amount(), reference));
    }

    /** By somebody else's request, as one that is on its way would be. */
    @Test
    void whatIsBeingConfirmedIsCanceledWhenItIsNotYoungAnyMore() throws StripeException {
        Charge charge = charge("pm_card_visa");
        gateway.client(KEY)
                .v1()
                .paymentIntents()
                .create(PaymentIntentCreateParams.builder()
                        .setAmount(1234L)
                        .setCurrency("eur")
                        .setCustomer(charge.gatewayCustomer())
                        .setPaymentMethod(charge.paymentMethod())
                        .putMetadata(StripeCharges.ATTEMPT, charge.attemptId().toString())
                        .build());
        assertThat(intents()).containsExactly("requires_confirmation");
        assertThat(charges.ask(Charges.again(charge, null, true, false)).status())
                .isEqualTo(AttemptStatus.UNKNOWN);
        assertThat(intents()).containsExactly("requires_confirmation");
        charges.clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(11));
        assertThat(charges.ask(Charges.again(charge, null, true, false)).status())
                .isEqualTo(AttemptStatus.FAILED);
        assertThat(intents()).containsExactly("canceled");
    }

    @Test
    void whatStripeCallsInvalidHasFailed() {
        StripeGateway.Attached attached = gateway.attach(account, customer, null, "pm_card_visa");
        GatewayAnswer answer = charges.ask(charge(attached, "0.10"));
        assertThat(answer.status()).isEqualTo(AttemptStatus.FAILED);
        assertThat(answer.code()).isEqualTo("amount_too_small");
    }

    @Test
    void aCustomerIsMadeOnceAndKnownAgain() {
        StripeGateway.Attached first = gateway.attach(account, customer, null, "pm_card_visa");
        StripeGateway.Attached second = gateway.attach(account, customer, null, "pm_card_mastercard");
        assertThat(second.gatewayCustomer()).isEqualTo(first.gatewayCustomer());
        assertThat(first.card())
                .isEqualTo(new StripeGateway.Card(
                        "visa",
                        "4242",
                        Objects.requireNonNull(first.card()).expMonth(),
                        first.card().expYear()));
        gateway.detach(account, second.reference());
        gateway.detach(account, second.reference());
        assertThatThrownBy(() -> gateway.attach(account, customer, null, "pm_nothing"))
                .isInstanceOf(BillingException.class);
    }

    @Test
    void aKeyIsAskedWhoseItIs() {
        assertThat(gateway.accountOf(KEY)).startsWith("acct_").isEqualTo(gateway.accountOf(KEY));
        assertThat(gateway.accountOf("sk_test_another")).isNotEqualTo(gateway.accountOf(KEY));
        assertThatThrownBy(() -> gateway.accountOf("no key")).isInstanceOf(BillingException.class);
    }
}
