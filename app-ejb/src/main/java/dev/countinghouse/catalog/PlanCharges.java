package dev.countinghouse.catalog;

import dev.countinghouse.catalog.NewPlan.NewCharge;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes charges of what is asked for, with ids of their own: invoice lines refer to a charge of a version. */
@ApplicationScoped
class PlanCharges {

    @Inject
    CatalogRepository catalog;

    /**
     * The charges of a plan to be made.
     *
     * @throws BillingException VALIDATION_FAILED with every field that is wrong, those of its commitment too
     */
    List<Charge> of(NewPlan plan) {
        List<FieldError> others = new ArrayList<>(wrong(plan.minimumCommitment()));
        others.addAll(CurrencyRules.check(plan));
        others.addAll(ThresholdRules.check(plan));
        others.addAll(PhaseRules.check(plan));
        return of(plan.charges(), others);
    }

    /** @throws BillingException VALIDATION_FAILED with every field that is wrong */
    List<Charge> of(List<NewCharge> wanted) {
        return of(wanted, List.of());
    }

    private List<Charge> of(List<NewCharge> wanted, List<FieldError> others) {
        Map<String, MetricView> metrics = catalog.metrics(
                wanted.stream().map(NewCharge::metric).filter(Objects::nonNull).collect(Collectors.toSet()));
        Set<String> taxRates = catalog.taxRateCodes(
                wanted.stream().flatMap(charge -> charge.taxRates().stream()).collect(Collectors.toSet()));
        List<FieldError> errors = new ArrayList<>(ChargeRules.check(wanted, metrics, taxRates));
        errors.addAll(others);
        FieldErrors.refuse(errors);
        return wanted.stream().map(charge -> charge(charge, metrics)).toList();
    }

    /** @throws BillingException VALIDATION_FAILED with every field that is wrong */
    void check(@Nullable MinimumCommitment commitment) {
        FieldErrors.refuse(wrong(commitment));
    }

    private List<FieldError> wrong(@Nullable MinimumCommitment commitment) {
        return commitment == null
                ? List.of()
                : ChargeRules.check(commitment, catalog.taxRateCodes(Set.copyOf(commitment.taxRates())));
    }

    /** The tax rate of a code; none for null or an empty one. */
    @Nullable
    TaxRate taxRate(@Nullable String code) {
        return code == null || code.isEmpty()
                ? null
                : catalog.taxRate(code)
                        .filter(rate -> !rate.isArchived())
                        .orElseThrow(() -> BillingException.invalid(
                                "tax_rate", "unknown", "is no code of a tax rate that can be used"));
    }

    static Charge charge(NewCharge from, Map<String, MetricView> metrics) {
        MetricView metric = from.metric() == null ? null : metrics.get(from.metric());
        return new Charge(
                Ids.next(),
                from.code(),
                from.name(),
                from.kind(),
                from.timing(),
                from.model(),
                from.metric(),
                metric == null ? null : metric.id(),
                from.prorated(),
                from.quantity(),
                from.pricing(),
                from.groupBy(),
                from.filters(),
                from.minimumAmount(),
                from.maximumAmount(),
                from.taxRates(),
                from.invoiceable(),
                from.prices());
    }
}
