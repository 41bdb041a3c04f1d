package dev.countinghouse.invoicing;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.invoicing.AdvanceUsageRepository.Due;
import dev.countinghouse.invoicing.domain.Anomaly;
import dev.countinghouse.money.Money;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.DueSubscriptions;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.EJBContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Bills a subscription as {@link InvoiceRun} would, by the same parts, and rolls it back. Each subscription is a transaction of its
 * own: they do not depend on each other, and the billing lock is held no longer than for one.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RehearsalRun {

    private static final Duration AHEAD_MAX = Duration.ofDays(366);

    @Resource
    EJBContext transaction;

    @Inject
    RehearsalRepository rehearsed;

    @Inject
    DueSubscriptions subscriptions;

    @Inject
    InvoiceAssembly assembly;

    @Inject
    AdvanceUsageRepository noted;

    @Inject
    AdvanceUsage inAdvance;

    @Inject
    NumberSeriesRepository numbers;

    @Inject
    InvoiceInsertRepository invoices;

    @Inject
    CustomerBook customers;

    @Inject
    BillingRunRepository runs;

    @Inject
    BusinessClock clock;

    /**
     * The instant that is rehearsed for.
     *
     * @param through null: now, by the tenant's clock
     */
    public Instant instant(@Nullable Instant through) {
        Instant now = clock.instant();
        if (through != null && through.isAfter(now.plus(AHEAD_MAX))) {
            throw BillingException.invalid(
                    "through", "out_of_range", "must be within %d days".formatted(AHEAD_MAX.toDays()));
        }
        return through == null ? now : through;
    }

    /** The subscriptions that fall due by an instant: one more than the page holds when there are more. */
    public List<UUID> due(Instant asOf, PageRequest page) {
        return rehearsed.due(asOf, page);
    }

    /**
     * All invoices of a subscription that fall due by an instant, as they would be written.
     *
     * @throws RuntimeException whatever a run would park it for
     */
    public RehearsedSubscription rehearse(UUID id, Instant asOf) {
        try {
            subscriptions.awaitTurn();
            return bill(id, asOf);
        } finally {
            transaction.setRollbackOnly();
        }
    }

    private RehearsedSubscription bill(UUID id, Instant asOf) {
        Chain chain = new Chain(rehearsed.lastSubtotal(id));
        List<Due> advance = noted.takeAlone(asOf, id);
        List<DueItem> boundary = advance.isEmpty() ? subscriptions.takeOne(asOf, id) : List.of();
        while (!advance.isEmpty() || !boundary.isEmpty()) {
            if (boundary.isEmpty()) {
                List<InvoiceDraft> drafts = inAdvance.drafts(advance);
                write(drafts);
                drafts.forEach(chain::inAdvance);
            } else {
                List<InvoiceDraft> drafts = assembly.drafts(boundary);
                write(drafts);
                chain.atBoundary(boundary.getFirst(), drafts);
            }
            advance = noted.takeAlone(asOf, id);
            boundary = advance.isEmpty() ? subscriptions.takeOne(asOf, id) : List.of();
        }
        return new RehearsedSubscription(id, chain.invoices, chain.anomalies, null);
    }

    /** What comes after it is reckoned against it, so it is written like any other, until the end. */
    private void write(List<InvoiceDraft> drafts) {
        if (!drafts.isEmpty()) {
            invoices.insert(
                    drafts,
                    numbers.next(NumberSeriesRepository.Series.INVOICES, drafts.size()),
                    customers.byId(drafts.stream().map(InvoiceDraft::customerId).toList()),
                    runs.terms());
        }
    }

    /** The invoices of a subscription one after the other, and which of them are unlike the one before. */
    private static final class Chain {
        private final List<RehearsedSubscription.Invoice> invoices = new ArrayList<>();
        private final List<RehearsedSubscription.Unlike> anomalies = new ArrayList<>();
        private @Nullable Money before;

        private Chain(@Nullable Money before) {
            this.before = before;
        }

        private void inAdvance(InvoiceDraft draft) {
            invoices.add(RehearsedSubscription.Invoice.of(draft));
        }

        /** @param drafts one, or none when there is nothing to bill */
        private void atBoundary(DueItem item, List<InvoiceDraft> drafts) {
            Money now = drafts.isEmpty() ? null : drafts.getFirst().subtotal();
            Money last = before;
            if (last != null) {
                Anomaly.of(last, now)
                        .ifPresent(kind -> anomalies.add(RehearsedSubscription.Unlike.of(kind, item, last, now)));
            }
            drafts.forEach(this::inAdvance);
            before = now == null ? before : now;
        }
    }
}
