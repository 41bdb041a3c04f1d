package dev.countinghouse.catalog;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/**
 * What plans entitle to. A published version gets its entitlements once: its subscribers are pinned to what it says. One method
 * is one transaction.
 */
@Stateless
public class EntitlementService {

    @Inject
    CatalogRepository catalog;

    @Inject
    EntitlementRepository entitlements;

    @Inject
    PlanEntitlements planEntitlements;

    /**
     * Entitles by the newest version of a plan, which has no entitlements yet.
     *
     * @param wanted at least one
     * @throws BillingException NOT_FOUND; CONFLICT when none was published yet, or the version has entitlements, the same
     *     ones too; VALIDATION_FAILED
     */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public List<EntitlementView> entitle(UUID planId, List<NewEntitlement> wanted) {
        UUID version = catalog.newestVersion(planId).id();
        entitlements.lock(version);
        if (!entitlements.of(version).isEmpty()) {
            throw new BillingException(
                    ProblemType.CONFLICT, "What a published version entitles to does not change: publish another");
        }
        return planEntitlements.entitle(planId, version, wanted);
    }

    /** What the newest version of a plan entitles to, by the features' codes; nothing while none was published. */
    @RolesAllowed(Permission.CATALOG_READ)
    public List<EntitlementView> of(UUID planId) {
        UUID plan = catalog.requirePlan(planId).id();
        PlanVersion newest = catalog.newestVersions(List.of(plan)).get(plan);
        return newest == null ? List.of() : entitlements.of(newest.id());
    }
}
