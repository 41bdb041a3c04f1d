package dev.countinghouse.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import redis.clients.jedis.params.SetParams;

/**
 * The copy of the revocation list in Redis: a key per id of a token or session that lives as long as its tokens would, and a marker saying
 * that the copy is whole. Redis forgets all or nothing (security keys are never evicted), so the marker is as good as the
 * copy.
 */
@ApplicationScoped
public class RevokedTokens {

    private static final String WHOLE = "g:revoked:whole";
    private static final String TOKEN = "g:revoked:token:";

    private static final long MARKER_SECONDS = 60;

    @Inject
    Redis redis;

    /** What the copy knows of a token. */
    public enum Standing {
        GOOD,
        REVOKED,
        /** There is no whole copy: ask the table. */
        UNKNOWN
    }

    /** Looks a token up, by its own id and its session's, in one round trip. */
    public Standing look(UUID tokenId, UUID sessionId) {
        return redis.ask(client -> client.mget(WHOLE, TOKEN + tokenId, TOKEN + sessionId))
                .map(RevokedTokens::standing)
                .orElse(Standing.UNKNOWN);
    }

    private static Standing standing(List<String> values) {
        if (values.get(1) != null || values.get(2) != null) {
            return Standing.REVOKED;
        }
        return values.getFirst() == null ? Standing.UNKNOWN : Standing.GOOD;
    }

    /**
     * Adds a token. When Redis cannot take it, the copy is no longer whole, and the marker goes.
     *
     * @return false when Redis could do neither: the copy may seem whole and is not
     */
    public boolean add(UUID tokenId, Instant until, Instant now) {
        return redis.ask(client -> client.set(TOKEN + tokenId, "1", life(until, now)))
                        .isPresent()
                || redis.ask(client -> client.del(WHOLE)).isPresent();
    }

    /** Makes the copy whole again from the table; false when Redis did not take it. */
    public boolean restore(Map<UUID, Instant> revoked, Instant now) {
        return redis.ask(client -> {
                    revoked.forEach((tokenId, until) -> client.set(TOKEN + tokenId, "1", life(until, now)));
                    return client.set(WHOLE, "1", SetParams.setParams().ex(MARKER_SECONDS));
                })
                .isPresent();
    }

    private static SetParams life(Instant until, Instant now) {
        return SetParams.setParams().px(Math.max(1, Duration.between(now, until).toMillis()));
    }
}
