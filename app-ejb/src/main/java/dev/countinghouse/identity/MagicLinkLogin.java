package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes a link's token; the session, or the question for the second factor, begins while its row is held, so of many who try at once one gets in. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class MagicLinkLogin {

    @Inject
    UserTokenRepository tokens;

    @Inject
    AccountRepository accounts;

    @Inject
    SessionService sessions;

    @Inject
    @RealTime
    Clock clock;

    /** A session by a good token, or the question for the second factor; a refusal leaves the token as it was. */
    public LoginStep login(String token, String browser, @Nullable String slug) {
        Instant now = clock.instant();
        UserTokenRepository.Key key =
                new UserTokenRepository.Key(TokenPurpose.MAGIC_LINK, Secrets.hash(token), Secrets.hash(browser));
        UserTokenRepository.Holder holder = tokens.take(key, now).orElseThrow(() -> Accounts.notGood("token"));
        Account account = accounts.byId(holder.userId())
                .filter(user -> user.email().equals(holder.email()))
                .orElseThrow(() -> Accounts.notGood("token"));
        accounts.verify(account.userId(), account.email(), now);
        return sessions.begin(account.email(), slug);
    }
}
