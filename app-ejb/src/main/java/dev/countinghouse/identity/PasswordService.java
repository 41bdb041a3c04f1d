package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Objects;

/** The caller's own password. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // hashing takes its time: no transaction waits for it
public class PasswordService {

    @Inject
    Accounts accounts;

    @Inject
    PasswordHashing passwords;

    @Inject
    OwnPassword ownPassword;

    @Inject
    SecurityLog log;

    /**
     * Changes it and ends all other sessions of the user.
     *
     * @throws BillingException FORBIDDEN for a machine, VALIDATION_FAILED when the current one is wrong or the new one is weak,
     *     TOO_MANY_LOGINS for who guesses
     */
    @RolesAllowed(Permission.TENANT_READ)
    public void change(String current, String password) {
        Caller caller = CurrentCaller.requirePerson("Only a person has a password: log in");
        Account account = ownPassword.require(caller, "current_password", current);
        PasswordRules.check("new_password", password, account.email(), account.name());
        if (current.equals(password)) {
            throw BillingException.invalid("new_password", "unchanged", "is the one that you have");
        }
        if (!accounts.changePassword(account, passwords.hash(password), Objects.requireNonNull(caller.sessionId()))) {
            throw new BillingException(ProblemType.CONCURRENT_CHANGE, "It was changed by another request");
        }
        log.warning("password.changed", account.userId(), "");
    }
}
