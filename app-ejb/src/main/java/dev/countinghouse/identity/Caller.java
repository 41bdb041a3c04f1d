package dev.countinghouse.identity;

import dev.countinghouse.audit.Actor;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request: a user by an access token, a machine by an API key, or an operator of the platform by his key, or by the
 * token of an access to one tenant. A
 * MicroProfile {@link JsonWebToken} in any case; a key has the claims that make sense for it.
 *
 * @param userId the user; for a key, who made it; for an operator, his key's id
 * @param upn user principal name: the e-mail address, or {@code key:<prefix>}, or {@code operator:<key id>}
 * @param tenantId the credential's tenant; null for an operator, who belongs to none
 * @param permissions what it may do
 * @param claims of the token
 */
public record Caller(
        UUID userId, String upn, @Nullable UUID tenantId, Set<String> permissions, Map<String, Object> claims)
        implements JsonWebToken {

    /** Claim of an API key's caller alone: the key's id. */
    static final String KEY_ID = "key_id";

    /** Claim of a token of a session that began at a tenant's identity provider. */
    static final String THROUGH_SSO = "sso";
    /** Claim of an operator alone who works in a tenant: why. */
    static final String SUPPORT_REASON = "support_reason";

    /** What the name of an API key's caller begins with; its prefix follows. */
    static final String KEY_NAME = "key:";

    private static final int IP_MAX = 45;

    /** The same caller with these permissions. */
    Caller allowed(Set<String> now) {
        return new Caller(userId, upn, tenantId, Collections.unmodifiableSet(new TreeSet<>(now)), claims);
    }

    /** Whether he has each of these permissions himself, so that he may give them to others. */
    boolean covers(Set<String> others) {
        return permissions.containsAll(others);
    }

    /** The role that his token names; null for a key. */
    public @Nullable String role() {
        return claims.get("groups") instanceof Set<?> roles && roles.size() == 1
                ? String.valueOf(roles.iterator().next())
                : null;
    }

    /** Whether he has to set up a second factor before he may do anything else. */
    public boolean mustEnrol() {
        return Boolean.TRUE.equals(claims.get(FactorStanding.ENROLMENT_ONLY));
    }

    @Override
    public String getName() {
        return upn;
    }

    @Override
    public Set<String> getClaimNames() {
        return claims.keySet();
    }

    @Override
    @SuppressWarnings("unchecked") // the interface's contract: the caller knows the claim's type
    public <T> @Nullable T getClaim(String name) {
        return (T) claims.get(name);
    }

    /** Tells callers apart for good, in at most 40 characters: the user's id, or the API key's. */
    public String id() {
        return claims.get(KEY_ID) instanceof String key ? "key:" + key : userId.toString();
    }

    /**
     * As the audit log names him.
     *
     * @param ip his address
     * @param requestId of the request he makes
     */
    public Actor actor(String ip, String requestId) {
        String address = ip.length() > IP_MAX ? ip.substring(0, IP_MAX) : ip;
        if (claims.get(SUPPORT_REASON) instanceof String reason) {
            return new Actor(Actor.Kind.OPERATOR, userId.toString(), upn, null, null, address, requestId, reason);
        }
        String key = claims.get(KEY_ID) instanceof String id ? id : null;
        if (tenantId == null || key == null) {
            Actor.Kind kind = tenantId == null ? Actor.Kind.OPERATOR : Actor.Kind.USER;
            return new Actor(kind, userId.toString(), upn, role(), null, address, requestId, null);
        }
        return new Actor(Actor.Kind.KEY, key, upn, null, upn.substring(KEY_NAME.length()), address, requestId, null);
    }

    /** The token's id; null for an API key. */
    public @Nullable UUID tokenId() {
        return claims.get("jti") instanceof String id ? UUID.fromString(id) : null;
    }

    /** The session the token belongs to; null for an API key. */
    public @Nullable UUID sessionId() {
        return claims.get("sid") instanceof String id ? UUID.fromString(id) : null;
    }

    /**
     * Whether a tenant's identity provider says that it is he. The tenant's admins decide what that says, so he is believed here
     * and nowhere else: what concerns his account or other tenants needs a login of his own.
     */
    public boolean isThroughSso() {
        return Boolean.TRUE.equals(claims.get(THROUGH_SSO));
    }

    /** When the token expires; {@link Instant#MAX} for an API key. */
    public Instant expiresAt() {
        return claims.get("exp") instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : Instant.MAX;
    }

    /** Never the raw token: this lands in logs. */
    @Override
    public String toString() {
        return upn;
    }
}
