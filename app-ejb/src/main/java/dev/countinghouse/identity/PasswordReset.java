package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** New passwords for those who forgot theirs, by a token that is mailed. */
@ApplicationScoped
public class PasswordReset {

    @Inject
    AccountRequests requests;

    @Inject
    Accounts accounts;

    @Inject
    PasswordHashing passwords;

    @Inject
    SecurityLog log;

    /** Mails a token to the address if somebody has it. Costs and answers the same for every address. */
    public void request(String email) {
        requests.ask(TokenPurpose.PASSWORD_RESET, email, null);
        log.info("password.reset_requested", email, "");
    }

    /**
     * Sets a new password; all sessions end and the token is used up. A password that is refused leaves the token good.
     *
     * @throws BillingException VALIDATION_FAILED when the token is not good or the password is weak
     */
    public void confirm(String token, String password) {
        Account account =
                accounts.holder(TokenPurpose.PASSWORD_RESET, token).orElseThrow(() -> Accounts.notGood("token"));
        PasswordRules.check("new_password", password, account.email(), account.name());
        if (!accounts.resetPassword(token, passwords.hash(password))) {
            throw Accounts.notGood("token");
        }
        log.warning("password.reset", account.userId(), "");
    }
}
