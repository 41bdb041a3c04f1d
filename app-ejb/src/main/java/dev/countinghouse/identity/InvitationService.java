package dev.countinghouse.identity;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.mail.Mail;
import dev.countinghouse.mail.Mails;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asking people to become members of the current tenant. They accept by {@link InvitationAcceptance}. */
@Stateless
public class InvitationService {

    private static final Duration LIFE = Duration.ofDays(7);
    private static final int TOKEN_LENGTH = 43;
    private static final int TO_ONE_ADDRESS_MAX = 5;

    @Inject
    InvitationRepository invitations;

    @Inject
    RoleRepository roles;

    @Inject
    Mails mails;

    @Inject
    Audit audit;

    @Inject
    @RealTime
    Clock clock;

    @Inject
    @ConfigProperty(name = "CH_PUBLIC_URL")
    URI publicUrl;

    @Inject
    @ConfigProperty(name = "countinghouse.invitations.per-day", defaultValue = "200")
    int perDay;

    /**
     * Mails somebody a token with which he becomes a member, good once and for a week. An earlier invitation of the address is
     * over by that.
     *
     * @throws BillingException FORBIDDEN when the role allows more than the caller may do, CONFLICT when he is a member or
     *     too many were sent within a day
     */
    @RolesAllowed(Permission.MEMBER_WRITE)
    public InvitationView create(String address, String role) {
        Caller caller = CurrentCaller.require();
        requireGivable(caller, role);
        String email = SessionService.normal(address);
        if (invitations.isMember(email)) {
            throw new BillingException(ProblemType.CONFLICT, "The address is a member's");
        }
        Instant now = clock.instant();
        requireFew(email, now);
        String token = Secrets.random(TOKEN_LENGTH);
        UUID tenant = CurrentScope.tenant().id();
        InvitationRepository.New invitation =
                new InvitationRepository.New(Ids.next(), tenant, email, role, Secrets.hash(token), caller.userId());
        invitations.revokeOpen(email);
        if (!invitations.insert(invitation, now, now.plus(LIFE))) {
            throw new BillingException(ProblemType.CONCURRENT_CHANGE, "Somebody else invites the address right now");
        }
        mails.send(mail(email, token), tenant, null);
        InvitationView view = invitations.require(invitation.id());
        audit.record("invitation.create", view.id(), null, view);
        return view;
    }

    private void requireGivable(Caller caller, String role) {
        GrantedRole wanted = roles.find(role)
                .orElseThrow(() -> BillingException.invalid("role", "unknown", "is no role of this tenant"));
        if (role.equals(Role.OWNER.code())) {
            throw BillingException.invalid("role", "owners_only", "is given to a member, not to a guest");
        }
        if (!caller.covers(wanted.permissions())) {
            throw new BillingException(ProblemType.FORBIDDEN, "The role allows more than you may do");
        }
    }

    /** Nobody's inbox is filled in our name. */
    private void requireFew(String email, Instant now) {
        Instant since = now.minus(Duration.ofDays(1));
        if (invitations.countSince(since, email) >= TO_ONE_ADDRESS_MAX
                || invitations.countSince(since, null) >= perDay) {
            throw new BillingException(
                    ProblemType.CONFLICT,
                    "%d invitations a day, %d of them to one address, are the most"
                            .formatted(perDay, TO_ONE_ADDRESS_MAX));
        }
    }

    /** Nothing that somebody chose stands in it, so that nobody writes to strangers in our name. */
    private Mail mail(String email, String token) {
        return new Mail(
                email,
                "You are invited to Countinghouse",
                "Somebody asks you to work with him in Countinghouse. Within 7 days, accept here:\n\n" + publicUrl
                        + "/#/invitation?token=" + token + "\n\nIf you do not want to, ignore this mail.\n");
    }

    @RolesAllowed(Permission.MEMBER_READ)
    public InvitationView get(UUID id) {
        return invitations.require(id);
    }

    /** Newest first. */
    @RolesAllowed(Permission.MEMBER_READ)
    public Page<InvitationView> list(PageRequest page) {
        return Page.of(invitations.list(page), page, InvitationView::id);
    }

    /** From now on it cannot be accepted; one that was accepted stays so. */
    @RolesAllowed(Permission.MEMBER_WRITE)
    public void revoke(UUID id) {
        InvitationView before = invitations.require(id);
        if (invitations.revoke(id)) {
            audit.record("invitation.revoke", id, before, invitations.require(id));
        }
    }
}
