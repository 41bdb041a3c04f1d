package dev.countinghouse.invoicing;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.PlannedChange;
import dev.countinghouse.subscription.SubscriptionChange;
import dev.countinghouse.subscription.SubscriptionChanges;
import dev.countinghouse.subscription.domain.Proration;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.time.ServicePeriod;
import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJBContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
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
    CutPeriods cutPeriods;

    @Inject
    DueSubscriptions due;

    @Inject
    BillingOrder order;

    @Inject
    Discounts discounts;

    @Inject
    InvoiceWriter writer;

    @Inject
    PartyBook parties;

    @Inject
    BusinessClock clock;

    /**
     * What a change would come to.
     *
     * @throws BillingException NOT_FOUND, CONFLICT or VALIDATION_FAILED when it cannot be made
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public SubscriptionChangeView preview(UUID subscriptionId, SubscriptionChange wanted) {
        if (!wanted.cutsPeriod()) {
            return priced(changes.plan(subscriptionId, wanted)).view();
        }
        due.awaitTurn();
        PlannedChange planned = changes.plan(subscriptionId, wanted);
        try {
            return cut(planned).view();
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
        PlannedChange planned = changes.plan(subscriptionId, wanted);
        PricedChange priced = planned.cutsPeriod() ? cut(planned) : priced(planned);
        SubscriptionChangeView shown = priced.view();
        if (token != null && !shown.token().equals(token)) {
            throw new BillingException(
                    ProblemType.PREVIEW_OUTDATED, "The subscription or time has moved on: look at a new preview");
        }
        if (!planned.cutsPeriod()) {
            changes.carryOut(planned);
        }
        InvoiceDraft invoice = priced.atOnce();
        if (invoice == null) {
            return shown.asExecuted(null);
        }
        writer.write(List.of(invoice));
        return shown.asExecuted(invoice.id());
    }

    /** Made, with its invoice, which is still to be written. */
    private PricedChange cut(PlannedChange planned) {
        return new PricedChange(planned, cutPeriods.bill(planned.subscriptionId(), () -> {
            changes.carryOut(planned);
            return true;
        }));
    }

    private PricedChange priced(PlannedChange planned) {
        DueItem item = planned.running();
        Quantities.Change change = planned.quantity();
        if (item == null || change == null) {
            return new PricedChange(planned, null);
        }
        ServicePeriod running = Objects.requireNonNull(item.billing().ended());
        List<LineDraft> lines = item.steps(item.billing().paid(running)).stream()
                .filter(step -> step.place() == change.place())
                .flatMap(step -> QuantityChangeLines.of(item, step).stream())
                .toList();
        if (lines.isEmpty()) {
            return new PricedChange(planned, null);
        }
        InvoiceDraft draft = draft(item, planned, change.from(), lines);
        if (planned.proration() != Proration.AT_ONCE) {
            return new PricedChange(planned, draft);
        }
        InvoiceDraft invoice = discounts.of(List.of(draft)).getFirst();
        requireWritable(invoice);
        return new PricedChange(planned, invoice);
    }

    private InvoiceDraft draft(DueItem item, PlannedChange planned, LocalDate day, List<LineDraft> named) {
        Parties between = Objects.requireNonNull(parties.of(planned.customerId()));
        List<LineDraft> lines = between.taxed(named);
        Currency currency = Currency.getInstance(item.terms().currency());
        return new InvoiceDraft(
                Ids.next(),
                between,
                planned.subscriptionId(),
                currency,
                item.billing().zone(),
                clock.instant(),
                new ServicePeriod(day, day),
                lines,
                InvoiceDraft.amounts(currency, lines),
                List.of());
    }

    /** Numbers are in the order of dates, so that what fell due before is billed before. */
    private void requireWritable(InvoiceDraft invoice) {
        if (invoice.subtotal().signum() < 0) {
            throw BillingException.invalid(
                    "proration", "gives_back", "asks for nothing: what goes back is on the next invoice");
        }
        if (order.isBehind(invoice.at())) {
            throw BillingOrder.refusal();
        }
    }
}
