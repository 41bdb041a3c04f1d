package dev.countinghouse.tenancy;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;

/** Measures what tenants store, a few at a time. Sees sizes of tables and nothing that is in them. Called by the timer. */
@Stateless
@PermitAll
@ActsAsWorker
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class StorageRun {

    @Inject
    StorageRepository storage;

    /** Measures tenants; those whose row somebody else holds are left to the next time. */
    public int measure(Set<UUID> tenants) {
        return storage.measure(tenants);
    }

    /** Measures those that were not for an hour, longest ago first. */
    public int sweep(int most) {
        return storage.sweep(most);
    }
}
