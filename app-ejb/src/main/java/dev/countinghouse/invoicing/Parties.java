package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.invoicing.InvoiceView.BilledCustomer;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.tax.domain.TaxTreatment;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who an invoice is between, as it will keep them, and what that makes of the taxes on its lines. Pure.
 *
 * @param terms the tenant's
 * @param customer the one who is billed
 * @param taxes the customer's own, or the one of his country, by the treatment
 * @param treatment null: the rates that are named alone
 * @param refusal why nothing can be billed to the customer; null: it can
 * @param child whose subscription it is that the customer pays for; null: his own
 */
record Parties(
        IssuingTerms terms,
        BilledCustomer customer,
        List<TaxRateView> taxes,
        @Nullable TaxTreatment treatment,
        @Nullable BillingException refusal,
        @Nullable Child child) {

    Parties {
        taxes = List.copyOf(taxes);
    }

    /** A customer whose parent pays. */
    record Child(UUID id, String name) {}

    /** For the customer's own. */
    Parties(
            IssuingTerms terms,
            BilledCustomer customer,
            List<TaxRateView> taxes,
            @Nullable TaxTreatment treatment,
            @Nullable BillingException refusal) {
        this(terms, customer, taxes, treatment, refusal, null);
    }

    /** The same for the subscriptions of another customer, for whom this one pays. */
    Parties payingFor(Child other) {
        return new Parties(terms, customer, taxes, treatment, refusal, other);
    }

    /** The same for what is no supply: nothing of them decides a tax. */
    Parties ofNoSupply() {
        return new Parties(terms, customer, List.of(), TaxTreatment.NO_SUPPLY, null);
    }

    /** Who is to pay. */
    UUID customerId() {
        return customer.id();
    }

    /** Whose subscription is billed: his usage, his coupons. */
    UUID subscriberId() {
        return child == null ? customer.id() : child.id();
    }

    /**
     * Lines with the taxes that are on them; those of a child say whose they are.
     *
     * @param lines with those that charge, plan or whoever wrote them names
     * @throws BillingException VALIDATION_FAILED when nothing can be billed to the customer
     */
    List<LineDraft> taxed(List<LineDraft> lines) {
        if (refusal != null) {
            throw refusal;
        }
        return lines.stream()
                .map(line -> line.taxed(taxes(line)))
                .map(line -> child == null ? line : line.of(child.name()))
                .toList();
    }

    /** The customer's; at home nothing is sold untaxed because nobody said how. */
    private List<TaxRateView> own(LineDraft line) {
        if (taxes.isEmpty()
                && treatment == TaxTreatment.DOMESTIC
                && line.amount().signum() != 0) {
            throw BillingException.invalid(
                    "customer_id",
                    "no_tax_rate",
                    "buys in the seller's country what names no tax rate, and has none himself");
        }
        return taxes;
    }

    /**
     * Whether what an invoice billed would have the same taxes now.
     *
     * @param before its treatment
     * @param billed the customer as it keeps him
     * @param lines of it; what neither his rates nor his country's are on is left out
     */
    boolean isTaxedAs(@Nullable TaxTreatment before, BilledCustomer billed, List<LineView> lines) {
        if (refusal != null || treatment != before) {
            return false;
        }
        Set<String> now = taxes.stream().map(TaxRateView::code).collect(Collectors.toSet());
        if (TaxDecision.isByRates(treatment)) {
            Set<String> then = Set.copyOf(billed.taxRates());
            boolean moved =
                    treatment == TaxTreatment.DOMESTIC && !stateOf(customer).equals(stateOf(billed));
            return !moved
                    && (then.equals(now)
                            || lines.stream()
                                    .filter(line -> line.purpose() != LinePurpose.ONE_OFF)
                                    .noneMatch(line -> then.equals(Set.copyOf(line.taxRates()))));
        }
        return treatment != TaxTreatment.DESTINATION
                || lines.stream()
                        .filter(line -> line.taxPercent().signum() > 0)
                        .allMatch(line -> now.equals(Set.copyOf(line.taxRates())));
    }

    private static String stateOf(BilledCustomer of) {
        return TaxTreatment.stateOf(Objects.requireNonNullElse(of.country(), ""));
    }

    /** A line that somebody wrote by hand without a tax is not taxed, so neither the customer's rates nor his country's come to it. */
    private List<TaxRateView> taxes(LineDraft line) {
        boolean untaxed = line.purpose() == LinePurpose.ONE_OFF && line.taxes().isEmpty();
        if (TaxDecision.isByRates(treatment)) {
            return untaxed || !line.taxes().isEmpty() ? line.taxes() : own(line);
        }
        if (treatment != TaxTreatment.DESTINATION || untaxed) {
            return List.of();
        }
        return isOfNothing(line.taxes()) ? line.taxes() : taxes;
    }

    /** Whether rates are named that come to nothing, as those of what is exempt from tax: that is so wherever it is sold. */
    static boolean isOfNothing(List<TaxRateView> named) {
        return !named.isEmpty()
                && named.stream().allMatch(rate -> rate.percent().signum() == 0);
    }
}
