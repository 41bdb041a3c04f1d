package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The caller's own second factor. For people alone. A token that was found is not enough to change it: the password is asked
 * for, unless the session has only just begun, as that of who has no password has.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // a password is compared: no transaction waits for that
public class SecondFactorService {

    private static final Duration FRESH = Duration.ofMinutes(10);

    @Inject
    SecondFactors factors;

    @Inject
    Accounts accounts;

    @Inject
    OwnPassword ownPassword;

    @Inject
    @RealTime
    Clock clock;

    @RolesAllowed(Permission.TENANT_READ)
    public SecondFactorView get() {
        Caller caller = person();
        return factors.view(caller.userId(), Objects.requireNonNull(caller.tenantId()));
    }

    /**
     * Begins to set one up.
     *
     * @throws BillingException VALIDATION_FAILED when the password is wrong or needed, MFA_ENABLED
     */
    @RolesAllowed(Permission.TENANT_READ)
    public SecondFactorSecret begin(@Nullable String password) {
        Account account = himself(person(), password);
        return SecondFactorSecret.of(factors.begin(account.userId()), account.email());
    }

    /**
     * Puts it into force.
     *
     * @return the recovery codes; shown once
     * @throws BillingException VALIDATION_FAILED when the code is wrong, MFA_NOT_BEGUN
     */
    @RolesAllowed(Permission.TENANT_READ)
    public List<String> confirm(String code) {
        Caller caller = person();
        return factors.confirm(account(caller), code, session(caller)).orElseThrow(SecondFactorService::wrong);
    }

    /**
     * Replaces the recovery codes.
     *
     * @throws BillingException VALIDATION_FAILED when password or code are wrong, MFA_NOT_ENABLED
     */
    @RolesAllowed(Permission.TENANT_READ)
    public List<String> renewCodes(@Nullable String password, String code) {
        return factors.renewCodes(himself(person(), password), code).orElseThrow(SecondFactorService::wrong);
    }

    /**
     * Takes it away.
     *
     * @throws BillingException VALIDATION_FAILED when password or code are wrong, MFA_NOT_ENABLED
     */
    @RolesAllowed(Permission.TENANT_READ)
    public void disable(@Nullable String password, String code) {
        if (!factors.disable(himself(person(), password), code)) {
            throw wrong();
        }
    }

    private Account himself(Caller caller, @Nullable String password) {
        if (password != null) {
            return ownPassword.require(caller, "password", password);
        }
        if (!factors.authenticatedSince(session(caller), clock.instant().minus(FRESH))) {
            throw BillingException.invalid("password", "required", "must be given, or log in again");
        }
        return account(caller);
    }

    private Account account(Caller caller) {
        return accounts.find(caller.userId())
                .orElseThrow(() -> new BillingException(ProblemType.UNAUTHENTICATED, "Log in again"));
    }

    private static Caller person() {
        return CurrentCaller.requirePerson("Only a person has a second factor: log in");
    }

    private static UUID session(Caller caller) {
        return Objects.requireNonNull(caller.sessionId());
    }

    private static BillingException wrong() {
        return BillingException.invalid("code", "wrong", "is wrong, or was used before");
    }
}
