package dev.countinghouse.subscription;

import dev.countinghouse.catalog.PlanVersions;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.problem.BillingException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.UUID;

/**
 * Moves subscribers of a plan to another version of it, each where its next period begins, so that nothing that was billed or has
 * begun changes. It takes two permissions: this service asks for that on the catalog, {@link PlanMoveService} for that on
 * subscriptions. One method is one transaction.
 */
@Stateless
public class PlanMigrationService {

    @Inject
    PlanVersions versions;

    @Inject
    PlanMoveService moves;

    /**
     * What would become of each.
     *
     * @throws BillingException NOT_FOUND, CONFLICT when the version takes no subscribers, or VALIDATION_FAILED
     */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public PlanMigrationView preview(UUID planId, int number, MigrationSelection selection) {
        return moves.preview(planId, versions.movableTo(planId, number), selection);
    }

    /**
     * Moves those that can be moved, all of them or none.
     *
     * @param token of the preview
     * @throws BillingException as the preview's, and PREVIEW_OUTDATED when anything it showed is different now
     */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public PlanMigrationView execute(UUID planId, int number, MigrationSelection selection, String token) {
        return moves.carryOut(planId, versions.movableTo(planId, number), selection, token);
    }
}
