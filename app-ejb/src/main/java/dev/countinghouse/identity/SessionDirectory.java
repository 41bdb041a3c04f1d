package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions that are good: looked through and ended by whoever may, which is for the caller to know. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SessionDirectory {

    @Inject
    SessionRepository sessions;

    @Inject
    SessionEnding ending;

    @Inject
    @RealTime
    Clock clock;

    /** A user's at a tenant, newest first, one more than the page. */
    public List<SessionView> list(UUID tenantId, UUID userId, UUID current, PageRequest page) {
        return sessions.list(new SessionRepository.Place(tenantId, userId), current, page, clock.instant());
    }

    /** Whose a session at a tenant is. */
    public Optional<UUID> userOf(UUID id, UUID tenantId) {
        return sessions.userOf(id, tenantId, clock.instant());
    }

    public void end(UUID id, UUID tenantId, String reason) {
        ending.end(id, tenantId, reason);
    }

    /**
     * Ends all of a user's but one.
     *
     * @param within the only tenant where; null for every one
     */
    public int endOthers(UUID userId, UUID except, @Nullable UUID within) {
        if (within == null) {
            return ending.endAll(userId, except, "user");
        }
        List<SessionRepository.Open> open = sessions.open(userId, clock.instant()).stream()
                .filter(one -> one.tenantId().equals(within) && !one.id().equals(except))
                .toList();
        open.forEach(one -> ending.end(one.id(), within, "user"));
        return open.size();
    }
}
