package dev.countinghouse.payments;

import dev.countinghouse.money.Money;
import dev.countinghouse.payments.GatewayAnswer.Why;
import dev.countinghouse.payments.domain.LinkStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway says of a payment link.
 *
 * @param page null where there is none, or it is not known
 * @param payment what the gateway calls the payment; null unless it was paid
 * @param received what came in; null unless it was paid
 * @param why it failed or is not known; empty for nothing new
 */
record LinkAnswer(
        LinkStatus status,
        @Nullable Page page,
        @Nullable String payment,
        @Nullable Money received,
        Why why) {

    /**
     * The page itself.
     *
     * @param reference what the gateway calls it
     * @param url null when it cannot be paid on any more
     */
    record Page(String reference, @Nullable String url, Instant expiresAt) {}

    /** Nothing is known but that it was asked for. */
    static LinkAnswer unknown(Why why) {
        return new LinkAnswer(LinkStatus.CREATED, null, null, null, why);
    }

    static LinkAnswer failed(Why why) {
        return new LinkAnswer(LinkStatus.FAILED, null, null, null, why);
    }

    /** The page is there, and nobody has paid on it. */
    static LinkAnswer of(LinkStatus status, Page page, Why why) {
        return new LinkAnswer(status, page, null, null, why);
    }

    /** There is no such page any more, so nobody can pay on it. */
    static LinkAnswer gone(Why why) {
        return new LinkAnswer(LinkStatus.EXPIRED, null, null, null, why);
    }

    static LinkAnswer paid(Page page, String payment, Money received) {
        return new LinkAnswer(LinkStatus.PAID, page, payment, received, RefundAnswer.NOTHING);
    }
}
