package dev.countinghouse.invoicing;

import dev.countinghouse.audit.AuditVerification;
import dev.countinghouse.audit.ChainVerification;
import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.invoicing.ProofRepository.StoredCredit;
import dev.countinghouse.invoicing.ProofRepository.StoredInvoice;
import dev.countinghouse.ledger.Ledger;
import dev.countinghouse.ledger.LedgerVerification;
import dev.countinghouse.subscription.BilledSubscription;
import dev.countinghouse.subscription.BilledSubscriptions;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Proves what was billed, part by part. Each call is a transaction that sees the books as they are at its beginning and writes
 * nothing. Called by the job, as a tenant.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class VerificationRun {

    private static final int BOUNDARIES_AT_ONCE = 24;
    private static final int INVOICES_AT_ONCE = 200;
    private static final int LINES_AT_ONCE = 20_000;

    @Inject
    ProofRepository proof;

    @Inject
    BilledSubscriptions subscriptions;

    @Inject
    SubscriptionProof lines;

    @Inject
    CouponProof coupons;

    @Inject
    NumberProofRepository numbers;

    @Inject
    CouponProofRepository couponUses;

    @Inject
    WalletProofRepository wallets;

    @Inject
    Catalog catalog;

    @Inject
    Ledger ledger;

    @Inject
    ChainVerification audit;

    /** How much there is to prove. */
    public record Extent(long subscriptions, long invoices) {}

    /** Asked at the beginning, for the progress. */
    public Extent extent() {
        return new Extent(subscriptions.count(), proof.invoices());
    }

    /** Ids of the subscriptions after one, in their order. */
    public List<UUID> subscriptions(@Nullable UUID after, int most) {
        return subscriptions.ids(after, most);
    }

    /** Proves every line of a subscription, a part of its boundaries at a time. */
    public void proveSubscription(UUID id, Findings findings) {
        proof.freeze();
        BilledSubscription subscription = subscriptions.of(id);
        List<BilledSubscription.Boundary> boundaries = subscription.boundaries();
        long belonging = 0;
        for (int from = 0; from < boundaries.size(); from += BOUNDARIES_AT_ONCE) {
            int to = Math.min(boundaries.size(), from + BOUNDARIES_AT_ONCE);
            belonging += lines.prove(subscription, boundaries.subList(from, to), findings);
        }
        belonging += lines.proveRunning(subscription, findings);
        lines.proveNoOthers(subscription, belonging, findings);
    }

    /**
     * Proves the sums and credit notes of the invoices after one.
     *
     * @return the last one's id; null when there was none left
     */
    public @Nullable UUID proveInvoices(@Nullable UUID after, Findings findings) {
        proof.freeze();
        List<StoredInvoice> invoices = proof.invoices(after, INVOICES_AT_ONCE, LINES_AT_ONCE);
        if (invoices.isEmpty()) {
            return null;
        }
        List<UUID> ids = invoices.stream().map(StoredInvoice::id).toList();
        Map<UUID, List<StoredLine>> linesOf =
                proof.linesOf(ids).stream().collect(Collectors.groupingBy(StoredLine::invoiceId));
        Map<UUID, List<StoredCredit>> credits =
                proof.credits(ids).stream().collect(Collectors.groupingBy(StoredCredit::invoiceId));
        Map<String, TaxRateView> rates = rates(linesOf);
        OneOffProof byHand = new OneOffProof(findings);
        TaxProof taxes = new TaxProof(findings, rates);
        InvoiceProof sums = new InvoiceProof(findings, rates);
        CreditProof notes = new CreditProof(findings);
        CouponProof.Known known = coupons.known(ids);
        for (StoredInvoice invoice : invoices) {
            List<StoredLine> own = linesOf.getOrDefault(invoice.id(), List.of());
            try {
                byHand.prove(own);
                taxes.prove(invoice, own);
                DiscountedLines.Result due = coupons.result(known, invoice, own, findings, sums::rules);
                sums.prove(invoice, own, due.amounts());
                CouponProof.compare(known, invoice, own, due, findings);
                notes.prove(invoice, own, credits.getOrDefault(invoice.id(), List.of()));
            } catch (RuntimeException e) {
                Throwable cause = Unreadable.cause(e);
                if (cause == null) {
                    throw e;
                }
                findings.unreadable(invoice.number(), "invoice", cause);
            }
            findings.count("lines", own.size());
        }
        findings.count("invoices", invoices.size());
        return ids.getLast();
    }

    private Map<String, TaxRateView> rates(Map<UUID, List<StoredLine>> linesOf) {
        Set<String> codes = linesOf.values().stream()
                .flatMap(List::stream)
                .flatMap(line -> line.taxes().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return catalog.taxRates(codes);
    }

    /** Proves numbers, what replaced void invoices, wallets, the ledger, and the audit log's chain. */
    public void proveBooks(Findings findings) {
        proof.freeze();
        numbers.numbers(Findings.NAMED_MAX).forEach(findings::differs);
        proof.strange(Findings.NAMED_MAX).forEach(findings::differs);
        proof.replaced(Findings.NAMED_MAX).forEach(findings::differs);
        couponUses.limits(Findings.NAMED_MAX).forEach(findings::differs);
        couponUses.counted(Findings.NAMED_MAX).forEach(findings::differs);
        wallets.differences(Findings.NAMED_MAX).forEach(findings::differs);
        wallets.worth().forEach(findings::differs);
        LedgerVerification posted = ledger.verification(Findings.NAMED_MAX);
        findings.count("transfers", posted.transfers());
        Map<UUID, String> numbers = proof.numbersOf(posted.differences().stream()
                .map(LedgerVerification.Difference::documentId)
                .toList());
        for (LedgerVerification.Difference difference : posted.differences()) {
            findings.differs(new Difference(
                    numbers.getOrDefault(
                            difference.documentId(), difference.documentId().toString()),
                    null,
                    difference.rule().name().toLowerCase(Locale.ROOT),
                    "what is posted",
                    "what the documents say",
                    "ledger"));
        }
        AuditVerification chain = audit.verify();
        findings.count("sealed_audit_entries", chain.sealed());
        AuditVerification.Broken broken = chain.firstBroken();
        if (broken != null) {
            findings.differs(new Difference(
                    null, null, broken.problem(), "link " + broken.seq(), "an unbroken chain", "audit log"));
        }
    }
}
