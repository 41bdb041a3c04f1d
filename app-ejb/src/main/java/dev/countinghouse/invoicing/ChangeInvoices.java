package dev.countinghouse.invoicing;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.PlannedChange;
import dev.countinghouse.subscription.SubscriptionChanges;
import dev.countinghouse.subscription.domain.Proration;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/** What changes of subscriptions bill, now or on their day. Joins the transaction, whose turn of billing it is. */
@ApplicationScoped
class ChangeInvoices {

    @Inject
    SubscriptionChanges changes;

    @Inject
    CutPeriods cutPeriods;

    @Inject
    Discounts discounts;

    @Inject
    PartyBook parties;

    /**
     * What a change comes to. One that cuts the period is made by that, since the boundary that it makes is billed like any other.
     *
     * @param now when it is made
     * @param behind whether invoices that fell due by then are not written yet
     * @throws BillingException CONFLICT for one that is billed at once and would come before them; VALIDATION_FAILED when it would give back
     */
    PricedChange of(PlannedChange planned, Instant now, boolean behind) {
        return planned.cutsPeriod() ? cut(planned, now, behind) : priced(planned, now, behind);
    }

    /** Makes a change that was priced in this transaction; the invoice that is written with it is left to the caller. */
    void carryOut(PricedChange priced, Instant now) {
        if (!priced.planned().cutsPeriod()) {
            changes.carryOut(priced.planned(), now);
        }
    }

    private PricedChange cut(PlannedChange planned, Instant now, boolean behind) {
        return new PricedChange(planned, cutPeriods.bill(planned.subscriptionId(), now, behind, () -> {
            changes.carryOut(planned, now);
            return true;
        }));
    }

    private PricedChange priced(PlannedChange planned, Instant now, boolean behind) {
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
        InvoiceDraft draft = draft(item, planned, change.from(), lines, now);
        if (planned.proration() != Proration.AT_ONCE) {
            return new PricedChange(planned, draft);
        }
        InvoiceDraft invoice = discounts.of(List.of(draft)).getFirst();
        requireWritable(invoice, behind);
        return new PricedChange(planned, invoice);
    }

    private InvoiceDraft draft(DueItem item, PlannedChange planned, LocalDate day, List<LineDraft> named, Instant now) {
        Parties between = Objects.requireNonNull(parties.of(planned.customerId()));
        List<LineDraft> lines = between.taxed(named);
        Currency currency = Currency.getInstance(item.terms().currency());
        return new InvoiceDraft(
                Ids.next(),
                between,
                planned.subscriptionId(),
                currency,
                item.billing().zone(),
                now,
                new ServicePeriod(day, day),
                lines,
                InvoiceDraft.amounts(currency, lines),
                List.of());
    }

    /** Numbers are in the order of dates, so that what fell due before is billed before. */
    private static void requireWritable(InvoiceDraft invoice, boolean behind) {
        if (invoice.subtotal().signum() < 0) {
            throw BillingException.invalid(
                    "proration", "gives_back", "asks for nothing: what goes back is on the next invoice");
        }
        if (behind) {
            throw BillingOrder.refusal();
        }
    }
}
