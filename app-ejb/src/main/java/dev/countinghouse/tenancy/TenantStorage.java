package dev.countinghouse.tenancy;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a tenant may store. Its schema is measured now and then ({@link StorageTimer}), those that wrote on this replica first, so
 * a limit is exceeded by what comes in until it was measured.
 */
@ApplicationScoped
public class TenantStorage {

    private static final long MIB = 1024 * 1024L;

    private final Set<UUID> written = ConcurrentHashMap.newKeySet();

    /**
     * Before something is made that takes room. Reading, paying, exporting and what timers write are never refused.
     *
     * @throws BillingException STORAGE_LIMIT_REACHED
     */
    public static void check(Tenant tenant) {
        long most = tenant.limits().storageBytes();
        if (tenant.storageBytes() >= most) {
            throw new BillingException(
                    ProblemType.STORAGE_LIMIT_REACHED,
                    "The tenant stores %d MiB and its tier allows %d MiB (storage_mib); ask the operator of the platform for more"
                            .formatted(tenant.storageBytes() / MIB, most / MIB));
        }
    }

    /** The tenant wrote something: it is measured soon. */
    public void wrote(UUID tenantId) {
        written.add(tenantId);
    }

    /** Takes some of the tenants that wrote since they were taken last. */
    Set<UUID> takeWritten(int most) {
        Set<UUID> taken = new LinkedHashSet<>();
        Iterator<UUID> ids = written.iterator();
        while (taken.size() < most && ids.hasNext()) {
            taken.add(ids.next());
            ids.remove();
        }
        return taken;
    }
}
