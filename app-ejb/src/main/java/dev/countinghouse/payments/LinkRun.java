package dev.countinghouse.payments;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.invoicing.InvoiceSettlement;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a payment link: one before the gateway is asked, one after it has answered. Locks are taken in the order of invoice
 * and link. Called by the timer or by who makes or closes a link, as a tenant.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class LinkRun {

    @Inject
    PaymentLinkRepository links;

    @Inject
    GatewayAccountRepository accounts;

    @Inject
    InvoiceSettlement settlement;

    @Inject
    PaymentBook payments;

    @Inject
    WorkSchedule schedule;

    @Inject
    Audit audit;

    @Inject
    @RealTime
    Clock clock;

    /** The link that is due longest; empty when none is, or there is no account to ask through. */
    public Optional<UUID> nextDue() {
        return accounts.charging().flatMap(account -> links.due(account.account(), clock.instant()));
    }

    /** When the next link is due; empty when none is, or there is no account to ask through. */
    public Optional<Instant> next() {
        return accounts.charging().flatMap(account -> links.nextDue(account.account()));
    }

    /**
     * What the gateway is to be asked for a link: to make it, what became of it, or to close it, which it is also when less is due than it
     * says. From the commit on it may be paid on.
     *
     * @param close whether somebody wants it closed
     * @return empty when there is nothing to ask: it is over, somebody else asks just now, or it is of another account
     */
    public Optional<LinkRequest> claim(UUID linkId, boolean close) {
        InvoiceSettlement.Collectable invoice =
                settlement.lockCollectable(links.invoiceOf(linkId).orElseThrow());
        PaymentLink link = links.lock(linkId);
        Optional<GatewayAccount> account =
                accounts.charging().filter(found -> found.account().equals(link.account()));
        Instant now = clock.instant();
        if (account.isEmpty() || !(close ? link.status().isOpen() : link.isDue(now))) {
            return Optional.empty();
        }
        link.asked(now);
        schedule.at(WorkKind.PAYMENT_COLLECTION, Objects.requireNonNull(link.nextCheckAt()));
        boolean tooMuch = link.amount().compareTo(invoice.due()) > 0;
        return Optional.of(
                link.request(account.get(), CurrentScope.tenant().id(), invoice.number(), close || tooMuch, now));
    }

    /** A link that could not be taken further is taken up again later, after the others. */
    public void postpone(UUID linkId) {
        links.lockExpected(linkId).ifPresent(link -> {
            link.postpone(clock.instant());
            schedule.at(WorkKind.PAYMENT_COLLECTION, Objects.requireNonNull(link.nextCheckAt()));
        });
    }

    /** Writes down what the gateway said. Money that came in is booked once, whatever became of the invoice meanwhile. */
    public void answered(LinkRequest request, LinkAnswer answer) {
        Optional<UUID> invoiceId = links.invoiceOf(request.linkId());
        String received = answer.payment();
        if (invoiceId.isEmpty()) { // other books were put in place while the gateway was asked
            if (received != null) {
                payments.unexpected(request.linkId(), received, null);
            }
            return;
        }
        settlement.lockCollectable(invoiceId.get());
        PaymentLink link = links.lock(request.linkId());
        @Nullable UUID payment = null;
        if (link.status().isOpen() && received != null) {
            payment = payments.take(invoiceId.get(), Objects.requireNonNull(answer.received()), received);
        } else if (received != null && !payments.isBooked(invoiceId.get(), received)) {
            payments.unexpected(request.linkId(), received, null);
        }
        boolean news = link.answered(answer, payment, clock.instant());
        Instant again = link.nextCheckAt();
        if (again != null) {
            schedule.at(WorkKind.PAYMENT_COLLECTION, again);
        }
        if (news) {
            links.flush();
            audit.record("payment_link.update", link.id(), null, link.view());
        }
    }
}
