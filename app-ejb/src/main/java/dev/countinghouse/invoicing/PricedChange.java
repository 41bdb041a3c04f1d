package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.subscription.PlannedChange;
import dev.countinghouse.subscription.PreviewToken;
import dev.countinghouse.subscription.domain.Proration;
import dev.countinghouse.tax.domain.TaxTreatment;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of a subscription and its lines.
 *
 * @param draft the lines as an invoice of their own; null for a change that has none
 */
record PricedChange(PlannedChange planned, @Nullable InvoiceDraft draft) {

    /** The invoice that is written with the change; null for none. */
    @Nullable
    InvoiceDraft atOnce() {
        return planned.proration() == Proration.AT_ONCE ? draft : null;
    }

    SubscriptionChangeView view() {
        InvoiceDraft invoice = atOnce();
        List<LineDraft> lines = draft == null ? List.of() : draft.lines();
        SubscriptionChangeView shown = new SubscriptionChangeView(
                planned.subscriptionId(),
                false,
                planned.before(),
                planned.after(),
                planned.effectiveAt(),
                planned.proration(),
                lines.stream().map(PricedChange::line).toList(),
                invoice == null ? null : MoneyView.of(invoice.discount()),
                draft == null ? null : MoneyView.of(draft.subtotal()),
                invoice == null ? null : MoneyView.of(invoice.tax()),
                invoice == null ? null : MoneyView.of(invoice.total()),
                null,
                "");
        return shown.named(PreviewToken.of(List.of(planned.cutsPeriod() ? fees(lines) : shown, planned.version())));
    }

    /** What the token of a change within a period names: usage of the period that it ends may still come in. */
    private List<Object> fees(List<LineDraft> lines) {
        List<UUID> coupons = draft == null
                ? List.of()
                : draft.coupons().stream().map(CouponUse::id).toList();
        TaxTreatment treatment = draft == null ? null : draft.parties().treatment();
        return List.of(
                planned.before(),
                planned.after(),
                planned.effectiveAt(),
                coupons,
                Objects.toString(treatment),
                lines.stream()
                        .filter(PricedChange::isFee)
                        .map(PricedChange::line)
                        .toList());
    }

    private static boolean isFee(LineDraft line) {
        boolean isDue = line.purpose() == LinePurpose.REGULAR || line.purpose() == LinePurpose.CHANGE;
        return isDue && line.metric() == null && line.chargeId() != null;
    }

    private static SubscriptionChangeView.ChangedLine line(LineDraft line) {
        return new SubscriptionChangeView.ChangedLine(
                line.description(),
                line.period().start(),
                line.period().end(),
                Decimals.plain(line.quantity()),
                Decimals.plain(line.unitAmount()),
                MoneyView.of(line.amount()),
                line.taxes().stream().map(TaxRateView::code).toList());
    }
}
