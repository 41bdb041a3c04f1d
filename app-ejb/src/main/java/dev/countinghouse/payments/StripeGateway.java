package dev.countinghouse.payments;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentMethod;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentMethodAttachParams;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Accounts and payment methods at Stripe, over its API. Never called within a transaction: nothing waits for it but its caller. */
@ApplicationScoped
class StripeGateway {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 20_000;

    /** Where another Stripe answers, such as the double of tests; empty for Stripe itself. */
    @Inject
    @ConfigProperty(name = "countinghouse.stripe.api")
    Optional<String> apiBase;

    @PostConstruct
    void beDiscreet() {
        Stripe.enableTelemetry = false; // how long answers took is nobody's business but the operator's
    }

    /** Whether the API is Stripe's own. */
    boolean isStripeItself() {
        return apiBase.isEmpty();
    }

    /**
     * A client with limits of time. It repeats nothing by itself: whoever asks knows what may be repeated, and the key with which it is
     * harmless.
     */
    StripeClient client(String secretKey) {
        StripeClient.StripeClientBuilder builder = StripeClient.builder()
                .setApiKey(secretKey)
                .setConnectTimeout(CONNECT_MILLIS)
                .setReadTimeout(READ_MILLIS)
                .setMaxNetworkRetries(0);
        apiBase.ifPresent(builder::setApiBase);
        return builder.build();
    }

    /**
     * Whose a key is.
     *
     * @throws BillingException VALIDATION_FAILED of secret_key; PAYMENT_GATEWAY_UNAVAILABLE
     */
    String accountOf(String secretKey) {
        try {
            return client(secretKey).v1().accounts().retrieveCurrent().getId();
        } catch (PermissionException e) {
            throw BillingException.invalid("secret_key", "not_permitted", "must be allowed to read its account");
        } catch (AuthenticationException e) {
            throw BillingException.invalid("secret_key", "refused", "is refused by Stripe");
        } catch (StripeException e) {
            throw unavailable();
        }
    }

    /**
     * What a customer can be charged by from now on.
     *
     * @param card null for what is none
     */
    record Attached(
            String gatewayCustomer,
            String reference,
            String kind,
            @Nullable Card card) {}

    /** What people know a card by. */
    record Card(String brand, String last4, short expMonth, short expYear) {}

    /**
     * Attaches a payment method to a customer, who is made when Stripe does not know him. To do it again changes nothing.
     *
     * @param customerId also the key under which he is made once
     * @param gatewayCustomer as Stripe calls him; null when he is not known there
     * @throws BillingException VALIDATION_FAILED of token; PAYMENT_GATEWAY_REFUSES; PAYMENT_GATEWAY_UNAVAILABLE
     */
    Attached attach(GatewayAccount account, UUID customerId, @Nullable String gatewayCustomer, String token) {
        StripeClient client = client(account.secretKey());
        try {
            String customer = gatewayCustomer == null ? newCustomer(client, customerId) : gatewayCustomer;
            PaymentMethod method = client.v1()
                    .paymentMethods()
                    .attach(
                            token,
                            PaymentMethodAttachParams.builder()
                                    .setCustomer(customer)
                                    .build());
            return new Attached(customer, method.getId(), method.getType(), card(method));
        } catch (InvalidRequestException | CardException e) {
            String message = StripeCharges.why(e).message();
            throw BillingException.invalid(
                    "token", "refused", message == null ? "is refused by Stripe" : "is refused by Stripe: " + message);
        } catch (AuthenticationException e) {
            throw new BillingException(
                    ProblemType.PAYMENT_GATEWAY_REFUSES,
                    "Stripe says: " + StripeCharges.why(e).message());
        } catch (StripeException e) {
            throw unavailable();
        }
    }

    /** Nothing of him but our id, so that the same key always comes with the same request. */
    private static String newCustomer(StripeClient client, UUID customerId) throws StripeException {
        return client.v1()
                .customers()
                .create(
                        CustomerCreateParams.builder()
                                .putMetadata("countinghouse_customer", customerId.toString())
                                .build(),
                        RequestOptions.builder()
                                .setIdempotencyKey(customerId.toString())
                                .build())
                .getId();
    }

    private static @Nullable Card card(PaymentMethod method) {
        PaymentMethod.Card card = method.getCard();
        return card == null
                ? null
                : new Card(
                        card.getBrand(),
                        card.getLast4(),
                        card.getExpMonth().shortValue(),
                        card.getExpYear().shortValue());
    }

    /**
     * Takes a payment method away from its customer; one that is not there any more is as good as taken away.
     *
     * @throws BillingException PAYMENT_GATEWAY_REFUSES; PAYMENT_GATEWAY_UNAVAILABLE
     */
    void detach(GatewayAccount account, String reference) {
        try {
            client(account.secretKey()).v1().paymentMethods().detach(reference);
        } catch (InvalidRequestException e) {
            return; // detached before, or deleted with its customer
        } catch (AuthenticationException e) {
            throw new BillingException(
                    ProblemType.PAYMENT_GATEWAY_REFUSES,
                    "Stripe says: " + StripeCharges.why(e).message());
        } catch (StripeException e) {
            throw unavailable();
        }
    }

    private static BillingException unavailable() {
        return new BillingException(
                ProblemType.PAYMENT_GATEWAY_UNAVAILABLE, "Stripe gave no answer that could be used; try it again");
    }
}
