package dev.countinghouse.catalog;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.catalog.NewPlan.NewCharge;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans and their versions. One method is one transaction. */
@Stateless
public class PlanService {

    private static final String TYPE = "plan";

    @Inject
    CatalogRepository catalog;

    @Inject
    CustomData customData;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * Makes a plan and publishes its first version.
     *
     * @throws BillingException CODE_TAKEN, or VALIDATION_FAILED with every field that is wrong
     */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public PlanView create(NewPlan wanted) {
        Map<String, UUID> metrics = catalog.metricIds(wanted.charges().stream()
                .map(NewCharge::metric)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        List<FieldError> errors = ChargeRules.check(wanted.charges(), metrics.keySet());
        if (!errors.isEmpty()) {
            throw new BillingException(
                    ProblemType.VALIDATION_FAILED,
                    errors.getFirst().field() + " " + errors.getFirst().message(),
                    errors);
        }
        TaxRate taxRate = wanted.taxRate() == null ? null : taxRate(wanted.taxRate());
        Plan plan = new Plan(Ids.next(), wanted, clock.instant());
        catalog.add(plan);
        List<Charge> charges =
                wanted.charges().stream().map(charge -> charge(charge, metrics)).toList();
        PlanVersion version = new PlanVersion(Ids.next(), plan, wanted, charges, taxRate);
        catalog.add(version);
        customData.put(TYPE, plan.id(), wanted.metadata());
        outbox.add("plan.created", plan.id(), Map.of("code", wanted.code()));
        PlanView view = version.view(customData.get(TYPE, plan.id()));
        audit.record("plan.create", plan.id(), null, view);
        return view;
    }

    private TaxRate taxRate(String code) {
        return catalog.taxRate(code)
                .orElseThrow(() -> BillingException.invalid("tax_rate", "unknown", "is no tax rate's code"));
    }

    private static Charge charge(NewCharge from, Map<String, UUID> metrics) {
        return new Charge(
                Ids.next(),
                from.code(),
                from.name(),
                from.kind(),
                from.timing(),
                from.model(),
                from.metric(),
                from.metric() == null ? null : metrics.get(from.metric()),
                from.prorated(),
                from.unitAmount(),
                from.tiers());
    }

    @RolesAllowed(Permission.CATALOG_READ)
    public PlanView get(UUID id) {
        return catalog.newestVersion(id).view(customData.get(TYPE, id));
    }

    /** Newest first. */
    @RolesAllowed(Permission.CATALOG_READ)
    public Page<PlanView> list(@Nullable String code, @Nullable String externalId, PageRequest page) {
        Page<Plan> found = catalog.plans(code, externalId, page);
        List<UUID> ids = found.data().stream().map(Plan::id).toList();
        Map<UUID, Map<String, Object>> metadata = customData.getAll(TYPE, ids);
        Map<UUID, PlanVersion> versions = catalog.newestVersions(ids);
        return found.map(plan ->
                Objects.requireNonNull(versions.get(plan.id())).view(metadata.getOrDefault(plan.id(), Map.of())));
    }
}
