package dev.countinghouse.identity;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;

/** Makes whoever accepted an invitation a member of the current tenant, in its own role: the database knows that he accepted. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Joining {

    @Inject
    InvitationRepository invitations;

    @Inject
    RoleRepository roles;

    @Inject
    Audit audit;

    /**
     * Uses an invitation up.
     *
     * @return false when it, or the role that it names, is good no more
     * @throws BillingException CONFLICT when he is a member
     */
    public boolean join(UUID invitation, Member member) {
        if (roles.findToGive(member.role()).isEmpty() || !invitations.take(invitation)) {
            return false;
        }
        if (!invitations.join(CurrentScope.tenant().id(), member)) {
            throw new BillingException(ProblemType.CONFLICT, "You are a member already");
        }
        invitations.joined(invitation);
        audit.record("invitation.accept", invitation, null, Map.of("user_id", member.userId(), "role", member.role()));
        return true;
    }
}
