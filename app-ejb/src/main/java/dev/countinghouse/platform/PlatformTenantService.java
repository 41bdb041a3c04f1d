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

/** Tenants as operators see and steer them: the registry, never a tenant's books. */
@Stateless
public class PlatformTenantService {

    @Inject
    RegistryRepository registry;

    @Inject
    TierRepository tiers;

    @Inject
    RegistrationService registrations;

    /** Newest first. */
    @RolesAllowed(Permission.PLATFORM_READ)
    public Page<PlatformTenantView> list(RegistryFilter filter, PageRequest page) {
        return Page.of(registry.list(filter, page), page, PlatformTenantView::id);
    }

    @RolesAllowed(Permission.PLATFORM_READ)
    public PlatformTenantView get(UUID id) {
        return registry.require(id);
    }

    /**
     * Makes a tenant with its owner, who logs in with the password given. Whole or not at all.
     *
     * @throws BillingException SLUG_TAKEN or EMAIL_TAKEN
     */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public PlatformTenantView create(Registration registration) {
        return registry.require(registrations.create(registration).id());
    }

    /**
     * Moves a tenant to another tier; its limits hold from the next request on.
     *
     * @throws BillingException VALIDATION_FAILED when there is no such tier
     */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public PlatformTenantView changeTier(UUID id, String plan) {
        registry.lock(id);
        if (!tiers.change(id, plan)) {
            throw BillingException.invalid("plan", "unknown", "is no tier of this platform");
        }
        return registry.require(id);
    }

    /**
     * From the commit on every credential of the tenant is refused, on all replicas, and its due work waits: both ask the
     * registry each time. Work in progress ends with its present step. Suspended already: the reason is the new one.
     *
     * @throws BillingException CONFLICT for a tenant that is archived or erased
     */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public PlatformTenantView suspend(UUID id, String reason) {
        return change(id, TenantStatus.SUSPENDED, reason);
    }

    /**
     * Its credentials are good again and its due work goes on. Active already: nothing.
     *
     * @throws BillingException CONFLICT for a tenant that is archived or erased
     */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public PlatformTenantView resume(UUID id) {
        return change(id, TenantStatus.ACTIVE, null);
    }

    private PlatformTenantView change(UUID id, TenantStatus to, @Nullable String reason) {
        String now = registry.lock(id);
        if (now.equals(TenantStatus.ARCHIVED.code()) || now.equals(TenantStatus.ERASED.code())) {
            throw new BillingException(ProblemType.CONFLICT, "The tenant is " + now);
        }
        if (to != TenantStatus.ACTIVE || !now.equals(to.code())) {
            registry.setStatus(id, to, reason);
        }
        return registry.require(id);
    }
}
