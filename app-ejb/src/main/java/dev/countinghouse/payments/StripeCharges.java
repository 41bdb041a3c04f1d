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
import com.stripe.param.PaymentIntentCreateParams.AutomaticPaymentMethods.AllowRedirects;
import com.stripe.param.PaymentIntentListParams;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.json.Json;
import dev.countinghouse.money.Money;
import dev.countinghouse.payments.GatewayAnswer.Why;
import dev.countinghouse.payments.domain.CheckTimes;
import dev.countinghouse.payments.domain.StripeAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Charges through Stripe, and finds out what became of it. An attempt is one payment intent, made with the attempt's id as its key. What
 * failed is canceled before it is called so: nobody can pay it later, and a failure is final. A payment is an attempt's because its
 * metadata say so at Stripe, not because of anything that was told otherwise.
 */
@ApplicationScoped
class StripeCharges {

    /** Where a payment intent carries the attempt it is of. */
    static final String ATTEMPT = "countinghouse_attempt";

    /** Where it carries the tenant whose attempt that is. */
    static final String TENANT = "countinghouse_tenant";

    private static final Logger LOG = Logger.getLogger(StripeCharges.class.getName());
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
    private static final long PAGE = 100;
    private static final String AUTHENTICATION = "authentication_required";
    private static final String SUCCEEDED = "succeeded";
    private static final String NO_ANSWER = "no_answer";
    private static final String NOT_USABLE = "Stripe gave no answer that could be used";
    private static final String MISSING = "resource_missing";
    private static final int MESSAGE_MAX = 500;
    private static final int CODE_MAX = 64;

    /** What was answered could not be read. */
    static final Why UNREADABLE = new Why(NO_ANSWER, NOT_USABLE);

    /** This server was held up until somebody else may have asked. */
    static final Why NOT_ASKED = new Why("not_asked", null);

    @Inject
    StripeGateway stripe;

    @Inject
    @RealTime
    Clock clock;

    /** Asks for the money, or what became of it when it was asked for before. */
    GatewayAnswer ask(Charge charge) {
        StripeClient client = stripe.client(charge.account().secretKey());
        try {
            return charge.first() ? charge(client, charge) : reconcile(client, charge);
        } catch (StripeException e) { // no answer, one of the server's own, or the key is refused: nothing is known
            LOG.log(Level.WARNING, "attempt {0}: {1}", new Object[] {charge.attemptId(), e.getMessage()});
            return GatewayAnswer.unknown(charge.reference(), why(e));
        } catch (RuntimeException e) { // what was answered could not be read
            LOG.log(Level.SEVERE, e, () -> "attempt " + charge.attemptId());
            return GatewayAnswer.unknown(charge.reference(), UNREADABLE);
        }
    }

    /** Asks whether a payment that was told of is there, and is the attempt's. Anything but money that is there is unknown. */
    GatewayAnswer look(LatePayment late) {
        try {
            PaymentIntent intent = stripe.client(late.account().secretKey())
                    .v1()
                    .paymentIntents()
                    .retrieve(late.reference());
            return SUCCEEDED.equals(intent.getStatus()) && isOf(late.attemptId(), intent)
                    ? received(late.attemptId(), late.amount(), intent)
                    : GatewayAnswer.unknown(null, new Why("not_received", null));
        } catch (StripeException e) {
            return GatewayAnswer.unknown(null, why(e));
        }
    }

    private GatewayAnswer charge(StripeClient client, Charge charge) throws StripeException {
        if (clock.instant().isAfter(charge.askBy())) { // this server was held up: by now another one may ask
            return GatewayAnswer.unknown(charge.reference(), NOT_ASKED);
        }
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
                .setAutomaticPaymentMethods(PaymentIntentCreateParams.AutomaticPaymentMethods.builder()
                        .setEnabled(true)
                        .setAllowRedirects(AllowRedirects.NEVER) // nobody is there who could be sent elsewhere
                        .build())
                .putMetadata(ATTEMPT, charge.attemptId().toString())
                .putMetadata(TENANT, charge.tenantId().toString())
                .putMetadata("countinghouse_invoice", charge.invoiceId().toString())
                .build();
    }

    /** A decline tells of the payment intent; a request that is refused as such made none. */
    private GatewayAnswer refused(StripeClient client, Charge charge, StripeException e) throws StripeException {
        @Nullable StripeError error = e.getStripeError();
        PaymentIntent intent = error == null ? null : error.getPaymentIntent();
        if (intent != null) {
            return answer(client, charge, intent, why(e));
        }
        return e instanceof CardException
                ? GatewayAnswer.unknown(charge.reference(), why(e))
                : GatewayAnswer.failed(null, why(e));
    }

