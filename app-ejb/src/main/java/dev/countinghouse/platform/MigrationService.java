package dev.countinghouse.platform;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Migrations of the tenants, as operators watch them. A migrator is a process of its own; it is asked, not steered. */
@Stateless
public class MigrationService {

    @Inject
    MigrationRepository migrations;

    /** Newest first; those of long ago are forgotten. */
    @RolesAllowed(Permission.PLATFORM_READ)
    public Page<MigrationRunView> list(PageRequest page) {
        return Page.of(migrations.list(page), page, MigrationRunView::id);
    }

    @RolesAllowed(Permission.PLATFORM_READ)
    public MigrationRunView get(UUID id) {
        return migrations.require(id);
    }

    /**
     * The tenants of a migration.
     *
     * @param state null for all
     */
    @RolesAllowed(Permission.PLATFORM_READ)
    public Page<TenantMigrationView> tenants(UUID id, @Nullable TenantMigrationState state, PageRequest page) {
        migrations.require(id);
        String code = state == null ? null : state.code();
        return Page.of(migrations.tenants(id, code, page), page, TenantMigrationView::tenantId);
    }

    /**
     * Asks a migration to pause after the tenants it has in hand. Going on is a migrator's to begin.
     *
     * @throws BillingException CONFLICT when it is not running
     */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public MigrationRunView pause(UUID id) {
        String state = migrations.require(id).state();
        if (!migrations.requestPause(id)) {
            throw new BillingException(ProblemType.CONFLICT, "The migration is " + state);
        }
        return migrations.require(id);
    }
}
