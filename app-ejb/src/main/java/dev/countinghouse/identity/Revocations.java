package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.redis.RevokedTokens;
import dev.countinghouse.tenancy.RegistryMemory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Access tokens ended before their time. The truth is a table; Redis holds a copy that says whether it is whole. Without a
 * whole copy (Redis is down, was flushed or restarted empty) the table answers, and the copy is made again. A server that
 * cannot tell Redis of a revocation has the database tell all servers that the copy is not to be believed.
 */
@ApplicationScoped
public class Revocations {

    private static final long NEVER = -1;

    @Inject
    RevocationStore store;

    @Inject
    RevokedTokens copy;

    @Inject
    @RealTime
    Clock clock;

    @Inject
    RegistryMemory registry;

    private volatile long believedSince; // generation of the registry in which this server believes the copy

    /**
     * Refuses tokens from now on.
     *
     * @param id of one token, or of a session for all its tokens
     * @param until when they would have expired anyway
     */
    void revoke(UUID id, UUID tenantId, Instant until) {
        store.add(id, tenantId, until);
        if (!copy.add(id, until, clock.instant())) {
            believedSince = NEVER;
            store.disbelieveCopy();
        }
    }

    /** Whether a token was revoked, alone or with its session. */
    boolean isRevoked(UUID tokenId, UUID sessionId) {
        RevokedTokens.Standing standing =
                believedSince == registry.generation() ? copy.look(tokenId, sessionId) : RevokedTokens.Standing.UNKNOWN;
        return switch (standing) {
            case REVOKED -> true;
            case GOOD -> false;
            case UNKNOWN -> askTheTable(tokenId, sessionId);
        };
    }

    private boolean askTheTable(UUID tokenId, UUID sessionId) {
        long generation = registry.generation();
        Instant now = clock.instant();
        Map<UUID, Instant> revoked = store.unexpired(now);
        if (copy.restore(revoked, now)) {
            believedSince = generation;
        }
        return revoked.containsKey(tokenId) || revoked.containsKey(sessionId);
    }
}
