package dev.countinghouse.payments;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.payments.GatewayAnswer.Why;
import dev.countinghouse.payments.domain.RefundStatus;
import dev.countinghouse.payments.domain.StripeAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Gives money back through Stripe, and finds out what became of it. A refund of ours is one at Stripe, made with its id as the key. */
@ApplicationScoped
class StripeRefunds {

    /** Where a refund carries which of ours it is. */
    static final String REFUND = "countinghouse_refund";

    private static final Logger LOG = Logger.getLogger(StripeRefunds.class.getName());
    private static final long PAGE = 100;

    @Inject
    StripeGateway stripe;

    @Inject
    @RealTime
    Clock clock;

    /**
     * Asks for the refund, or what became of it when it was asked for before. Nothing is given back before it is certain that Stripe has
     * nothing of the refund, or that it would recognise the key: whether it was asked for before is nothing that restored books know.
     */
    RefundAnswer ask(RefundRequest request) {
        StripeClient client = stripe.client(request.account().secretKey());
        try {
            Optional<com.stripe.model.Refund> found = known(client, request);
            if (found.isEmpty()) {
                found = find(client, request);
            }
            return found.isPresent() ? answer(found.get()) : missing(client, request);
        } catch (InvalidRequestException e) { // there is no such payment, or it has nothing to give: nothing went out
            return request.reference() == null ? RefundAnswer.failed(null, StripeCharges.why(e)) : unknown(request, e);
        } catch (StripeException e) { // no answer, one of the server's own, or the key is refused: nothing is known
            return unknown(request, e);
        } catch (RuntimeException e) { // what was answered could not be read
            LOG.log(Level.SEVERE, e, () -> "refund " + request.refundId());
            return RefundAnswer.unknown(request.reference(), StripeCharges.UNREADABLE);
        }
    }

    /** The one that Stripe called so, if it has it still. */
    private static Optional<com.stripe.model.Refund> known(StripeClient client, RefundRequest request)
            throws StripeException {
        String reference = request.reference();
        if (reference == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(client.v1().refunds().retrieve(reference));
        } catch (InvalidRequestException e) {
            StripeCharges.requireMissing(e);
            return Optional.empty();
        }
    }

    /** Never asked for again once Stripe had it. That Stripe has forgotten what went out says nothing of the money. */
    private RefundAnswer missing(StripeClient client, RefundRequest request) throws StripeException {
        if (request.keyHolds() && request.reference() == null) {
            return give(client, request);
        }
        return request.keyHolds() || request.gone()
                ? RefundAnswer.unknown(request.reference(), new Why("not_found", "Stripe has no such refund"))
                : RefundAnswer.failed(null, new Why("not_received", "Stripe never received it"));
    }

    private static RefundAnswer unknown(RefundRequest request, StripeException e) {
        LOG.log(Level.WARNING, "refund {0}: {1}", new Object[] {request.refundId(), e.getMessage()});
        return RefundAnswer.unknown(request.reference(), StripeCharges.why(e));
    }

    private RefundAnswer give(StripeClient client, RefundRequest request) throws StripeException {
        if (!clock.instant().isBefore(request.askBefore())) {
            return RefundAnswer.unknown(null, StripeCharges.NOT_ASKED);
        }
        Optional<Long> amount = StripeAmount.of(request.amount());
        if (amount.isEmpty()) {
            return RefundAnswer.failed(
                    null, new Why("amount_not_refundable", "Stripe cannot give back exactly " + request.amount()));
        }
        return answer(client.v1()
                .refunds()
                .create(
                        RefundCreateParams.builder()
                                .setPaymentIntent(request.payment())
                                .setAmount(amount.get())
                                .putMetadata(REFUND, request.refundId().toString())
                                .build(),
                        RequestOptions.builder()
                                .setIdempotencyKey(request.refundId().toString())
                                .build()));
    }

    /** Among those of its payment, which may not be there any more either. */
    private static Optional<com.stripe.model.Refund> find(StripeClient client, RefundRequest request)
            throws StripeException {
        try {
            return ofPayment(client, request);
        } catch (InvalidRequestException e) {
            if (request.reference() == null) {
                throw e;
            }
            StripeCharges.requireMissing(e);
            return Optional.empty();
        }
    }

    private static Optional<com.stripe.model.Refund> ofPayment(StripeClient client, RefundRequest request)
            throws StripeException {
        RefundListParams ofPayment = RefundListParams.builder()
                .setPaymentIntent(request.payment())
                .setLimit(PAGE)
                .build();
        for (com.stripe.model.Refund refund :
                client.v1().refunds().list(ofPayment).autoPagingIterable()) {
            if (request.refundId().toString().equals(refund.getMetadata().get(REFUND))) {
                return Optional.of(refund);
            }
        }
        return Optional.empty();
    }

    private static RefundAnswer answer(com.stripe.model.Refund refund) {
        String reference = refund.getId();
        return switch (refund.getStatus()) {
            case "succeeded" -> new RefundAnswer(RefundStatus.SUCCEEDED, reference, RefundAnswer.NOTHING);
            case "failed", "canceled" ->
                RefundAnswer.failed(
                        reference,
                        new Why(Objects.requireNonNullElse(refund.getFailureReason(), refund.getStatus()), null));
            default -> new RefundAnswer(RefundStatus.PENDING, reference, RefundAnswer.NOTHING);
        };
    }
}
