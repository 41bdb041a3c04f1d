package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.redis.RevokedTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Access tokens ended before their time. The truth is a table; Redis holds a copy that says whether it is whole. Without a
 * whole copy (Redis is down, was flushed or restarted empty) the table answers, and the copy is made again.
 */
@ApplicationScoped
public class Revocations {

    @Inject
    RevocationStore store;

    @Inject
    RevokedTokens copy;

    @Inject
    @RealTime
    Clock clock;

    /**
     * Refuses tokens from now on.
     *
     * @param id of one token, or of a session for all its tokens
     * @param until when they would have expired anyway
     */
    void revoke(UUID id, UUID tenantId, Instant until) {
        store.add(id, tenantId, until);
        copy.add(id, until, clock.instant());
    }

    /** Whether a token was revoked, alone or with its session. */
    boolean isRevoked(UUID tokenId, UUID sessionId) {
        return switch (copy.look(tokenId, sessionId)) {
            case REVOKED -> true;
            case GOOD -> false;
            case UNKNOWN -> askTheTable(tokenId, sessionId);
        };
    }

    private boolean askTheTable(UUID tokenId, UUID sessionId) {
        Instant now = clock.instant();
        Map<UUID, Instant> revoked = store.unexpired(now);
        copy.restore(revoked, now);
        return revoked.containsKey(tokenId) || revoked.containsKey(sessionId);
    }
}
