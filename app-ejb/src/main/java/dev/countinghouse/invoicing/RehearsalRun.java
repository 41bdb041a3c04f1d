package dev.countinghouse.invoicing;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.database.TransientFailures;
import dev.countinghouse.invoicing.AdvanceUsageRepository.Due;
import dev.countinghouse.invoicing.domain.Anomaly;
import dev.countinghouse.ledger.domain.Deferral;
import dev.countinghouse.money.Money;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.ChangeDay;
import dev.countinghouse.subscription.DatedChanges;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.DueSubscriptions.TakenDraft;
import dev.countinghouse.subscription.NewSubscription;
import dev.countinghouse.subscription.PlannedChange;
import dev.countinghouse.subscription.SubscriptionChange;
import dev.countinghouse.subscription.SubscriptionChanges;
import dev.countinghouse.subscription.SubscriptionService;
import dev.countinghouse.subscription.SubscriptionView;
import dev.countinghouse.subscription.TakenBoundaries;
import dev.countinghouse.wallet.WalletPayment;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Bills a subscription as {@link InvoiceRun} would, by the same parts, and rolls it back. Each subscription is a transaction of its
 * own: they do not depend on each other, and the billing lock is held no longer than for one.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RehearsalRun {

    private static final Logger LOG = Logger.getLogger(RehearsalRun.class.getName());

    private static final Duration AHEAD_MAX = Duration.ofDays(366);
    private static final int PREVIEWED_MAX = 120; // ten years by the month

    @Resource
    EJBContext transaction;

    @Inject
    RehearsalRepository rehearsed;

    @Inject
    SubscriptionService making;

    @Inject
    DueSubscriptions subscriptions;

    @Inject
    SubscriptionChanges changes;

    @Inject
    ChangeInvoices changed;

    @Inject
    DatedChanges dated;

    @Inject
    DueChanges dueChanges;

    @Inject
    InvoiceAssembly assembly;

    @Inject
    Discounts discounts;

    @Inject
    AdvanceUsageRepository noted;

    @Inject
    AdvanceUsage inAdvance;

    @Inject
    NumberSeriesRepository numbers;

    @Inject
    InvoiceInsertRepository invoices;

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
     * @param changing whether what is planned for a day by then is done; else nothing is planned
     * @return empty when it cannot be done on its day: a run does without
     * @throws RuntimeException whatever a run would park it for
     */
    public Optional<RehearsedSubscription> rehearse(UUID id, Instant asOf, boolean changing) {
        try {
            subscriptions.awaitTurn();
            Chain chain = new Chain(rehearsed.lastSubtotal(id));
            if (changing && !change(id, asOf, chain)) {
                return Optional.empty();
            }
            bill(id, asOf, chain, Integer.MAX_VALUE);
            return Optional.of(new RehearsedSubscription(
                    id,
                    chain.drafts.stream().map(RehearsedSubscription.Invoice::of).toList(),
                    chain.anomalies,
                    null));
        } finally {
            transaction.setRollbackOnly();
        }
    }

    /**
     * Makes a subscription, bills it and takes both back.
     *
     * @param through null: now, or its beginning where that is to come
     * @throws BillingException for whatever it would not be made for, and CONFLICT with what a run would park it for
     */
    public SubscriptionPreview preview(NewSubscription wanted, @Nullable Instant through) {
        try {
            subscriptions.awaitTurn();
            SubscriptionView made = making.create(wanted);
            Instant first = Objects.requireNonNull(made.nextBillingAt());
            Instant asOf = instant(through);
            asOf = through == null && first.isAfter(asOf) ? first : asOf;
            Chain chain = new Chain(null);
            boolean complete = preview(made.id(), asOf, chain);
            List<SubscriptionPreview.Invoice> invoices =
                    chain.drafts.stream().map(SubscriptionPreview.Invoice::of).toList();
            return SubscriptionPreview.of(made, asOf, invoices, complete);
        } finally {
            transaction.setRollbackOnly();
        }
    }

    /**
     * The draft of a subscription, as it would be finalized if nothing more came.
     *
     * @throws BillingException NOT_FOUND when there is none, and CONFLICT when it cannot be billed
     */
    public DraftInvoiceView draft(UUID id) {
        try {
            subscriptions.awaitTurn();
            TakenDraft taken = subscriptions
                    .takeDraft(id, null)
                    .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No draft of subscription " + id));
            return DraftInvoiceView.of(
                    taken.draft(), discounts.of(assembly.drafts(taken.taken().items())));
        } catch (IllegalStateException | ArithmeticException e) {
            throw unbillable(e);
        } finally {
            transaction.setRollbackOnly();
        }
    }

    /** A change as it would be made on its day. */
    public record RehearsedChange(ChangeDay day, PricedChange priced) {}

    /**
     * A change at a date as it would be made on its day, after what a subscription is billed until then by what is known now.
     *
     * @throws BillingException when it cannot be planned, for whatever it would be refused for on its day, and CONFLICT with what a run would
     *     park the subscription for
     */
    public RehearsedChange change(UUID id, SubscriptionChange wanted) {
        try {
            subscriptions.awaitTurn();
            ChangeDay day = changes.day(id, Objects.requireNonNull(wanted.date(), "it is not at a date"));
            bill(id, day.at(), new Chain(null), Integer.MAX_VALUE);
            PlannedChange planned = changes.plan(id, wanted.onItsDay(day.beginsPeriod()), day.at());
            return new RehearsedChange(day, changed.of(planned.of(day.version()), day.at(), false));
        } catch (IllegalStateException | ArithmeticException e) {
            throw unbillable(e);
        } finally {
            transaction.setRollbackOnly();
        }
    }

    private boolean preview(UUID id, Instant asOf, Chain chain) {
        try {
            return bill(id, asOf, chain, PREVIEWED_MAX);
        } catch (IllegalStateException | ArithmeticException e) { // what is wrong with its prices or its usage
            throw unbillable(e);
        }
    }

    /** What an invoice that cannot be put together is refused with. */
    static BillingException unbillable(RuntimeException e) {
        return new BillingException(ProblemType.CONFLICT, "It could not be billed: " + e.getMessage());
    }

    /**
     * Bills it until the day that something is planned for, and does that.
     *
     * @return false when it cannot be done
     */
    private boolean change(UUID id, Instant asOf, Chain chain) {
        DatedChanges.Due planned =
                dated.earliest(id).filter(change -> !change.at().isAfter(asOf)).orElse(null);
        if (planned == null) {
            return true;
        }
        bill(id, planned.at(), chain, Integer.MAX_VALUE);
        try {
            dueChanges.make(planned.id(), drafts -> {
                write(drafts);
                drafts.forEach(chain::apart);
            });
            return true;
        } catch (RuntimeException e) {
            if (TransientFailures.is(e)) {
                throw e;
            }
            LOG.log(Level.FINE, e, () -> "planned change " + planned.id() + " would fail");
            return false; // as on its day: whatever it fails for holds nothing else up
        }
    }

    /** @return whether it is billed in full: false when that takes more than so many invoices */
    private boolean bill(UUID id, Instant asOf, Chain chain, int most) {
        List<Due> advance = noted.takeAlone(asOf, id);
        List<DueItem> boundary = advance.isEmpty() ? boundary(asOf, id) : List.of();
        while (!advance.isEmpty() || !boundary.isEmpty()) {
            if (chain.drafts.size() == most) {
                return false;
            }
            if (boundary.isEmpty()) {
                List<InvoiceDraft> drafts = discounts.of(inAdvance.drafts(advance));
                write(drafts);
                drafts.forEach(chain::apart);
            } else {
                List<InvoiceDraft> drafts = discounts.of(assembly.drafts(boundary));
                write(drafts);
                chain.atBoundary(boundary.getFirst(), drafts);
            }
            advance = noted.takeAlone(asOf, id);
            boundary = advance.isEmpty() ? boundary(asOf, id) : List.of();
        }
        return true;
    }

    /** The items of the next boundary whose grace, if it has some, is over by an instant. */
    private List<DueItem> boundary(Instant asOf, UUID id) {
        TakenBoundaries taken = subscriptions.takeOne(asOf, id);
        while (!taken.isEmpty() && taken.items().isEmpty()) {
            taken = subscriptions.takeOne(asOf, id);
        }
        noted.putOff(taken.finalized());
        return taken.items();
    }

    /** What comes after it is reckoned against it, so it is written like any other, until the end. */
    private void write(List<InvoiceDraft> drafts) {
        if (!drafts.isEmpty()) {
            discounts.use(drafts);
            invoices.insert(
                    drafts,
                    drafts.stream().map(RehearsalRun::given).toList(),
                    drafts.stream()
                            .map(draft -> Optional.<Deferral>empty()) // of no account until the end
                            .toList(),
                    numbers.ofInvoices(drafts.stream()
                            .map(NumberSeriesRepository.Asked::of)
                            .toList()));
        }
    }

    /** No figure of a rehearsal is about the credit balance and wallets, which belong to all subscriptions of a customer. */
    private static Prepaid given(InvoiceDraft draft) {
        return new Prepaid(
                draft.total().min(Money.zero(draft.currency())), WalletPayment.none(draft.currency(), draft.at()));
    }

    /** The invoices of a subscription one after the other, and which of them are unlike the one before. */
    private static final class Chain {
        private final List<InvoiceDraft> drafts = new ArrayList<>();
        private final List<RehearsedSubscription.Unlike> anomalies = new ArrayList<>();
        private @Nullable Money before;

        private Chain(@Nullable Money before) {
            this.before = before;
        }

        /** One that is no boundary's: it is compared with none. */
        private void apart(InvoiceDraft draft) {
            drafts.add(draft);
        }

        /** @param billed one, or none when there is nothing to bill */
        private void atBoundary(DueItem item, List<InvoiceDraft> billed) {
            Money now = billed.isEmpty() ? null : billed.getFirst().subtotal();
            Money last = before;
            if (last != null) {
                Anomaly.of(last, now)
                        .ifPresent(kind -> anomalies.add(RehearsedSubscription.Unlike.of(kind, item, last, now)));
            }
            drafts.addAll(billed);
            before = now == null ? before : now;
        }
    }
}
