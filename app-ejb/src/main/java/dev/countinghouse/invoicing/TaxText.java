package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.InvoiceView.BilledCustomer;
import dev.countinghouse.tax.domain.TaxTreatment;
import org.jspecify.annotations.Nullable;

/** Says by what rule an invoice is taxed, for whoever has to pay it. Pure. */
final class TaxText {

    private static final String BY_RATES = "the rates that the charge names, or else the plan, or else the customer";

    private TaxText() {}

    static String of(InvoiceView invoice) {
        @Nullable TaxTreatment treatment = invoice.taxTreatment();
        if (treatment == null) {
            return "Taxes are " + BY_RATES + ".";
        }
        BilledCustomer customer = invoice.customer();
        @Nullable
        String from = invoice.seller() == null ? null : invoice.seller().country();
        return switch (treatment) {
            case EXEMPT -> "No tax, as the customer is exempt: %s.".formatted(customer.taxExemptReason());
            case DOMESTIC -> "VAT of %s, where seller and customer are: %s.".formatted(from, BY_RATES);
            case REVERSE_CHARGE ->
                "No VAT but reverse charge, as the customer is in business in %s by the VAT id %s, and the seller in %s."
                        .formatted(customer.country(), customer.vatId(), from);
            case DESTINATION ->
                "VAT of %s, where the customer is, without a valid VAT id of it; the seller is in %s."
                        .formatted(customer.country(), from);
            case OUTSIDE ->
                "No VAT, as the customer is in %s, outside of the European Union.".formatted(customer.country());
            case NO_SUPPLY -> "No tax, as nothing is supplied yet: what the credits pay for is taxed.";
        };
    }
}
