package dev.countinghouse.payments;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import dev.countinghouse.json.Json;
import dev.countinghouse.payments.GatewayAnswer.Why;
import dev.countinghouse.payments.domain.StripeAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Charges through Stripe, and finds out what became of it. An attempt is one payment intent, made with the attempt's id as its key. What
 * failed is canceled before it is called so: nobody can pay it later, and a failure is final.
 */
@ApplicationScoped
class StripeCharges {

    /** Where a payment intent carries the attempt it is of. */
    static final String ATTEMPT = "countinghouse_attempt";

    private static final Logger LOG = Logger.getLogger(StripeCharges.class.getName());
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
    private static final long PAGE = 100;
    private static final String AUTHENTICATION = "authentication_required";
    private static final int MESSAGE_MAX = 500;
    private static final int CODE_MAX = 64;

    @Inject
    StripeGateway stripe;

    /** Asks for the money, or what became of it when it was asked for before. */
    GatewayAnswer ask(Charge charge) {
        StripeClient client = stripe.client(charge.account().secretKey());
        try {
            return charge.first() ? charge(client, charge) : reconcile(client, charge);
        } catch (StripeException e) { // no answer, one of the server's own, or the key is refused: nothing is known
            LOG.log(Level.WARNING, "attempt {0}: {1}", new Object[] {charge.attemptId(), e.getMessage()});
            return GatewayAnswer.unknown(charge.reference(), why(e));
        }
    }

    private static GatewayAnswer charge(StripeClient client, Charge charge) throws StripeException {
        Optional<Long> amount = StripeAmount.of(charge.amount());
        if (amount.isEmpty()) {
            return GatewayAnswer.failed(
                    null, new Why("amount_not_chargeable", "Stripe cannot take exactly " + charge.amount()));
        }
        try {
            PaymentIntent intent = client.v1()
                    .paymentIntents()
                    .create(
                            request(charge, amount.get()),
                            RequestOptions.builder()
                                    .setIdempotencyKey(charge.attemptId().toString())
                                    .build());
            return answer(client, charge, intent, new Why(null, null));
        } catch (CardException | InvalidRequestException e) {
            return refused(client, charge, e);
        } catch (IdempotencyException e) { // it would be our own fault; so it is looked for
            LOG.log(Level.SEVERE, "attempt {0} was asked for otherwise before", charge.attemptId());
            return GatewayAnswer.unknown(charge.reference(), why(e));
        }
    }

    private static PaymentIntentCreateParams request(Charge charge, long amount) {
        return PaymentIntentCreateParams.builder()
                .setAmount(amount)
                .setCurrency(StripeAmount.currency(charge.amount()))
                .setCustomer(charge.gatewayCustomer())
                .setPaymentMethod(charge.paymentMethod())
                .setConfirm(true)
                .setOffSession(true)
                .setDescription(charge.number())
                .putMetadata(ATTEMPT, charge.attemptId().toString())
                .putMetadata("countinghouse_invoice", charge.invoiceId().toString())
                .build();
    }

    /** A decline tells of the payment intent; a request that is refused as such made none. */
    private static GatewayAnswer refused(StripeClient client, Charge charge, StripeException e) throws StripeException {
        @Nullable StripeError error = e.getStripeError();
        PaymentIntent intent = error == null ? null : error.getPaymentIntent();
        if (intent != null) {
            return answer(client, charge, intent, why(e));
        }
        return e instanceof CardException
                ? GatewayAnswer.unknown(charge.reference(), why(e))
                : GatewayAnswer.failed(null, why(e));
    }

    /** Nothing is charged anew before it is certain that Stripe has nothing of the attempt, or that it would recognise the key. */
    private static GatewayAnswer reconcile(StripeClient client, Charge charge) throws StripeException {
        String reference = charge.reference();
        Optional<PaymentIntent> found = reference == null
                ? find(client, charge)
                : Optional.of(client.v1().paymentIntents().retrieve(reference));
        if (found.isPresent()) {
            return answer(client, charge, found.get(), new Why(null, null));
        }
        return charge.keyHolds()
                ? charge(client, charge)
                : GatewayAnswer.failed(null, new Why("not_received", "Stripe never received it"));
    }

