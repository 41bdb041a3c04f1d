package dev.countinghouse.identity;

import dev.countinghouse.audit.CurrentActor;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Becoming a member by an invitation. The token shows that whoever accepts reads the address's mail, which is enough to be
 * a new user, and not enough to be one who exists: he has to show that he is, and his password and name stay as they are.
 */
@ApplicationScoped
public class InvitationAcceptance {

    @Inject
    InvitationBook book;

    @Inject
    Joining joining;

    @Inject
    Authentication authentication;

    @Inject
    PasswordHashing passwords;

    @Inject
    LoginAttempts attempts;

    @Inject
    SecurityLog log;

    @Inject
    SessionService sessions;

    /**
     * What somebody says who accepts.
     *
     * @param token that was mailed
     * @param name of a new user
     * @param password a new user's to be, or the one of him who exists
     * @param accessToken of the user who exists, when he is logged in
     */
    public record Answer(
            String token,
            @Nullable String name,
            @Nullable String password,
            @Nullable String accessToken) {

        /** Never what is secret. */
        @Override
        public String toString() {
            return "Answer[]";
        }
    }

    /**
     * Makes the invited one a member and begins his session in the tenant, or asks him for his second factor first when he has
     * one and showed his password alone.
     *
     * @throws BillingException VALIDATION_FAILED when the token is not good, or a new user leaves something out; UNAUTHENTICATED
     *     when the address is a user's and he does not show that he is it
     */
    public LoginStep accept(Answer answer) {
        Invited invited = book.find(answer.token()).orElseThrow(InvitationAcceptance::notGood);
        if (!invited.tenant().isWorkable()) {
            throw new BillingException(ProblemType.SCHEMA_NOT_SUPPORTED, "Another server may be newer: try again");
        }
        UUID user = invited.userId();
        Newcomer newcomer = user == null ? newcomer(answer, invited) : null;
        Caller caller = user == null ? null : requireHimself(answer, user, invited);
        if (caller != null) {
            sessions.requireMayGoOn(caller);
        }
        Member member = book.accept(answer.token(), user, newcomer).orElseThrow(InvitationAcceptance::notGood);
        Tenant tenant = invited.tenant();
        if (!CurrentActor.call(
                CurrentClient.actor(member.userId(), member.email(), member.role()),
                () -> CurrentScope.call(Scope.of(tenant), () -> joining.join(invited.id(), member)))) {
            throw notGood();
        }
        log.info("member.joined", member.userId(), "tenant=" + tenant.slug());
        if (newcomer != null) {
            return sessions.beginUnasked(member, tenant);
        }
        return caller == null ? sessions.begin(member, tenant) : sessions.goOnIn(member, tenant, caller);
    }

    /** Who he is that is logged in; null when he showed his password. */
    private @Nullable Caller requireHimself(Answer answer, UUID user, Invited invited) {
        String accessToken = answer.accessToken();
        String password = answer.password();
        if (accessToken != null) {
            return authentication
                    .byToken(accessToken)
                    .filter(caller -> !caller.isThroughSso()) // for him another tenant's identity provider vouches
                    .filter(caller -> caller.userId().equals(user))
                    .orElseThrow(InvitationAcceptance::isAnother);
        }
        if (password == null || !isHis(password, invited)) {
            throw isAnother();
        }
        return null;
    }

    private static BillingException isAnother() {
        return new BillingException(
                ProblemType.UNAUTHENTICATED, "The address has an account: log in with it, or send its password");
    }

    /** Counted as a login is: an invitation is no way around the wait of who guesses. */
    private boolean isHis(String password, Invited invited) {
        attempts.begin(invited.email());
        boolean right = passwords.matches(password, invited.passwordHash());
        if (right) {
            attempts.succeeded(invited.email());
        } else {
            log.warning("invitation.login_failed", invited.email(), "");
        }
        return right;
    }

    private Newcomer newcomer(Answer answer, Invited invited) {
        String name = answer.name();
        String password = answer.password();
        if (name == null) {
            throw BillingException.invalid("name", "required", "must say how a new user is called");
        }
        if (password == null) {
            throw BillingException.invalid("password", "required", "must be a new user's");
        }
        PasswordRules.check("password", password, invited.email(), name);
        return new Newcomer(Ids.next(), name, passwords.hash(password));
    }

    private static BillingException notGood() {
        return BillingException.invalid("token", "not_good", "is unknown, used or expired: ask for another invitation");
    }
}
