package dev.countinghouse.identity;

import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of the current tenant that are good. Everybody sees and ends his own; others' need the permissions for members. For
 * people alone: a key has no session.
 */
@Stateless
public class OpenSessionService {

    @Inject
    SessionDirectory sessions;

    @Inject
    SecurityLog log;

    /**
     * A member's sessions at this tenant, newest first.
     *
     * @param userId whose; null for the caller's own
     * @throws BillingException FORBIDDEN for others' without the permission to read members
     */
    @RolesAllowed(Permission.TENANT_READ)
    public Page<SessionView> list(@Nullable UUID userId, PageRequest page) {
        Caller caller = person();
        UUID whose = userId == null ? caller.userId() : userId;
        if (!whose.equals(caller.userId()) && !caller.permissions().contains(Permission.MEMBER_READ)) {
            throw new BillingException(ProblemType.FORBIDDEN, "Your role lacks the permission for this");
        }
        return Page.of(sessions.list(tenant(caller), whose, session(caller), page), page, SessionView::id);
    }

    /**
     * Ends a session at this tenant: its tokens are refused from now on.
     *
     * @throws BillingException NOT_FOUND for one that is not there, or is another's without the permission to change members
     */
    @RolesAllowed(Permission.TENANT_READ)
    public void end(UUID id) {
        Caller caller = person();
        UUID tenantId = tenant(caller);
        UUID owner = sessions.userOf(id, tenantId)
                .filter(user ->
                        user.equals(caller.userId()) || caller.permissions().contains(Permission.MEMBER_WRITE))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No session " + id));
        boolean own = owner.equals(caller.userId());
        sessions.end(id, tenantId, own ? "user" : "admin");
        log.info("session.ended", caller.userId(), "session=" + id + " of=" + owner);
    }

    /**
     * Ends all other sessions of the caller, also those at other tenants unless a tenant's identity provider vouches for him.
     *
     * @return how many
     */
    @RolesAllowed(Permission.TENANT_READ)
    public int endOthers() {
        Caller caller = person();
        UUID within = caller.isThroughSso() ? tenant(caller) : null;
        int ended = sessions.endOthers(caller.userId(), session(caller), within);
        log.info("session.others_ended", caller.userId(), "count=" + ended);
        return ended;
    }

    private static Caller person() {
        return CurrentCaller.requirePerson("Only a person has sessions: log in");
    }

    private static UUID tenant(Caller caller) {
        return Objects.requireNonNull(caller.tenantId());
    }

    private static UUID session(Caller caller) {
        return Objects.requireNonNull(caller.sessionId());
    }
}
