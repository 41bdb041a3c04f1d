package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes the answer to a challenge; the session begins while the rows of challenge and factor are held, so of many who try at
 * once one gets in. A wrong code is an answer and no exception: its attempt stays counted.
 */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SecondFactorLogin {

    @Inject
    LoginChallengeRepository challenges;

    @Inject
    SecondFactorRepository factors;

    @Inject
    SecondFactorCheck check;

    @Inject
    IdentityRepository identities;

    @Inject
    SessionService sessions;

    @Inject
    @RealTime
    Clock clock;

    /**
     * A session by a right code; empty for a wrong one.
     *
     * @param recovery whether it is a recovery code
     * @throws BillingException VALIDATION_FAILED when the challenge is not good, TOO_MANY_LOGINS when it has to wait
     */
    public Optional<Login> login(String challenge, String code, boolean recovery) {
        byte[] hash = Secrets.hash(challenge);
        Instant now = clock.instant();
        LoginChallengeRepository.Challenge asked = challenges.find(hash, now).orElseThrow(SecondFactorLogin::notGood);
        // the factor first, as whoever takes it away does
        SecondFactorRepository.Factor factor = factors.lock(asked.userId()).orElseThrow(SecondFactorLogin::notGood);
        if (!challenges.attempt(hash, now)) {
            throw notGood();
        }
        boolean right = recovery ? check.isRecovery(factor, code) : check.isRight(factor, code);
        if (!right) {
            return Optional.empty();
        }
        challenges.delete(hash);
        Membership membership =
                identities.membership(asked.userId(), asked.tenantId()).orElseThrow(SecondFactorLogin::notGood);
        return Optional.of(sessions.beginUnasked(membership.member(), membership.tenant()));
    }

    private static BillingException notGood() {
        return BillingException.invalid("challenge", "not_good", "is expired, used or none of ours: log in again");
    }
}
