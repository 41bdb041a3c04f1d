package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Password logins. The hash is compared between two transactions: no connection waits for it. */
@ApplicationScoped
public class LoginService {

    @Inject
    SessionService sessions;

    @Inject
    PasswordHashing passwords;

    /**
     * Logs a user in. An unknown address and a wrong password cost and answer the same.
     *
     * @param slug the tenant to enter; null when the user is in one only
     * @throws BillingException UNAUTHENTICATED when anything does not fit
     */
    public Login login(String email, String password, @Nullable String slug) {
        String hash = sessions.passwordHash(email);
        if (!passwords.matches(password, hash)) {
            throw new BillingException(ProblemType.UNAUTHENTICATED, "E-mail address or password is wrong");
        }
        return sessions.begin(email, slug);
    }
}
