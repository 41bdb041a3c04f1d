package dev.countinghouse.invoicing;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.invoicing.InvoiceExplanation.CouponOf;
import dev.countinghouse.invoicing.InvoiceExplanation.TaxOf;
import dev.countinghouse.invoicing.LineExplanation.EventOf;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** Explains finalized invoices, from their sums down to the events. One method is one transaction. */
@Stateless
public class ExplanationService {

    @Inject
    InvoiceRepository invoices;

    @Inject
    ProofRepository proof;

    @Inject
    ExplainedLines explained;

    @Inject
    ReadPermissions also;

    /** All lines of an invoice, each with what it is of; without the hours. */
    @RolesAllowed(Permission.INVOICE_READ)
    public InvoiceExplanation explain(UUID id) {
        Invoice invoice = invoices.require(id);
        InvoiceView view = invoice.view(null);
        List<StoredLine> lines = proof.linesOf(List.of(id));
        return new InvoiceExplanation(
                id,
                view.name(),
                "%s of %s for %s: %d lines come to %s%s, taxes to %s, both together to %s."
                        .formatted(
                                view.name(),
                                view.issuedOn(),
                                view.customer().name(),
                                lines.size(),
                                text(view.subtotal()),
                                view.discount().amount().signum() == 0 ? "" : " after discounts",
                                text(view.tax()),
                                text(view.total())),
                view.currency(),
                view.timeZone(),
                view.issuedOn(),
                explained.all(view, lines),
                view.coupons().stream().map(ExplanationService::coupon).toList(),
                view.discount(),
                view.subtotal(),
                view.taxTreatment(),
                TaxText.of(view),
                view.taxes().stream().map(tax -> tax(tax, lines)).toList(),
                view.tax(),
                view.total());
    }

    private static CouponOf coupon(CouponUse use) {
        return new CouponOf(
                use.id(),
                use.code(),
                use.name(),
                use.amount(),
                "Coupon %s (%s) takes %s off, spread over the lines that it is for."
                        .formatted(use.code(), use.name(), text(use.amount())));
    }

    private static TaxOf tax(InvoiceView.Tax tax, List<StoredLine> lines) {
        List<Integer> on = lines.stream()
                .filter(line -> line.taxes().contains(tax.code()))
                .map(StoredLine::position)
                .toList();
        return new TaxOf(
                tax.code(),
                tax.name(),
                tax.percent(),
                tax.base(),
                tax.amount(),
                on,
                "%s: %s %% of %s (lines %s) = %s, rounded once."
                        .formatted(
                                tax.name(),
                                tax.percent().toPlainString(),
                                text(tax.base()),
                                on.stream().map(Object::toString).collect(Collectors.joining(", ")),
                                text(tax.amount())));
    }

    private static String text(MoneyView money) {
        return money.amount().toPlainString() + " " + money.currency();
    }

    /** One line with its hours. */
    @RolesAllowed(Permission.INVOICE_READ)
    public LineExplanation explainLine(UUID id, UUID lineId) {
        InvoiceView invoice = invoices.require(id).view(null);
        return explained.one(invoice, line(id, lineId));
    }

    /** The events that a line billed, as they counted when it was written; none for a line without usage. Last recorded first. */
    @RolesAllowed(Permission.INVOICE_READ)
    public Page<EventOf> events(UUID id, UUID lineId, PageRequest page) {
        also.requireUsage();
        InvoiceView invoice = invoices.require(id).view(null);
        return explained.events(invoice, line(id, lineId), page);
    }

    private StoredLine line(UUID invoiceId, UUID lineId) {
        return proof.linesOf(List.of(invoiceId)).stream()
                .filter(line -> line.id().equals(lineId))
                .findFirst()
                .orElseThrow(() -> new BillingException(
                        ProblemType.NOT_FOUND, "No line " + Objects.requireNonNull(lineId) + " of that invoice"));
    }
}
