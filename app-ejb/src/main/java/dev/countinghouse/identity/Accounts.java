package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Users across tenants and their passwords. Hashes are made and compared by whoever calls: no connection waits for that. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Accounts {

    private static final String PASSWORD = "password";

    @Inject
    AccountRepository accounts;

    @Inject
    UserTokenRepository tokens;

    @Inject
    SessionEnding sessions;

    @Inject
    @RealTime
    Clock clock;

    /** The active user of an address. */
    public Optional<Account> find(String email) {
        return accounts.byEmail(SessionService.normal(email));
    }

    /** An active user. */
    public Optional<Account> find(UUID userId) {
        return accounts.byId(userId);
    }

    /** Stores a hash made of the same password; another one that came first stays. */
    public void upgrade(Account account, String hash) {
        accounts.replaceHash(account.userId(), account.passwordHash(), hash);
    }

    /**
     * Sets a new password and ends all other sessions, also those in other tenants.
     *
     * @return false when the password was changed meanwhile
     */
    public boolean changePassword(Account account, String hash, @Nullable UUID session) {
        boolean changed = accounts.replaceHash(account.userId(), account.passwordHash(), hash);
        if (changed) {
            tokens.deleteAll(account.userId(), TokenPurpose.PASSWORD_RESET);
            sessions.endAll(account.userId(), session, PASSWORD);
        }
        return changed;
    }

    /** Whose a token of a purpose is; it is not used up. */
    public Optional<Account> holder(TokenPurpose purpose, String token) {
        return tokens.find(key(purpose, token), clock.instant()).flatMap(holder -> accounts.byId(holder.userId()));
    }

    /** Uses a token to set a new password; ends all sessions. False when the token is good no more. */
    public boolean resetPassword(String token, String hash) {
        Instant now = clock.instant();
        Optional<UserTokenRepository.Holder> holder = tokens.take(key(TokenPurpose.PASSWORD_RESET, token), now);
        Optional<Account> account = holder.flatMap(taken -> accounts.byId(taken.userId()));
        if (account.isEmpty()) {
            return false;
        }
        accounts.verify(account.get().userId(), holder.get().email(), now);
        return changePassword(account.get(), hash, null);
    }

    /** Uses a token to note that its address is the user's; empty when the token is good no more. */
    public Optional<Account> verifyEmail(String token) {
        Instant now = clock.instant();
        Optional<UserTokenRepository.Holder> holder = tokens.take(key(TokenPurpose.EMAIL_VERIFICATION, token), now);
        Optional<Account> account = holder.flatMap(taken -> accounts.byId(taken.userId()))
                .filter(user -> user.email().equals(holder.get().email()));
        account.ifPresent(user -> accounts.verify(user.userId(), user.email(), now));
        return account;
    }

    /** The refusal of a mailed token that cannot be used. */
    static BillingException notGood(String field) {
        return BillingException.invalid(field, "not_good", "is expired, used or none of ours: ask for a new one");
    }

    private static UserTokenRepository.Key key(TokenPurpose purpose, String token) {
        return new UserTokenRepository.Key(purpose, Secrets.hash(token), null);
    }
}
