package dev.countinghouse.identity;

import dev.countinghouse.tenancy.CurrentScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Ends memberships of the current tenant, within the caller's transaction. */
@ApplicationScoped
class MembershipEnding {

    @Inject
    MemberRepository members;

    @Inject
    Revocations revocations;

    @Inject
    Tokens tokens;

    /**
     * Ends his sessions and the keys that he made with it. The tokens are revoked before the commit: if it fails, he logs in
     * again; if it succeeds, none of them is good.
     */
    void end(UUID userId, String reason) {
        UUID tenant = CurrentScope.tenant().id();
        members.remove(userId);
        members.revokeKeys(userId);
        members.endSessions(userId, reason).forEach(id -> revocations.revoke(id, tenant, tokens.allExpiredBy()));
    }
}
