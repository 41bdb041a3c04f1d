package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invitations across tenants, by their tokens. Passwords are hashed and compared by whoever calls. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class InvitationBook {

    @Inject
    InvitedRepository invited;

    @Inject
    IdentityRepository identities;

    @Inject
    AccountRepository accounts;

    /** What a token is good for; empty when it is not, or when its maker could not give that role any more. */
    public Optional<Invited> find(String token) {
        return invited.find(Secrets.hash(token)).filter(this::isStillGiven);
    }

    /** An invitation is worth no more than what its maker may do when it is accepted. */
    private boolean isStillGiven(Invited invitation) {
        UUID tenant = invitation.tenant().id();
        Optional<GrantedRole> role = Role.of(invitation.role()).isPresent()
                ? Optional.of(GrantedRole.of(invitation.role(), null))
                : identities.ownRole(invitation.role(), tenant);
        Optional<GrantedRole> maker = identities.role(invitation.invitedBy(), tenant);
        return role.isPresent()
                && maker.map(GrantedRole::permissions)
                        .map(may -> may.contains(Permission.MEMBER_WRITE)
                                && may.containsAll(role.get().permissions()))
                        .orElse(false);
    }

    /**
     * Notes who accepts, and makes him a user if he is none. {@link Joining} makes him a member then; until it has, the token
     * is good for him again.
     *
     * @param user who accepts; null when he is to be made first
     * @param newcomer to be made; null when the user exists
     * @return who is to be a member; empty when the token is good no more
     * @throws BillingException EMAIL_TAKEN when somebody registered with the address meanwhile, CONFLICT when he is a member
     */
    public Optional<Member> accept(String token, @Nullable UUID user, @Nullable Newcomer newcomer) {
        return invited.lock(Secrets.hash(token)).filter(this::isStillGiven).map(invitation -> {
            UUID member = newcomer == null ? same(user, invitation) : add(invitation, newcomer);
            if (identities.role(member, invitation.tenant().id()).isPresent()) {
                throw new BillingException(ProblemType.CONFLICT, "You are a member already");
            }
            invited.accepted(invitation.id(), member);
            Account account = accounts.byId(member).orElseThrow();
            return new Member(member, account.email(), account.name(), invitation.role());
        });
    }

    private static UUID same(@Nullable UUID user, Invited invitation) {
        if (user == null || !user.equals(invitation.userId())) {
            throw new BillingException(ProblemType.CONCURRENT_CHANGE, "The address has become somebody else's");
        }
        return user;
    }

    private UUID add(Invited invitation, Newcomer newcomer) {
        if (!invited.add(invitation.email(), newcomer)) {
            throw new BillingException(ProblemType.EMAIL_TAKEN, "Log in with the address, then accept");
        }
        return newcomer.userId();
    }
}
