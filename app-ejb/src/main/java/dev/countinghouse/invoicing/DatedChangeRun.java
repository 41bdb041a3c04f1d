package dev.countinghouse.invoicing;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.subscription.DatedChanges;
import dev.countinghouse.subscription.DatedChanges.Due;
import dev.countinghouse.subscription.DueSubscriptions;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes what was planned for a day when that has come. Each call is a transaction: the change, its invoice and its events are there
 * together or not at all. Called by the timer, as a tenant.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DatedChangeRun {

    @Inject
    DueSubscriptions subscriptions;

    @Inject
    DatedChanges dated;

    @Inject
    DueChanges due;

    @Inject
    BillingOrder order;

    @Inject
    TopUpOrder topUps;

    @Inject
    InvoiceWriter writer;

    @Inject
    BusinessClock clock;

    /** What is to be done before anything that falls due later; empty when nothing is at present. */
    public Optional<UUID> next() {
        return first().map(Due::id);
    }

    /** Does it, unless another replica has, or something comes before it by now. */
    public void make(UUID id) {
        subscriptions.awaitTurn();
        first().filter(change -> change.id().equals(id)).ifPresent(change -> due.make(change.id(), writer::write));
    }

    private Optional<Due> first() {
        return dated.earliest(null)
                .filter(change -> !change.at().isAfter(topUps.invoicesBy(clock.instant())))
                .filter(change -> !order.isInvoiceDue(change.at()));
    }

    /** Notes why it could not be done; it holds nothing else back. */
    public void fail(UUID id, String reason) {
        subscriptions.awaitTurn();
        dated.fail(id, reason);
    }
}
