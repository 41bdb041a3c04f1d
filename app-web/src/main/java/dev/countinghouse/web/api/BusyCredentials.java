package dev.countinghouse.web.api;

import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.TenantSlots;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that were refused because their tenant has no slot free. While that is so, the next requests that bring them are
 * refused before anybody checks them: a flood costs neither a signature nor a connection. Lets nobody in, ever; what is
 * remembered is a digest, and forgotten when the tenant has room again.
 */
@ApplicationScoped
public class BusyCredentials {

    private static final int REMEMBERED_MAX = 1_000;

    @Inject
    TenantSlots slots;

    private final Map<String, UUID> tenants = new ConcurrentHashMap<>();

    /** The request's credential, which was good, belongs to a tenant without a free slot. */
    void note(HttpServletRequest request, UUID tenantId) {
        if (tenants.size() < REMEMBERED_MAX) {
            tenants.put(CredentialDigest.of(request), tenantId);
        }
    }

    /** Whether a request is to be refused unseen. */
    public boolean refuses(HttpServletRequest request) {
        if (tenants.isEmpty()) {
            return false;
        }
        String digest = CredentialDigest.of(request);
        @Nullable UUID tenant = tenants.get(digest);
        if (tenant == null) {
            return false;
        }
        boolean full = slots.isFull(tenant);
        if (!full) {
            tenants.values().removeIf(tenant::equals);
        }
        return full;
    }

    /** What such a request is answered. */
    public static Problem problem(HttpServletRequest request) {
        return Problem.of(
                ProblemType.TENANT_BUSY,
                "Wait for earlier answers before sending more: the tenant has as many requests in work as its tier's"
                        + " limit requests_at_once allows, or two imports, or its part of a server that others need too",
                List.of(),
                RequestIds.of(request));
    }
}
