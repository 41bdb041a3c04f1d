package dev.countinghouse.catalog;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Plans and their versions. One method is one transaction. */
@Stateless
public class PlanService {

    static final String TYPE = "plan";

    @Inject
    CatalogRepository catalog;

    @Inject
    PlanVersionRepository versions;

    @Inject
    PlanCharges planCharges;

    @Inject
    PlanEntitlements entitlements;

    @Inject
    CustomData customData;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * Makes a plan with its first version, published or a draft.
     *
     * @throws BillingException CODE_TAKEN, or VALIDATION_FAILED with every field that is wrong
     */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public PlanView create(NewPlan wanted) {
        if (wanted.draft() && !wanted.entitlements().isEmpty()) {
            throw BillingException.invalid(
                    "entitlements", "not_allowed", "cannot be given to a draft: entitle when it is published");
        }
        PlanContent content = new PlanContent(wanted, planCharges.of(wanted), planCharges.taxRate(wanted.taxRate()));
        Plan plan = new Plan(Ids.next(), wanted, clock.instant());
        catalog.add(plan);
        customData.put(TYPE, plan.id(), wanted.metadata());
        outbox.add("plan.created", plan.id(), Map.of("code", wanted.code()));
        Map<String, Object> metadata = customData.get(TYPE, plan.id());
        if (wanted.draft()) {
            PlanDraft draft = new PlanDraft(plan, 1, content, plan.createdAt());
            catalog.add(draft);
            return recorded("create", null, draft.planView(metadata));
        }
        PlanVersion version = new PlanVersion(Ids.next(), plan, 1, content, plan.createdAt());
        catalog.add(version);
        PlanView view = recorded("create", null, version.view(metadata));
        entitlements.entitle(plan.id(), version.id(), wanted.entitlements());
        return view;
    }

    /**
     * Changes what a plan is called; its terms are changed by another version.
     *
     * @throws BillingException NOT_FOUND, PRECONDITION_FAILED
     */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public PlanView change(ThingRead read, PlanNaming naming) {
        PlanView before = get(read.id());
        Plan plan = catalog.requirePlan(read.id());
        int version = plan.version();
        if (read.version() != null && read.version() != version) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
        plan.call(
                naming.name() == null ? plan.name() : naming.name(),
                naming.description() == null ? plan.description() : naming.description());
        catalog.flush();
        if (naming.metadata() != null && plan.version() == version) { // the row has not changed, but the resource does
            catalog.advance(plan);
        }
        customData.put(TYPE, plan.id(), naming.metadata());
        outbox.add("plan.updated", plan.id(), Map.of("version", plan.version()));
        return recorded("update", before, get(plan.id()));
    }

    private PlanView recorded(String action, @Nullable PlanView before, PlanView after) {
        audit.record("plan." + action, after.id(), before, after);
        return after;
    }

    @RolesAllowed(Permission.CATALOG_READ)
    public PlanView get(UUID id) {
        Plan plan = catalog.requirePlan(id);
        return Objects.requireNonNull(views(List.of(plan)).get(plan.id()));
    }

    /** Newest first. */
    @RolesAllowed(Permission.CATALOG_READ)
    public Page<PlanView> list(@Nullable String code, @Nullable String externalId, PageRequest page) {
        Page<Plan> found = catalog.plans(code, externalId, page);
        Map<UUID, PlanView> views = views(found.data());
        return found.map(plan -> Objects.requireNonNull(views.get(plan.id())));
    }

    /** Each with its newest version, or with its draft while it has no version. */
    private Map<UUID, PlanView> views(List<Plan> plans) {
        List<UUID> ids = plans.stream().map(Plan::id).toList();
        Map<UUID, Map<String, Object>> metadata = customData.getAll(TYPE, ids);
        Map<UUID, PlanView> views = new HashMap<>();
        versions.drafts(ids).forEach((id, draft) -> views.put(id, draft.planView(metadata.getOrDefault(id, Map.of()))));
        catalog.newestVersions(ids)
                .forEach((id, version) -> views.put(id, version.view(metadata.getOrDefault(id, Map.of()))));
        return views;
    }
}
