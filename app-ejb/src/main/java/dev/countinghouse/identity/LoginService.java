package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Password logins. The hash is compared between two transactions: no connection waits for it. */
@ApplicationScoped
public class LoginService {

    @Inject
    SessionService sessions;

    @Inject
    Accounts accounts;

    @Inject
    PasswordHashing passwords;

    @Inject
    LoginAttempts attempts;

    @Inject
    SecurityLog log;

    /**
     * Logs a user in, or asks for his second factor. An unknown address and a wrong password cost and answer the same.
     *
     * @param slug the tenant to enter; null when the user is in one only
     * @throws BillingException UNAUTHENTICATED when anything does not fit, TOO_MANY_LOGINS for who guesses
     */
    public LoginStep login(String email, String password, @Nullable String slug) {
        attempts.begin(email);
        Optional<Account> account = accounts.find(email);
        if (!passwords.matches(password, account.map(Account::passwordHash).orElse(null))) {
            log.warning("login.failed", email, "");
            throw new BillingException(ProblemType.UNAUTHENTICATED, "E-mail address or password is wrong");
        }
        attempts.succeeded(email);
        account.ifPresent(known -> upgrade(known, password));
        LoginStep step = sessions.begin(email, slug);
        if (step instanceof Login login) {
            log.info(
                    "login.password",
                    login.member().userId(),
                    "tenant=" + login.tenant().slug());
        }
        return step;
    }

    /** Now is the only time that its password is known. */
    private void upgrade(Account account, String password) {
        if (passwords.isOutdated(account.passwordHash())) {
            accounts.upgrade(account, passwords.hash(password));
        }
    }
}
