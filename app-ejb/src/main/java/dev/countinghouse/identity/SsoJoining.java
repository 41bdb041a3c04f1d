package dev.countinghouse.identity;

import dev.countinghouse.audit.Audit;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes a user of the current tenant's identity provider what his groups say, in the tenant's own role. The database knows that
 * the provider vouched for him.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SsoJoining {

    private static final String REASON = "groups of the identity provider";

    @Inject
    MemberRepository members;

    @Inject
    MembershipEnding ending;

    @Inject
    RoleRepository roles;

    @Inject
    Audit audit;

    /**
     * Brings his membership in line. It is made, changed or ended; an owner's is left alone. Where the provider gives no roles at
     * all, a member keeps his.
     *
     * @param role what his groups make him; null for nothing
     * @return why he is not let in; empty when he is
     */
    public Optional<SsoRefusal> settle(SsoSettings settings, UUID userId, @Nullable String role) {
        List<MemberRepository.Held> locked = members.lockWithOwners(userId);
        Optional<MemberRepository.Held> held =
                locked.stream().filter(one -> one.userId().equals(userId)).findFirst();
        if (held.isEmpty()) {
            return join(settings, userId, role);
        }
        MemberRepository.Held member = held.get();
        if (member.isOwner()) {
            return Optional.of(SsoRefusal.OWNER);
        }
        if (!settings.givesRoles()) {
            return Optional.empty();
        }
        if (role == null) {
            ending.end(userId, "admin");
            audit.record("member.remove", userId, Map.of("role", member.role()), null, REASON);
            return Optional.of(SsoRefusal.NO_ROLE);
        }
        if (!role.equals(member.role())) {
            requireRole(role);
            members.setRole(userId, role);
            audit.record("member.update", userId, Map.of("role", member.role()), Map.of("role", role), REASON);
        }
        return Optional.empty();
    }

    private Optional<SsoRefusal> join(SsoSettings settings, UUID userId, @Nullable String role) {
        if (role == null) {
            return Optional.of(SsoRefusal.NO_ROLE);
        }
        if (!settings.createsUsers()) {
            return Optional.of(SsoRefusal.NOT_A_MEMBER);
        }
        requireRole(role);
        if (members.joinThroughSso(userId, role)) {
            audit.record("member.join", userId, null, Map.of("role", role), REASON);
        }
        return Optional.empty();
    }

    /** It stays as it is until the commit; the mapping cannot name one that is not there. */
    private void requireRole(String role) {
        if (roles.findToGive(role).isEmpty()) {
            throw SsoRefusal.NO_ROLE.exception();
        }
    }
}
