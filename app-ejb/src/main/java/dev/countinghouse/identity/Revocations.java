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

    /** Refuses the token from now until it would have expired anyway. Joins the identity transaction for the table. */
    void revoke(UUID tokenId, UUID tenantId, Instant until) {
        store.add(tokenId, tenantId, until);
        copy.add(tokenId, until, clock.instant());
    }

    /** Whether a token was revoked. */
    boolean isRevoked(UUID tokenId) {
        return switch (copy.look(tokenId)) {
            case REVOKED -> true;
            case GOOD -> false;
            case UNKNOWN -> askTheTable(tokenId);
        };
    }

    private boolean askTheTable(UUID tokenId) {
        Instant now = clock.instant();
        Map<UUID, Instant> revoked = store.unexpired(now);
        copy.restore(revoked, now);
        return revoked.containsKey(tokenId);
    }
}
