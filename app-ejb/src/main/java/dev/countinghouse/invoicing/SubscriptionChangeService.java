package dev.countinghouse.invoicing;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.SubscriptionChange;
import dev.countinghouse.subscription.SubscriptionChanges;
import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJBContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes subscriptions, and bills what the rest of their period costs more or less. One method is one transaction. */
@Stateless
public class SubscriptionChangeService {

    @Resource
    EJBContext transaction;

    @Inject
    SubscriptionChanges changes;

    @Inject
    ChangeInvoices invoices;

    @Inject
    DueSubscriptions due;

    @Inject
    BillingOrder order;

    @Inject
    InvoiceWriter writer;

    @Inject
    BusinessClock clock;

    /**
     * What a change would come to, now or where the next period begins.
     *
     * @throws BillingException NOT_FOUND, CONFLICT or VALIDATION_FAILED when it cannot be made
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public SubscriptionChangeView preview(UUID subscriptionId, SubscriptionChange wanted) {
        if (!wanted.cutsPeriod()) {
            return priced(subscriptionId, wanted, clock.instant()).view();
        }
        due.awaitTurn();
        try {
            return priced(subscriptionId, wanted, clock.instant()).view();
        } finally {
            transaction.setRollbackOnly();
        }
    }

    /**
     * Makes a change.
     *
     * @param token of the preview; null: whatever it comes to by now
     * @throws BillingException as the preview's, and PREVIEW_OUTDATED when anything it showed is different now
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public SubscriptionChangeView execute(UUID subscriptionId, SubscriptionChange wanted, @Nullable String token) {
        due.awaitTurn();
        Instant now = clock.instant();
        PricedChange priced = priced(subscriptionId, wanted, now);
        SubscriptionChangeView shown = priced.view();
        requireShown(shown, token);
        invoices.carryOut(priced, now);
        InvoiceDraft invoice = priced.atOnce();
        if (invoice == null) {
            return shown.asExecuted(null);
        }
        writer.write(List.of(invoice));
        return shown.asExecuted(invoice.id());
    }

    private PricedChange priced(UUID subscriptionId, SubscriptionChange wanted, Instant now) {
        return invoices.of(changes.plan(subscriptionId, wanted, now), now, order.isBehind(now));
    }

    /** @throws BillingException PREVIEW_OUTDATED when a token names something else than what is shown now */
    static void requireShown(SubscriptionChangeView shown, @Nullable String token) {
        if (token != null && !shown.token().equals(token)) {
            throw new BillingException(
                    ProblemType.PREVIEW_OUTDATED, "The subscription or time has moved on: look at a new preview");
        }
    }
}
