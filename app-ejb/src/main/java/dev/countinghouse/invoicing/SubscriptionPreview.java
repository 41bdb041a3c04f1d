package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.subscription.SubscriptionView;
import dev.countinghouse.tax.domain.TaxTreatment;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription would be billed if it were made now.
 *
 * @param plan code
 * @param trialEndsOn first day whose fees are paid; null without a trial
 * @param through what the tenant's clock would show
 * @param invoices that fall due by then, in the order in which they would be written
 * @param complete whether these are all that fall due by then; false when there are more than a preview shows
 */
public record SubscriptionPreview(
        String plan,
        int planVersion,
        int quantity,
        String currency,
        String timeZone,
        LocalDate startedOn,
        @Nullable LocalDate endsOn,
        @Nullable LocalDate trialEndsOn,
        Instant through,
        List<Invoice> invoices,
        boolean complete) {

    /**
     * An invoice that would be written.
     *
     * @param legalEntity code of the one that would issue it; null: the tenant itself
     * @param periodStart first day of the usage it would bill
     * @param periodEnd day after the last; equal to the start when it would bill no usage
     * @param subtotal the sum of the lines less the discount
     * @param taxTreatment what decided its taxes besides the rates that are named; null: nothing did
     */
    public record Invoice(
            @Nullable String legalEntity,
            LocalDate issuedOn,
            LocalDate dueOn,
            LocalDate periodStart,
            LocalDate periodEnd,
            List<Line> lines,
            MoneyView discount,
            List<CouponUse> coupons,
            MoneyView subtotal,
            @Nullable TaxTreatment taxTreatment,
            List<InvoiceView.Tax> taxes,
            MoneyView tax,
            MoneyView total) {

        static Invoice of(InvoiceDraft draft) {
            return new Invoice(
                    draft.legalEntity(),
                    draft.issuedOn(),
                    draft.dueOn(),
                    draft.period().start(),
                    draft.period().end(),
                    lines(draft),
                    MoneyView.of(draft.discount()),
                    draft.coupons(),
                    MoneyView.of(draft.subtotal()),
                    draft.parties().treatment(),
                    InvoiceJson.views(draft.taxes()),
                    MoneyView.of(draft.tax()),
                    MoneyView.of(draft.total()));
        }

        private static List<Line> lines(InvoiceDraft draft) {
            List<Money> discounts = draft.lineDiscounts();
            return IntStream.range(0, discounts.size())
                    .mapToObj(i -> Line.of(draft.lines().get(i), discounts.get(i)))
                    .toList();
        }
    }

    /**
     * A line of an invoice.
     *
     * @param metric code, for usage; null on other lines
     * @param periodEnd day after the last that is billed
     * @param unitAmount price of a unit in major units
     * @param amount quantity times unit amount, rounded once
     * @param discount what coupons take off it
     * @param taxRates codes of the taxes on it
     */
    public record Line(
            String description,
            @Nullable String metric,
            LinePurpose purpose,
            LocalDate periodStart,
            LocalDate periodEnd,
            BigDecimal quantity,
            BigDecimal unitAmount,
            MoneyView amount,
            MoneyView discount,
            List<String> taxRates) {

        static Line of(LineDraft line, Money discount) {
            return new Line(
                    line.description(),
                    line.metric(),
                    line.purpose(),
                    line.period().start(),
                    line.period().end(),
                    Decimals.plain(line.quantity()),
                    Decimals.plain(line.unitAmount()),
                    MoneyView.of(line.amount()),
                    MoneyView.of(discount),
                    line.taxes().stream().map(TaxRateView::code).toList());
        }
    }

    static SubscriptionPreview of(SubscriptionView made, Instant through, List<Invoice> invoices, boolean complete) {
        return new SubscriptionPreview(
                made.plan(),
                made.planVersion(),
                made.quantity(),
                made.currency(),
                made.timeZone(),
                made.startedOn(),
                made.endsOn(),
                made.trialEndsOn(),
                through,
                invoices,
                complete);
    }
}
