package dev.countinghouse.platform;

import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Finds a tenant's sandboxes in the registry: each is a tenant of its own, whose row its source may not see. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SandboxDirectory {

    @Inject
    SandboxRepository sandboxes;

    /** Those that are not erased, by their slugs. */
    public List<SandboxView> of(UUID sourceId) {
        return sandboxes.of(sourceId);
    }

    public boolean isTaken(String slug) {
        return sandboxes.isTaken(slug);
    }
}
