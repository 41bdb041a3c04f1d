package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Shows that an address belongs to its user, by a token that is mailed there. */
@ApplicationScoped
public class EmailVerification {

    @Inject
    Accounts accounts;

    @Inject
    SecurityLog log;

    /**
     * Uses a token up.
     *
     * @throws BillingException VALIDATION_FAILED when it is not good
     */
    public void verify(String token) {
        Account account = accounts.verifyEmail(token).orElseThrow(() -> Accounts.notGood("token"));
        log.info("email.verified", account.userId(), "");
    }
}