    private static Optional<PaymentIntent> find(StripeClient client, Charge charge) throws StripeException {
        PaymentIntentListParams recent = PaymentIntentListParams.builder()
                .setCustomer(charge.gatewayCustomer())
                .setCreated(PaymentIntentListParams.Created.builder()
                        .setGte(charge.begunAt().minus(CLOCKS_DIFFER).getEpochSecond())
                        .build())
                .setLimit(PAGE)
                .build();
        for (PaymentIntent intent : client.v1().paymentIntents().list(recent).autoPagingIterable()) {
            if (charge.attemptId().toString().equals(intent.getMetadata().get(ATTEMPT))) {
                return Optional.of(intent);
            }
        }
        return Optional.empty();
    }

    private static GatewayAnswer answer(StripeClient client, Charge charge, PaymentIntent intent, Why told)
            throws StripeException {
        String reference = intent.getId();
        return switch (intent.getStatus()) {
            case "succeeded" -> received(charge, intent);
            case "processing" -> GatewayAnswer.processing(reference);
            case "canceled" -> GatewayAnswer.failed(reference, why(intent, told, "canceled"));
            case "requires_action" ->
                charge.abandoned()
                        ? cancel(client, charge, intent, new Why("action_not_taken", null))
                        : GatewayAnswer.requiresAction(reference, new Why("requires_action", told.message()));
            case "requires_payment_method" -> {
                Why why = why(intent, told, "declined");
                yield AUTHENTICATION.equals(why.code()) && !charge.abandoned()
                        ? GatewayAnswer.requiresAction(reference, why)
                        : cancel(client, charge, intent, why);
            }
            default -> cancel(client, charge, intent, why(intent, told, "not_confirmed"));
        };
    }

    private static GatewayAnswer received(Charge charge, PaymentIntent intent) {
        boolean whole = StripeAmount.of(charge.amount())
                .filter(amount -> amount.equals(intent.getAmountReceived()))
                .isPresent();
        if (!whole || !StripeAmount.currency(charge.amount()).equals(intent.getCurrency())) {
            LOG.log(Level.SEVERE, "attempt {0} received {1} {2}", new Object[] {
                charge.attemptId(), intent.getAmountReceived(), intent.getCurrency()
            });
            return GatewayAnswer.unknown(intent.getId(), new Why("amount_mismatch", "Stripe received another amount"));
        }
        return GatewayAnswer.succeeded(intent.getId());
    }

    /** Only what is canceled has failed: until then it could be paid still. It may have been, in the meantime. */
    private static GatewayAnswer cancel(StripeClient client, Charge charge, PaymentIntent intent, Why why)
            throws StripeException {
        PaymentIntent after;
        try {
            after = client.v1().paymentIntents().cancel(intent.getId());
        } catch (InvalidRequestException e) {
            after = client.v1().paymentIntents().retrieve(intent.getId());
        } catch (StripeException e) {
            return GatewayAnswer.unknown(intent.getId(), why);
        }
        return switch (after.getStatus()) {
            case "canceled" -> GatewayAnswer.failed(intent.getId(), why);
            case "succeeded" -> received(charge, after);
            default -> GatewayAnswer.unknown(intent.getId(), why);
        };
    }

    private static Why why(PaymentIntent intent, Why told, String otherwise) {
        if (told.code() != null) {
            return told;
        }
        @Nullable StripeError error = intent.getLastPaymentError();
        return error == null ? new Why(otherwise, null) : why(error, otherwise);
    }

    private static Why why(StripeError error, String otherwise) {
        String code = AUTHENTICATION.equals(error.getCode()) || error.getDeclineCode() == null
                ? error.getCode()
                : error.getDeclineCode();
        return cut(Objects.requireNonNullElse(code, otherwise), error.getMessage());
    }

    /** What an error says, without the number of the request. */
    static Why why(StripeException e) {
        @Nullable StripeError error = e.getStripeError();
        return error == null ? cut("no_answer", "Stripe gave no answer that could be used") : why(error, "refused");
    }

    private static Why cut(String code, @Nullable String message) {
        return new Why(
                code.length() > CODE_MAX ? code.substring(0, CODE_MAX) : code,
                message == null ? null : cut(Json.storable(message)));
    }

    private static String cut(String text) {
        return text.length() > MESSAGE_MAX ? text.substring(0, MESSAGE_MAX) : text;
    }
}
