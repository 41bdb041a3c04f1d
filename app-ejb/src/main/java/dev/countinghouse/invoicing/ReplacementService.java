package dev.countinghouse.invoicing;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.ledger.DeferredRevenue;
import dev.countinghouse.ledger.JournalEntry;
import dev.countinghouse.ledger.Ledger;
import dev.countinghouse.ledger.domain.Deferral;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.FirstPayments;
import dev.countinghouse.wallet.TopUps;
import dev.countinghouse.wallet.WalletSettlement;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Invoices in place of void ones. One method is one transaction. */
@Stateless
public class ReplacementService {

    @Inject
    InvoiceRepository invoices;

    @Inject
    ReplacementRepository replacements;

    @Inject
    PrepaidCredit credit;

    @Inject
    TopUps topUps;

    @Inject
    FirstPayments firstPayments;

    @Inject
    NumberSeriesRepository numbers;

    @Inject
    PartyBook parties;

    @Inject
    DeferredRevenue deferred;

    @Inject
    Ledger ledger;

    @Inject
    Outbox outbox;

    @Inject
    Event<InvoicesFinalized> finalized;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * Bills again what a void invoice billed: the same lines, to the customer as he is now, by the legal entity that bills him now, with a number of its own, dated today.
     *
     * @throws BillingException NOT_FOUND; INVOICE_NOT_REPLACEABLE when the invoice is not void, was
     *     replaced before, would be taxed otherwise now, or was not paid in time by a subscription that ended for that
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public InvoiceView replace(UUID voidId) {
        Invoice old = invoices.lock(voidId);
        old.requireReplaceable();
        if (topUps.isSale(voidId)) {
            throw new BillingException(
                    ProblemType.INVOICE_NOT_REPLACEABLE,
                    "Invoice %s sold credits: sell them by another top-up".formatted(old.number()));
        }
        requireRunning(old);
        ReplacementRepository.Replacement replacement = replacement(Ids.next(), old);
        replacements.write(voidId, replacement, invoices.lines(List.of(voidId)).size());
        UUID id = replacement.id();
        credit.record(List.of(id), List.of(replacement.prepaid()));
        old.replaceBy(id);
        Invoice written = invoices.require(id);
        announce(written, replacement);
        audit.record("invoice.replace", voidId, null, Map.of("replaced_by_id", id, "number", written.number()));
        return written.view(invoices.lines(List.of(id)).stream()
                .map(line -> line.view(written.ofLines()))
                .toList());
    }

    /** What was not paid in time billed a subscription that never began. */
    private void requireRunning(Invoice old) {
        UUID subscription = old.subscriptionId();
        if (subscription != null && firstPayments.lock(subscription) == FirstPayments.Standing.EXPIRED) {
            throw new BillingException(
                    ProblemType.INVOICE_NOT_REPLACEABLE,
                    "Invoice %s was not paid in time, and its subscription has ended: make another subscription"
                            .formatted(old.number()));
        }
    }

    private void announce(Invoice written, ReplacementRepository.Replacement replacement) {
        UUID id = written.id();
        ledger.post(List.of(new JournalEntry(
                id,
                JournalEntry.Kind.INVOICE,
                id,
                written.customerId(),
                replacement.issuedOn(),
                replacement
                        .prepaid()
                        .postings(InvoiceWriter.income(written.subtotal(), replacement.deferral()), written.tax()))));
        outbox.add(
                "invoice.finalized",
                id,
                InvoiceWriter.payload(
                        written.number(),
                        replacement.number().legalEntity(),
                        new InvoiceWriter.Payer(written.customerId(), written.childId()),
                        written.total(),
                        replacement.prepaid()));
        finalized.fire(
                new InvoicesFinalized(List.of(new InvoicesFinalized.DueDate(id, replacement.dueOn(), written.zone()))));
    }

    private ReplacementRepository.Replacement replacement(UUID id, Invoice old) {
        Parties between = Objects.requireNonNull(parties.of(old.customerId()));
        InvoiceView before = old.view(null);
        List<InvoiceLine> billed = invoices.lines(List.of(old.id()));
        List<LineView> lines =
                billed.stream().map(line -> line.view(old.ofLines())).toList();
        if (!between.isTaxedAs(before.taxTreatment(), before.customer(), lines)) {
            throw new BillingException(
                    ProblemType.INVOICE_NOT_REPLACEABLE,
                    "Invoice %s would be taxed otherwise now: bill what it was for by a one-off invoice"
                            .formatted(before.number()));
        }
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, old.zone());
        Prepaid prepaid = credit.settle(List.of(new WalletSettlement.Claim(old.customerId(), old.total(), now)))
                .getFirst();
        UUID subscription = old.subscriptionId();
        if (subscription != null
                && prepaid.applied().plus(prepaid.wallets().amount()).equals(old.total())) {
            firstPayments.settled(subscription); // before any number is taken
        }
        Optional<Deferral> deferral = deferral(billed, old.total().currency(), today);
        NumberSeriesRepository.Place place = numbers.ofInvoices(
                        List.of(new NumberSeriesRepository.Asked(between.terms().legalEntity(), true)))
                .getFirst();
        return new ReplacementRepository.Replacement(
                id,
                place.issued(),
                place.ordinal(),
                between,
                now,
                today,
                today.plusDays(between.terms().netTermsDays()),
                prepaid,
                deferral);
    }

    /** What is not earned yet of lines that are invoiced on a day. */
    private Optional<Deferral> deferral(List<InvoiceLine> lines, Currency currency, LocalDate day) {
        Optional<Deferral> deferral = Deferral.of(
                lines.stream().flatMap(line -> line.service(currency).stream()).toList(), day, deferred.firstOpenDay());
        deferred.expect(deferral.stream().toList());
        return deferral;
    }
}
