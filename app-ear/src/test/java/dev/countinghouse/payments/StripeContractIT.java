package dev.countinghouse.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.money.Money;
import dev.countinghouse.payments.domain.AttemptStatus;
import dev.countinghouse.payments.domain.RefundStatus;
import dev.countinghouse.stripedouble.StripeDouble;
import java.time.Clock;
import java.time.Instant;
import java.util.Currency;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the product relies on of Stripe. With {@code STRIPE_TEST_KEY} (a {@code sk_test_} key of an account for tests) it is asked of
 * Stripe itself, without one of the double: what passes there and fails here is a fault of the double.
 */
class StripeContractIT {

    private static final @Nullable String OWN_KEY = System.getenv("STRIPE_TEST_KEY");
    private static final Currency EUR = Currency.getInstance("EUR");

    private final Optional<StripeDouble> stripe =
            OWN_KEY == null ? Optional.of(StripeDouble.start(StripeDouble.Settings.of(0, null))) : Optional.empty();
    private final StripeGateway gateway = new StripeGateway();
    private final StripeCharges charges = new StripeCharges();
    private final StripeRefunds refunds = new StripeRefunds();
    private final GatewayAccount account =
            new GatewayAccount("acct/test", false, Objects.requireNonNullElse(OWN_KEY, "sk_test_contract"), true, null);
    private final UUID customer = Ids.next();

    StripeContractIT() {
        gateway.apiBase = stripe.map(running -> running.baseUri().toString());
        charges.stripe = gateway;
        charges.clock = Clock.systemUTC();
        refunds.stripe = gateway;
        refunds.clock = Clock.systemUTC();
    }

    @AfterEach
    void stop() {
        stripe.ifPresent(StripeDouble::close);
    }

    private Charge charge(String card) {
        return Charges.of(account, gateway.attach(account, customer, null, card), new Money(1234, EUR));
    }

    @Test
    void theKeyIsOfAnAccount() {
        assertThat(gateway.accountOf(account.secretKey())).startsWith("acct_");
    }

    @Test
    void oneKeyChargesOnceAndIsAnsweredTheSame() {
        Charge charge = charge("pm_card_visa");
        GatewayAnswer paid = charges.ask(charge);
        assertThat(paid.status()).isEqualTo(AttemptStatus.SUCCEEDED);
        assertThat(charges.ask(charge)).isEqualTo(paid);
        assertThat(charges.ask(Charges.again(charge, paid.reference(), true, false)))
                .isEqualTo(paid);
    }

    @Test
    void aDeclineEndsThePaymentAndSaysWhy() {
        Charge charge = charge("pm_card_chargeCustomerFail");
        GatewayAnswer declined = charges.ask(charge);
        assertThat(declined.status()).isEqualTo(AttemptStatus.FAILED);
        assertThat(declined.code()).isNotEmpty();
        assertThat(declined.message()).isNotEmpty();
        assertThat(charges.ask(Charges.again(charge, declined.reference(), true, false))
                        .status())
                .isEqualTo(AttemptStatus.FAILED);
    }

    @Test
    void aCardThatMustBeApprovedWaitsUntilItIsGivenUp() {
        Charge charge = charge("pm_card_authenticationRequired");
        GatewayAnswer waiting = charges.ask(charge);
        assertThat(waiting.status()).isEqualTo(AttemptStatus.REQUIRES_ACTION);
        assertThat(waiting.code()).isEqualTo("authentication_required");
        assertThat(charges.ask(Charges.again(charge, waiting.reference(), true, true))
                        .status())
                .isEqualTo(AttemptStatus.FAILED);
    }

    @Test
    void aPartGoesBackOnceAndNeverMoreThanWasPaid() {
        String payment =
                Objects.requireNonNull(charges.ask(charge("pm_card_visa")).reference());
        RefundRequest part = refund(payment, 1000);
        RefundAnswer given = refunds.ask(part);
        assertThat(given.status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(refunds.ask(part).reference()).isEqualTo(given.reference());
        assertThat(refunds.ask(refund(payment, 235)).status()).isEqualTo(RefundStatus.FAILED);
    }

    private RefundRequest refund(String payment, long minorUnits) {
        return new RefundRequest(
                Ids.next(), account, payment, new Money(minorUnits, EUR), null, true, false, Instant.MAX);
    }
}
