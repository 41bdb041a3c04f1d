package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.ledger.DeferredRevenue;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.subscription.BilledSubscriptions;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.EndedSubscriptions;
import dev.countinghouse.subscription.EndedSubscriptions.Ended;
import dev.countinghouse.time.ServicePeriod;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives back by credit notes what was paid for days after the ends of subscriptions that say so. Each call is a transaction: the credit
 * notes of a subscription and their refunds are there together or not at all. Called by the timer, as a tenant.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class UnusedRefundRun {

    @Inject
    DueSubscriptions subscriptions;

    @Inject
    EndedSubscriptions ended;

    @Inject
    BilledSubscriptions billed;

    @Inject
    UnusedCreditRepository rows;

    @Inject
    InvoiceRepository invoices;

    @Inject
    CreditBalances balances;

    @Inject
    DeferredRevenue deferred;

    @Inject
    CreditNoteBook book;

    @Inject
    Outbox outbox;

    @Inject
    BusinessClock clock;

    /** The subscription that has ended and is to give back next; empty when none is. */
    public Optional<UUID> next() {
        return ended.toRefund();
    }

    /** Gives back of one, unless another replica has. */
    public void make(UUID id) {
        subscriptions.awaitTurn();
        if (ended.toRefund().filter(id::equals).isPresent()) {
            refund(ended.require(id));
        }
    }

    private void refund(Ended subscription) {
        UUID id = subscription.id();
        Instant last = rows.lastFinalized(id);
        Instant at = last.isAfter(subscription.endedAt()) ? last : subscription.endedAt();
        List<DueItem> items = billed.unused(id);
        if (!items.isEmpty()) {
            deferred.earnThrough(at);
            ServicePeriod days =
                    Objects.requireNonNull(items.getFirst().billing().unused());
            List<UnusedCredits.Unused> unused =
                    items.stream().flatMap(UnusedRefundRun::unused).toList();
            balances.lock(
                    rows
                            .lines(id, days)
                            .stream() // as the invoices: before refunds are due, and before any number is taken
                            .map(UnusedCredits.Line::invoiceId)
                            .distinct()
                            .sorted()
                            .map(invoices::lock)
                            .toList());
            Map<UUID, List<NewCreditNote.Line>> credits = UnusedCredits.of(unused, givingBack(id, days));
            credits.forEach((invoice, lines) ->
                    book.writeByItself(new NewCreditNote(invoice, lines, reason(days), false, null), at));
        }
        ended.refunded(id, at);
    }

    /** Of fees that go back when they are not used: those in advance that are prorated, also of plans that were left. */
    private List<UnusedCredits.Line> givingBack(UUID id, ServicePeriod days) {
        Set<UUID> charges = billed.terms(List.of(id)).values().stream()
                .flatMap(terms -> terms.charges(Charge.Kind.RECURRING).stream())
                .filter(charge -> charge.prorated() && charge.timing() == Charge.Timing.ADVANCE)
                .map(Charge::id)
                .collect(Collectors.toSet());
        return rows.lines(id, days).stream()
                .filter(line -> charges.contains(line.chargeId()))
                .toList();
    }

    private static String reason(ServicePeriod days) {
        return "Not used: %s to %s".formatted(days.start(), days.end().minusDays(1));
    }

    /** What would be lines below zero of the last invoice. */
    private static Stream<UnusedCredits.Unused> unused(DueItem item) {
        return item.terms().charges(Charge.Kind.RECURRING).stream()
                .filter(charge -> charge.invoiceable() && charge.timing() == Charge.Timing.ADVANCE)
                .flatMap(charge -> UnusedDaysLines.of(item, charge)
                        .filter(line -> line.amount().signum() < 0)
                        .map(line -> new UnusedCredits.Unused(
                                item.itemId(),
                                charge.id(),
                                line.period(),
                                line.amount().negated())));
    }

    /** Tells that nothing could be given back; it holds nothing else up, and is not tried again. */
    public void fail(UUID id, String reason) {
        subscriptions.awaitTurn();
        Instant now = clock.instant();
        Ended subscription = ended.require(id);
        ended.refunded(id, now);
        outbox.add(
                "subscription.refund_failed",
                id,
                Map.of("customer_id", subscription.customerId(), "reason", reason),
                now);
    }
}
