package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.invoicing.InvoiceView.BilledCustomer;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.tax.domain.TaxTreatment;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who an invoice is between, as it will keep them, and what that makes of the taxes on its lines. Pure.
 *
 * @param terms the tenant's
 * @param customer the one who is billed
 * @param taxes the customer's own, or the one of his country, by the treatment
 * @param treatment null: the rates that are named alone
 * @param refusal why nothing can be billed to the customer; null: it can
 */
record Parties(
        IssuingTerms terms,
        BilledCustomer customer,
        List<TaxRateView> taxes,
        @Nullable TaxTreatment treatment,
        @Nullable BillingException refusal) {

    Parties {
        taxes = List.copyOf(taxes);
    }

    UUID customerId() {
        return customer.id();
    }

    /**
     * Lines with the taxes that are on them.
     *
     * @param lines with those that charge, plan or whoever wrote them names
     * @throws BillingException VALIDATION_FAILED when nothing can be billed to the customer
     */
    List<LineDraft> taxed(List<LineDraft> lines) {
        if (refusal != null) {
            throw refusal;
        }
        return lines.stream().map(line -> line.taxed(taxes(line))).toList();
    }

    /** Whether what was billed to the customer as he was then would have the same taxes now. */
    boolean isTaxedAs(@Nullable TaxTreatment before, BilledCustomer then) {
        if (refusal != null) {
            return false;
        }
        if (TaxDecision.isByRates(treatment)) {
            return TaxDecision.isByRates(before) && customer.taxRates().equals(then.taxRates());
        }
        return treatment == before
                && (treatment != TaxTreatment.DESTINATION || Objects.equals(customer.country(), then.country()));
    }

    /** A line that somebody wrote by hand without a tax is not taxed, so neither the customer's rates nor his country's come to it. */
    private List<TaxRateView> taxes(LineDraft line) {
        boolean untaxed = line.purpose() == LinePurpose.ONE_OFF && line.taxes().isEmpty();
        if (TaxDecision.isByRates(treatment)) {
            return untaxed || !line.taxes().isEmpty() ? line.taxes() : taxes;
        }
        return treatment == TaxTreatment.DESTINATION && !untaxed ? taxes : List.of();
    }
}
