package dev.countinghouse.tenancy;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Finds tenants in the registry. The only place a schema's name comes from. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class TenantDirectory {

    @Inject
    TenantRegistryRepository registry;

    /** The active tenant of an id; empty when there is none or it is suspended. */
    public Optional<Tenant> active(UUID id) {
        return registry.active(id);
    }

    /** The same by its slug. */
    public Optional<Tenant> active(String slug) {
        return registry.active(slug);
    }
}
