package dev.countinghouse.payments;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import dev.countinghouse.payments.GatewayAnswer.Why;
import dev.countinghouse.payments.domain.RefundStatus;
import dev.countinghouse.payments.domain.StripeAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

    /**
     * Asks for the refund, or what became of it when it was asked for before. Nothing is given back before it is certain that Stripe has
     * nothing of the refund, or that it would recognise the key: whether it was asked for before is nothing that restored books know.
     */
    RefundAnswer ask(RefundRequest request) {
        StripeClient client = stripe.client(request.account().secretKey());
        String reference = request.reference();
        try {
            Optional<com.stripe.model.Refund> found = reference == null
                    ? find(client, request)
                    : Optional.of(client.v1().refunds().retrieve(reference));
            if (found.isPresent()) {
                return answer(found.get());
            }
            return request.keyHolds()
                    ? give(client, request)
                    : RefundAnswer.failed(null, new Why("not_received", "Stripe never received it"));
        } catch (InvalidRequestException e) { // there is no such payment, or it has nothing to give: nothing went out
            return reference == null ? RefundAnswer.failed(null, StripeCharges.why(e)) : unknown(request, e);
        } catch (StripeException e) { // no answer, one of the server's own, or the key is refused: nothing is known
            return unknown(request, e);
        }
    }

    private static RefundAnswer unknown(RefundRequest request, StripeException e) {
        LOG.log(Level.WARNING, "refund {0}: {1}", new Object[] {request.refundId(), e.getMessage()});
        return RefundAnswer.unknown(request.reference(), StripeCharges.why(e));
    }

    private static RefundAnswer give(StripeClient client, RefundRequest request) throws StripeException {
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

    private static Optional<com.stripe.model.Refund> find(StripeClient client, RefundRequest request)
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
