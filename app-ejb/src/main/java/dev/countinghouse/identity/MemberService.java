package dev.countinghouse.identity;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who is a member of the current tenant, and as what. Nobody gives or takes what he does not have himself, and an owner who can
 * log in is always left. Whatever is changed here holds from the next request on.
 */
@Stateless
public class MemberService {

    @Inject
    MemberRepository members;

    @Inject
    UserRepository users;

    @Inject
    RoleRepository roles;

    @Inject
    OwnPassword ownPassword;

    @Inject
    MembershipEnding ending;

    @Inject
    Audit audit;

    @Inject
    SecurityLog log;

    /**
     * Gives a member another role. What he loses he cannot do from now on; what he gains he can once his token is refreshed.
     *
     * @throws BillingException FORBIDDEN when his role, or the other one, allows what the caller may not do; LAST_OWNER
     */
    @RolesAllowed(Permission.MEMBER_WRITE)
    public UserView change(UUID userId, String role) {
        GrantedRole wanted = roles.findToGive(role)
                .orElseThrow(() -> BillingException.invalid("role", "unknown", "is no role of this tenant"));
        List<MemberRepository.Held> locked = members.lockWithOwners(userId);
        MemberRepository.Held member = held(locked, userId);
        requireCovered(member.role());
        if (!CurrentCaller.require().covers(wanted.permissions())) {
            throw new BillingException(ProblemType.FORBIDDEN, "The role allows more than you may do");
        }
        if (!role.equals(Role.OWNER.code())) {
            requireAnotherOwner(locked, member);
        }
        members.setRole(userId, role);
        audit.record("member.update", userId, Map.of("role", member.role()), Map.of("role", role));
        log.warning(
                "member.role_changed",
                userId,
                "role=" + role + " by=" + CurrentCaller.require().id());
        return users.require(userId);
    }

    /**
     * Ends a membership: its sessions, its tokens and the keys that he made here are refused from now on.
     *
     * @throws BillingException FORBIDDEN when he may do what the caller may not; LAST_OWNER
     */
    @RolesAllowed(Permission.MEMBER_WRITE)
    public void remove(UUID userId) {
        List<MemberRepository.Held> locked = members.lockWithOwners(userId);
        MemberRepository.Held member = held(locked, userId);
        requireCovered(member.role());
        requireAnotherOwner(locked, member);
        members.unlink(userId);
        ending.end(userId, "admin");
        audit.record("member.remove", userId, Map.of("role", member.role()), null);
        log.warning("member.removed", userId, "by=" + CurrentCaller.require().id());
    }

    /**
     * Ends the caller's own membership.
     *
     * @throws BillingException FORBIDDEN for a key, which cannot leave in its maker's name; LAST_OWNER
     */
    @RolesAllowed(Permission.TENANT_READ)
    public void leave() {
        Caller caller = person();
        List<MemberRepository.Held> locked = members.lockWithOwners(caller.userId());
        MemberRepository.Held member = held(locked, caller.userId());
        requireAnotherOwner(locked, member);
        members.unlink(caller.userId());
        ending.end(caller.userId(), "logout");
        audit.record("member.leave", caller.userId(), Map.of("role", member.role()), null);
    }

    /**
     * Makes another member the owner, and the caller an admin.
     *
     * @param password the caller's: a token that was found is not enough to give a tenant away
     */
    @RolesAllowed(Permission.TENANT_OWN)
    public UserView transferOwnership(UUID userId, String password) {
        Caller caller = person();
        // before the first statement: no connection waits for the hash
        ownPassword.require(caller, "password", password);
        List<MemberRepository.Held> locked = members.lockWithOwners(userId);
        boolean fit = !userId.equals(caller.userId())
                && locked.stream().anyMatch(one -> one.userId().equals(userId) && one.active());
        if (!fit) {
            throw BillingException.invalid("user_id", "unknown", "is no other member who can log in");
        }
        if (locked.stream().noneMatch(one -> one.userId().equals(caller.userId()) && one.isOwner())) {
            throw new BillingException(ProblemType.FORBIDDEN, "Only an owner gives a tenant away");
        }
        members.setRole(caller.userId(), Role.ADMIN.code());
        members.setRole(userId, Role.OWNER.code());
        audit.recordOfTenant("tenant.transfer", Map.of("owner_id", caller.userId()), Map.of("owner_id", userId));
        log.warning("tenant.owner_changed", userId, "by=" + caller.id());
        return users.require(userId);
    }

    private static Caller person() {
        return CurrentCaller.requirePerson("A key cannot do this in its maker's name");
    }

    private static MemberRepository.Held held(List<MemberRepository.Held> locked, UUID userId) {
        return locked.stream()
                .filter(one -> one.userId().equals(userId))
                .findFirst()
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No member " + userId));
    }

    private void requireCovered(String role) {
        boolean covered = roles.find(role)
                .map(GrantedRole::permissions)
                .map(CurrentCaller.require()::covers)
                .orElse(false);
        if (!covered) {
            throw new BillingException(ProblemType.FORBIDDEN, "The member may do more than you");
        }
    }

    private static void requireAnotherOwner(List<MemberRepository.Held> locked, MemberRepository.Held going) {
        boolean left = locked.stream()
                .anyMatch(one -> one.isOwner() && one.active() && !one.userId().equals(going.userId()));
        if (going.isOwner() && !left) {
            throw new BillingException(ProblemType.LAST_OWNER, "Make somebody else an owner first");
        }
    }
}
