package dev.countinghouse.identity;

import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** The table of revoked tokens; each call is committed when it returns. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RevocationStore {

    @Inject
    RevokedTokenRepository tokens;

    /** Adds a token, and forgets those that have expired since. */
    public void add(UUID tokenId, UUID tenantId, Instant until) {
        tokens.insert(tokenId, tenantId, until);
    }

    /** Has all servers ask the table until each has made the copy again: Redis does not know of a revocation. */
    public void disbelieveCopy() {
        tokens.tellServers();
    }

    /** All that are still refused, with the instant until which. */
    public Map<UUID, Instant> unexpired(Instant now) {
        return tokens.unexpired(now);
    }
}
