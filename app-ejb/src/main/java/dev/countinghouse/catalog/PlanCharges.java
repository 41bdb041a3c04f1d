package dev.countinghouse.catalog;

import dev.countinghouse.catalog.NewPlan.NewCharge;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.problem.BillingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

    /** @throws BillingException VALIDATION_FAILED with every field that is wrong */
    List<Charge> of(List<NewCharge> wanted) {
        Map<String, MetricView> metrics = catalog.metrics(
                wanted.stream().map(NewCharge::metric).filter(Objects::nonNull).collect(Collectors.toSet()));
        Set<String> taxRates = catalog.taxRateCodes(
                wanted.stream().flatMap(charge -> charge.taxRates().stream()).collect(Collectors.toSet()));
        FieldErrors.refuse(ChargeRules.check(wanted, metrics, taxRates));
        return wanted.stream().map(charge -> charge(charge, metrics)).toList();
    }

    /** @throws BillingException VALIDATION_FAILED when it names tax rates that cannot be used */
    void check(@Nullable MinimumCommitment commitment) {
        if (commitment != null) {
            FieldErrors.refuse(ChargeRules.check(commitment, catalog.taxRateCodes(Set.copyOf(commitment.taxRates()))));
        }
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
                from.invoiceable());
    }
}
