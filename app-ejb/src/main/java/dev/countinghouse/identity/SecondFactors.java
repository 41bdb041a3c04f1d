package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.sealing.MasterKey;
import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Users' second factors, whatever tenants they are in. A wrong code is an answer and no exception: its attempt stays counted. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SecondFactors {

    /** A secret that nobody confirmed by then has been seen by too many. */
    private static final Duration CONFIRMED_WITHIN = Duration.ofMinutes(30);

    @Inject
    SecondFactorRepository factors;

    @Inject
    SecondFactorPolicy policy;

    @Inject
    SecondFactorPolicyRepository situations;

    @Inject
    SecondFactorCheck check;

    @Inject
    SessionRepository sessions;

    @Inject
    SessionEnding ending;

    @Inject
    SecondFactorMails mails;

    @Inject
    SecurityLog log;

    @Inject
    MasterKey masterKey;

    @Inject
    @RealTime
    Clock clock;

    /** What a user has, and what a tenant demands of him. */
    public SecondFactorView view(UUID userId, UUID tenantId) {
        Optional<SecondFactorRepository.Factor> factor =
                factors.find(userId).filter(SecondFactorRepository.Factor::isConfirmed);
        return new SecondFactorView(
                factor.isPresent(),
                factor.map(SecondFactorRepository.Factor::confirmedAt).orElse(null),
                factor.isPresent() ? factors.codesLeft(userId) : 0,
                policy.standing(userId, tenantId).dueAt());
    }

    /**
     * Begins to set one up; until it is confirmed it protects nothing, and beginning again replaces it.
     *
     * @return the secret, in base 32
     * @throws BillingException MFA_ENABLED when there is one
     */
    public String begin(UUID userId) {
        byte[] secret = Totp.newSecret();
        if (!factors.begin(userId, masterKey.seal(secret, SecondFactorCheck.name(userId)), clock.instant())) {
            throw new BillingException(ProblemType.MFA_ENABLED, "Disable the one that you have first");
        }
        return Totp.base32(secret);
    }

    /**
     * Puts it into force by a first code, and ends all other sessions of the user: they began without it.
     *
     * @return recovery codes; empty when the code is wrong
     * @throws BillingException MFA_NOT_BEGUN when there is nothing to confirm, TOO_MANY_LOGINS
     */
    public Optional<List<String>> confirm(Account account, String code, UUID session) {
        UUID userId = account.userId();
        Instant now = clock.instant();
        SecondFactorRepository.Factor factor = factors.lock(userId)
                .filter(begun -> !begun.isConfirmed())
                .filter(begun -> now.isBefore(begun.createdAt().plus(CONFIRMED_WITHIN)))
                .orElseThrow(() -> new BillingException(ProblemType.MFA_NOT_BEGUN, "Begin to set it up first"));
        if (!check.isRight(factor, code)) {
            return Optional.empty();
        }
        factors.confirm(userId, now);
        ending.endAll(userId, session, "user");
        mails.enabled(userId, account.email());
        log.warning("mfa.enabled", userId, "");
        return Optional.of(newCodes(userId));
    }

    /**
     * Replaces the recovery codes.
     *
     * @return empty when the code is wrong
     * @throws BillingException MFA_NOT_ENABLED, TOO_MANY_LOGINS
     */
    public Optional<List<String>> renewCodes(Account account, String code) {
        if (!check.isRight(require(account.userId()), code)) {
            return Optional.empty();
        }
        mails.codesRenewed(account.userId(), account.email());
        log.warning("mfa.recovery_codes_renewed", account.userId(), "");
        return Optional.of(newCodes(account.userId()));
    }

    /**
     * Takes it away.
     *
     * @return false when the code is wrong
     * @throws BillingException MFA_NOT_ENABLED, TOO_MANY_LOGINS
     */
    public boolean disable(Account account, String code) {
        if (!check.isRight(require(account.userId()), code)) {
            return false;
        }
        factors.delete(account.userId());
        mails.disabled(account.userId(), account.email());
        log.warning("mfa.disabled", account.userId(), "");
        return true;
    }

    /** Whether the user of a session showed so recently who he is that he need not show his password again. */
    public boolean authenticatedSince(UUID session, Instant since) {
        return sessions.authenticatedAt(session)
                .filter(shown -> shown.isAfter(since))
                .isPresent();
    }

    /** Whether somebody is a member of another tenant that is no sandbox of this one. */
    public boolean isMemberElsewhere(UUID userId, UUID tenantId) {
        return situations.isMemberElsewhere(userId, tenantId);
    }

    /** Ends all sessions of a user, in every tenant. */
    public void endSessions(UUID userId) {
        ending.endAll(userId, null, "admin");
    }

    private SecondFactorRepository.Factor require(UUID userId) {
        return factors.lock(userId)
                .filter(SecondFactorRepository.Factor::isConfirmed)
                .orElseThrow(() -> new BillingException(ProblemType.MFA_NOT_ENABLED, "Set one up first"));
    }

    private List<String> newCodes(UUID userId) {
        List<String> codes = RecoveryCodes.generate();
        factors.replaceCodes(userId, codes.stream().map(RecoveryCodes::hash).toList());
        return codes;
    }
}
