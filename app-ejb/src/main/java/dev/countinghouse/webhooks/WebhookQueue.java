package dev.countinghouse.webhooks;

import dev.countinghouse.tenancy.ActsAsWorker;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Shares endpoints among replicas, as {@code ch_worker}: one endpoint is one replica's at a time, so that its events keep their
 * order. A replica that dies loses its leases, and others go on. Each call is a transaction of its own.
 */
@Stateless
@PermitAll
@ActsAsWorker
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class WebhookQueue {

    /** How long a claim holds without being renewed: twice as long as one try may take. */
    static final int LEASE_SECONDS = 30;

    @Inject
    WebhookLeaseRepository leases;

    /** Endpoints with something due, those served longest ago first. */
    public List<ClaimedEndpoint> claim(UUID lease, int most) {
        return leases.claim(lease, most, LEASE_SECONDS);
    }

    /** Keeps leases for another while; the endpoints that this replica still has. */
    public Set<UUID> renew(UUID lease, Collection<UUID> endpoints) {
        return Set.copyOf(leases.renew(lease, endpoints, LEASE_SECONDS));
    }

    /** Nothing is due there now. */
    public void release(UUID lease, Collection<UUID> endpoints) {
        leases.release(lease, endpoints);
    }

    /** Deletes some deliveries of events before an instant; how many. */
    public int forget(Instant before) {
        return leases.forget(before);
    }
}
