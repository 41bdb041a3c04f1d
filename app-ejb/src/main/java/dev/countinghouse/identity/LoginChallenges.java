package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Logins with a second factor: what comes after the password or the mailed link. */
@ApplicationScoped
public class LoginChallenges {

    @Inject
    SecondFactorLogin logins;

    @Inject
    SecurityLog log;

    /**
     * Begins the session that a challenge is for, and uses the challenge up. A wrong code leaves it good for a few more.
     *
     * @param code of the authenticator app; null to use a recovery code
     * @param recoveryCode null to use a code of the app
     * @throws BillingException VALIDATION_FAILED when the challenge is not good or the code wrong, TOO_MANY_LOGINS for who guesses
     */
    public Login answer(String challenge, @Nullable String code, @Nullable String recoveryCode) {
        if ((code == null) == (recoveryCode == null)) {
            throw BillingException.invalid("code", "required", "must be given, or recovery_code instead of it");
        }
        Login login = (code == null
                        ? logins.login(challenge, String.valueOf(recoveryCode), true)
                        : logins.login(challenge, code, false))
                .orElseThrow(() -> BillingException.invalid(
                        code == null ? "recovery_code" : "code", "wrong", "is wrong, or was used before"));
        log.info(
                "login.second_factor",
                login.member().userId(),
                "tenant=" + login.tenant().slug());
        return login;
    }
}
