package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends sessions, within the caller's transaction as {@code ch_identity}. Refresh tokens are good no more when it commits; access
 * tokens are refused at once, for that is written apart: should the rest be rolled back, their users log in again.
 */
@ApplicationScoped
class SessionEnding {

    @Inject
    SessionRepository sessions;

    @Inject
    LoginChallengeRepository challenges;

    @Inject
    Revocations revocations;

    @Inject
    Tokens tokens;

    @Inject
    @RealTime
    Clock clock;

    void end(UUID sessionId, UUID tenantId, String reason) {
        sessions.end(sessionId, reason, clock.instant());
        revocations.revoke(sessionId, tenantId, tokens.allExpiredBy());
    }

    /**
     * Ends all of a user's, in every tenant, and his logins that have not come to an end.
     *
     * @param except the one that goes on; null for none
     * @return how many
     */
    int endAll(UUID userId, @Nullable UUID except, String reason) {
        List<SessionRepository.Open> open = sessions.open(userId, clock.instant()).stream()
                .filter(session -> !session.id().equals(except))
                .toList();
        challenges.deleteAll(userId);
        open.forEach(session -> end(session.id(), session.tenantId(), reason));
        return open.size();
    }
}
