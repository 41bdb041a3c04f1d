package dev.countinghouse.payments;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionListParams;
import dev.countinghouse.money.Money;
import dev.countinghouse.payments.GatewayAnswer.Why;
import dev.countinghouse.payments.domain.LinkStatus;
import dev.countinghouse.payments.domain.StripeAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Pages of Stripe Checkout on which customers pay. A link is one session, made with the link's id as its key. */
@ApplicationScoped
class StripeLinks {

    /** Where a session and its payment intent carry the link that they are of. */
    static final String LINK = "countinghouse_link";

    private static final Logger LOG = Logger.getLogger(StripeLinks.class.getName());
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
    private static final long PAGE = 100;

    @Inject
    StripeGateway stripe;

    /** Asks for the page, or what became of it when it was asked for before. */
    LinkAnswer ask(LinkRequest request) {
        StripeClient client = stripe.client(request.account().secretKey());
        try {
            Optional<Session> session = session(client, request);
            return session.isEmpty()
                    ? LinkAnswer.failed(new Why("not_received", "Stripe never received it"))
                    : answer(request, request.close() ? closed(client, session.get()) : session.get());
        } catch (InvalidRequestException e) { // such a request has made nothing
            return request.reference() == null ? LinkAnswer.failed(StripeCharges.why(e)) : refused(request, e);
        } catch (StripeException e) { // no answer, one of the server's own, or the key is refused: nothing is known
            return unknown(request, e);
        } catch (RuntimeException e) { // what was answered could not be read
            LOG.log(Level.SEVERE, e, () -> "payment link " + request.linkId());
            return LinkAnswer.unknown(StripeCharges.UNREADABLE);
        }
    }

    private static LinkAnswer refused(LinkRequest request, InvalidRequestException e) {
        return StripeCharges.isMissing(e) ? LinkAnswer.gone(StripeCharges.why(e)) : unknown(request, e);
    }

    private static LinkAnswer unknown(LinkRequest request, StripeException e) {
        LOG.log(Level.WARNING, "payment link {0}: {1}", new Object[] {request.linkId(), e.getMessage()});
        return LinkAnswer.unknown(StripeCharges.why(e));
    }

    /**
     * Looked for before it is asked for again: under the same key Stripe repeats an error too. Empty when Stripe has none and none is wanted
     * any more, or the key may be forgotten: nobody has the address of a page that comes to be later, so nobody can pay on it.
     */
    private static Optional<Session> session(StripeClient client, LinkRequest request) throws StripeException {
        String reference = request.reference();
        if (reference != null) {
            return Optional.of(client.v1().checkout().sessions().retrieve(reference));
        }
        Optional<Session> found = find(client, request);
        return found.isPresent() || request.close() || !request.keyHolds() ? found : Optional.of(open(client, request));
    }

    private static Session open(StripeClient client, LinkRequest request) throws StripeException {
        return client.v1()
                .checkout()
                .sessions()
                .create(
                        wanted(request),
                        RequestOptions.builder()
                                .setIdempotencyKey(request.linkId().toString())
                                .build());
    }

    /** Among the newest, as far back as it can be. */
    private static Optional<Session> find(StripeClient client, LinkRequest request) throws StripeException {
        long oldest = request.since().minus(CLOCKS_DIFFER).getEpochSecond();
        SessionListParams.Builder recent = SessionListParams.builder().setLimit(PAGE);
        if (request.gatewayCustomer() != null) {
            recent.setCustomer(request.gatewayCustomer());
        }
        for (Session session :
                client.v1().checkout().sessions().list(recent.build()).autoPagingIterable()) {
            if (session.getCreated() < oldest) {
                return Optional.empty();
            }
            if (request.linkId().toString().equals(session.getMetadata().get(LINK))) {
                return Optional.of(session);
            }
        }
        return Optional.empty();
    }

    private static SessionCreateParams wanted(LinkRequest request) {
        long amount = StripeAmount.of(request.amount()).orElseThrow();
        SessionCreateParams.Builder wanted = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                // what takes days may fail after the page is over, and nothing would say so
                .addPaymentMethodType(SessionCreateParams.PaymentMethodType.CARD)
                .setSuccessUrl(request.successUrl())
                .setCancelUrl(request.cancelUrl())
                .addLineItem(LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(LineItem.PriceData.builder()
                                .setCurrency(StripeAmount.currency(request.amount()))
                                .setUnitAmount(amount)
                                .setProductData(LineItem.PriceData.ProductData.builder()
                                        .setName(request.number())
                                        .build())
                                .build())
                        .build())
                .putMetadata(LINK, request.linkId().toString())
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .setDescription(request.number())
                        .putMetadata(LINK, request.linkId().toString())
                        .putMetadata(StripeCharges.TENANT, request.tenantId().toString())
                        .build());
        return request.gatewayCustomer() == null
                ? wanted.build()
                : wanted.setCustomer(request.gatewayCustomer()).build();
    }

    /** It may have been paid on in the meantime, or be closed already. */
    private static Session closed(StripeClient client, Session session) throws StripeException {
        if (!"open".equals(session.getStatus())) {
            return session;
        }
        try {
            return client.v1().checkout().sessions().expire(session.getId());
        } catch (InvalidRequestException e) {
            return client.v1().checkout().sessions().retrieve(session.getId());
        }
    }

    private static LinkAnswer answer(LinkRequest request, Session session) {
        LinkAnswer.Page page =
                new LinkAnswer.Page(session.getId(), session.getUrl(), Instant.ofEpochSecond(session.getExpiresAt()));
        boolean complete = "complete".equals(session.getStatus());
        if (complete && "paid".equals(session.getPaymentStatus())) {
            return received(request, session, page);
        }
        LinkStatus status = "expired".equals(session.getStatus()) ? LinkStatus.EXPIRED : LinkStatus.OPEN;
        return LinkAnswer.of(status, page, RefundAnswer.NOTHING);
    }

    /** What is there is taken, be it another amount than was asked for. In another currency it belongs to no invoice. */
    private static LinkAnswer received(LinkRequest request, Session session, LinkAnswer.Page page) {
        Money asked = request.amount();
        Long total = session.getAmountTotal();
        Optional<Money> received = total != null && StripeAmount.currency(asked).equals(session.getCurrency())
                ? StripeAmount.money(total, asked.currency()).filter(money -> money.signum() > 0)
                : Optional.empty();
        if (received.filter(asked::equals).isEmpty()) {
            LOG.log(Level.SEVERE, "payment link {0} was for {1}, Stripe received {2} {3}", new Object[] {
                request.linkId(), asked, total, session.getCurrency()
            });
        }
        String payment = Objects.requireNonNull(session.getPaymentIntent());
        return received.map(money -> LinkAnswer.paid(page, payment, money))
                .orElseGet(() -> LinkAnswer.of(
                        LinkStatus.OPEN, page, new Why("amount_mismatch", "Stripe received another currency")));
    }
}
