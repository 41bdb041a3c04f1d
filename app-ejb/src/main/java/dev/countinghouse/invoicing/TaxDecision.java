package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.InvoiceView.BilledCustomer;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.tax.domain.TaxTreatment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What decides the taxes of an invoice besides the rates that are named, by the seller and the customer as it keeps them: reckoned when
 * it is written, and again when it is proved. Pure.
 */
final class TaxDecision {

    private TaxDecision() {}

    /**
     * Decides.
     *
     * @return null: the rates that are named alone
     * @throws BillingException VALIDATION_FAILED where the Union's VAT depends on the customer's country and he has none
     */
    static @Nullable TaxTreatment of(@Nullable InvoiceSeller seller, BilledCustomer customer) {
        if (customer.taxExemptReason() != null) {
            return TaxTreatment.EXEMPT;
        }
        if (seller == null || !Boolean.TRUE.equals(seller.euVat())) {
            return null;
        }
        if (customer.country() == null) {
            throw BillingException.invalid(
                    "customer_id", "no_country", "is a customer without a country, which the VAT to charge depends on");
        }
        return TaxTreatment.of(
                Objects.requireNonNull(seller.country()),
                customer.country(),
                Boolean.TRUE.equals(customer.vatIdValid()));
    }

    /** Whether nothing is charged, whatever is named. */
    static boolean isUntaxed(@Nullable TaxTreatment treatment) {
        return treatment != null && !treatment.isTaxed();
    }

    /** Whether the rates that are named decide, and the customer's where none is. */
    static boolean isByRates(@Nullable TaxTreatment treatment) {
        return treatment == null || treatment == TaxTreatment.DOMESTIC;
    }
}