    /**
     * Nothing is charged anew before it is certain that Stripe has nothing of the attempt, or that it would recognise the key; and never
     * once Stripe had it.
     */
    private GatewayAnswer reconcile(StripeClient client, Charge charge) throws StripeException {
        boolean mayAskAgain = charge.keyHolds() && charge.reference() == null;
        Optional<PaymentIntent> found = known(client, charge);
        if (found.isEmpty()) {
            found = find(client, charge);
        }
        if (found.isEmpty() && !mayAskAgain) { // what a customer paid who was deleted at Stripe is not his any more
            found = find(client, charge, recent(charge));
        }
        if (found.isPresent()) {
            return answer(client, charge, found.get(), new Why(null, null));
        }
        return mayAskAgain
                ? charge(client, charge)
                : GatewayAnswer.failed(null, new Why("not_received", "Stripe never received it"));
    }

    private static Optional<PaymentIntent> known(StripeClient client, Charge charge) throws StripeException {
        String reference = charge.reference();
        if (reference == null) {
            return Optional.empty();
        }
        try {
            PaymentIntent intent = client.v1().paymentIntents().retrieve(reference);
            if (isOf(charge.attemptId(), intent)) {
                return Optional.of(intent);
            }
            LOG.log(Level.SEVERE, "attempt {0}: payment {1} is not its own", new Object[] {charge.attemptId(), reference
            });
        } catch (InvalidRequestException e) {
            requireMissing(e);
        }
        return Optional.empty();
    }

    /** Among the customer's, who may not be there any more. */
    private static Optional<PaymentIntent> find(StripeClient client, Charge charge) throws StripeException {
        try {
            return find(client, charge, recent(charge).setCustomer(charge.gatewayCustomer()));
        } catch (InvalidRequestException e) {
            requireMissing(e);
            return Optional.empty();
        }
    }

    private static PaymentIntentListParams.Builder recent(Charge charge) {
        return PaymentIntentListParams.builder()
                .setCreated(PaymentIntentListParams.Created.builder()
                        .setGte(charge.since().minus(CLOCKS_DIFFER).getEpochSecond())
                        .build())
                .setLimit(PAGE);
    }

    private static Optional<PaymentIntent> find(
            StripeClient client, Charge charge, PaymentIntentListParams.Builder among) throws StripeException {
        for (PaymentIntent intent :
                client.v1().paymentIntents().list(among.build()).autoPagingIterable()) {
            if (isOf(charge.attemptId(), intent)) {
                return Optional.of(intent);
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(UUID attemptId, PaymentIntent intent) {
        return intent.getMetadata() != null
                && attemptId.toString().equals(intent.getMetadata().get(ATTEMPT));
    }

    /** Goes on when that is why it was refused. */
    static void requireMissing(InvalidRequestException e) throws InvalidRequestException {
        if (!isMissing(e)) {
            throw e;
        }
    }

    /** Whether Stripe has nothing that is called so. */
    static boolean isMissing(StripeException e) {
        return MISSING.equals(e.getCode());
    }

    private GatewayAnswer answer(StripeClient client, Charge charge, PaymentIntent intent, Why told)
            throws StripeException {
        String reference = intent.getId();
        return switch (intent.getStatus()) {
            case SUCCEEDED -> received(charge.attemptId(), charge.amount(), intent);
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
                        : cancelUnlessOnItsWay(client, charge, intent, told);
            }
            default -> cancelUnlessOnItsWay(client, charge, intent, told);
        };
    }

    /** Of what was neither declined nor paid, the call that confirms it may be at work still. */
    private GatewayAnswer cancelUnlessOnItsWay(StripeClient client, Charge charge, PaymentIntent intent, Why told)
            throws StripeException {
        Why why = why(intent, told, "not_confirmed");
        boolean young = Instant.ofEpochSecond(intent.getCreated())
                .plus(CheckTimes.CONFIRMING)
                .isAfter(clock.instant());
        return young && told.code() == null && intent.getLastPaymentError() == null
                ? GatewayAnswer.unknown(intent.getId(), why)
                : cancel(client, charge, intent, why);
    }

    /** What is there is taken, be it another amount than was asked for. In another currency it belongs to no invoice. */
    private static GatewayAnswer received(UUID attemptId, Money asked, PaymentIntent intent) {
        boolean same = StripeAmount.currency(asked).equals(intent.getCurrency());
        Optional<Money> received = same && intent.getAmountReceived() != null
                ? StripeAmount.money(intent.getAmountReceived(), asked.currency())
                        .filter(money -> money.signum() > 0)
                : Optional.empty();
        if (!received.filter(asked::equals).isPresent()) {
            LOG.log(Level.SEVERE, "attempt {0} was for {1}, Stripe received {2} {3}", new Object[] {
                attemptId, asked, intent.getAmountReceived(), intent.getCurrency()
            });
        }
        return received.map(money -> GatewayAnswer.succeeded(intent.getId(), money))
                .orElseGet(() -> GatewayAnswer.unknown(
                        intent.getId(), new Why("amount_mismatch", "Stripe received another currency")));
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
            case SUCCEEDED -> received(charge.attemptId(), charge.amount(), after);
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
        return error == null ? cut(NO_ANSWER, NOT_USABLE) : why(error, "refused");
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
