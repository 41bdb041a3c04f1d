package dev.countinghouse.identity;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;

/** Second factors of the current tenant's members, for who lost his telephone and his recovery codes. */
@Stateless
public class MemberFactorService {

    @Inject
    MemberRepository members;

    @Inject
    MemberFactorRepository factors;

    @Inject
    SecondFactors all;

    @Inject
    RoleRepository roles;

    @Inject
    UserRepository users;

    @Inject
    SecondFactorMails mails;

    @Inject
    Audit audit;

    @Inject
    SecurityLog log;

    /**
     * Takes a member's factor away and ends his sessions, also in the sandboxes of this tenant; he is told by mail. One who has
     * none is logged out alike.
     *
     * @throws BillingException FORBIDDEN for a key, for one's own, and for who may do more than the caller; MEMBER_ELSEWHERE when
     *     he is in another tenant too, whose books it protects as well
     */
    @RolesAllowed(Permission.MEMBER_WRITE)
    public void reset(UUID userId) {
        Caller caller = person();
        MemberRepository.Held member = members.lockWithOwners(userId).stream()
                .filter(one -> one.userId().equals(userId))
                .findFirst()
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No member " + userId));
        if (userId.equals(caller.userId())) {
            throw new BillingException(ProblemType.FORBIDDEN, "Your own you disable with a code");
        }
        boolean covered = roles.find(member.role())
                .map(GrantedRole::permissions)
                .map(caller::covers)
                .orElse(false);
        if (!covered) {
            throw new BillingException(ProblemType.FORBIDDEN, "The member may do more than you");
        }
        UUID tenantId = CurrentScope.tenant().id();
        if (all.isMemberElsewhere(userId, tenantId)) {
            throw new BillingException(
                    ProblemType.MEMBER_ELSEWHERE, "It protects other tenants as well: it is not yours to take away");
        }
        all.endSessions(userId); // before the commit: if it fails, he logs in again
        boolean had = factors.delete(userId);
        audit.record("member.reset_mfa", userId, Map.of("mfa_enabled", had), Map.of("mfa_enabled", false));
        if (had) {
            mails.reset(userId, users.require(userId).email(), tenantId);
        }
        log.warning("mfa.reset", userId, "by=" + caller.userId());
    }

    private static Caller person() {
        return CurrentCaller.requirePerson("A key cannot do this in its maker's name");
    }
}
