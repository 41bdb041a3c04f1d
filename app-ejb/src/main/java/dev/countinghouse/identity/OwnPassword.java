package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Asks a person who is logged in for the password again: a token that was found is not enough for everything. */
@ApplicationScoped
class OwnPassword {

    @Inject
    Accounts accounts;

    @Inject
    PasswordHashing passwords;

    @Inject
    LoginAttempts attempts;

    @Inject
    SecurityLog log;

    /**
     * The caller's account, if this is its password.
     *
     * @param field the password's name in the request
     * @throws BillingException VALIDATION_FAILED when it is wrong, TOO_MANY_LOGINS for who guesses
     */
    Account require(Caller caller, String field, String password) {
        Account account = accounts.find(caller.userId())
                .orElseThrow(() -> new BillingException(ProblemType.UNAUTHENTICATED, "Log in again"));
        attempts.begin(account.email());
        if (!passwords.matches(password, account.passwordHash())) {
            log.warning("password.wrong", account.userId(), "");
            throw BillingException.invalid(field, "wrong", "is not your password");
        }
        attempts.succeeded(account.email());
        return account;
    }
}
