package dev.countinghouse.invoicing;

import dev.countinghouse.database.TransientFailures;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.subscription.NewSubscription;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows billing runs, also while they run, and what the next one will do or would. */
@Stateless
public class BillingRunService {

    @Inject
    BillingRunRepository runs;

    @Inject
    RehearsalRun rehearsal;

    /**
     * What a billing run would write if the tenant's clock showed an instant, for a page of the subscriptions that fall due by then.
     * Nothing is changed and no number is used.
     *
     * @param through null: now
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // each subscription is a transaction, rolled back
    public RehearsalView rehearse(@Nullable Instant through, PageRequest page) {
        Instant asOf = rehearsal.instant(through);
        Page<UUID> due = Page.of(rehearsal.due(asOf, page), page, Function.identity());
        return RehearsalView.of(asOf, due.map(id -> rehearse(id, asOf)));
    }

    private RehearsedSubscription rehearse(UUID id, Instant asOf) {
        try {
            return rehearsal
                    .rehearse(id, asOf, true)
                    .orElseGet(() -> rehearsal.rehearse(id, asOf, false).orElseThrow());
        } catch (RuntimeException e) {
            if (TransientFailures.is(e)) {
                throw e;
            }
            return RehearsedSubscription.parked(id, InvoiceRunTimer.reason(e));
        }
    }

    /**
     * What a subscription would be billed if it were made now. Nothing is changed: neither it nor its invoices stay.
     *
     * @param through null: now, or its beginning where that is to come
     * @throws BillingException as when it is made, and CONFLICT when it could not be billed
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // it is a transaction that is rolled back
    public SubscriptionPreview preview(NewSubscription wanted, @Nullable Instant through) {
        return rehearsal.preview(wanted, through);
    }

    /** Newest first. */
    @RolesAllowed(Permission.INVOICE_READ)
    public Page<BillingRunView> list(PageRequest page) {
        return Page.of(runs.list(page), page, BillingRunView::id);
    }
}
