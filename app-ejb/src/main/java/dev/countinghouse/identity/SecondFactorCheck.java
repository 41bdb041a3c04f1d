package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.sealing.MasterKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Compares codes with a user's factor, within the caller's transaction as {@code ch_identity}, which has to commit also when a
 * code is wrong. The factor's row is held meanwhile: attempts happen one after the other, on whatever server, and a code that
 * was right is right once.
 *
 * <p>Attempts are counted by user, wherever they come from, and slowed down as those of passwords are: only who has the first
 * factor gets as far. The count is in the database and ends with a right code alone, so neither a new address, a new challenge
 * nor a Redis that forgot gives more guesses.
 */
@ApplicationScoped
class SecondFactorCheck {

    /** So many wrong ones in a row are told to the user. */
    private static final int TELL_AFTER = LoginAttempts.FREE;

    @Inject
    SecondFactorRepository factors;

    @Inject
    AccountRepository accounts;

    @Inject
    MasterKey masterKey;

    @Inject
    SecondFactorMails mails;

    @Inject
    SecurityLog log;

    @Inject
    @RealTime
    Clock clock;

    /** What a secret is sealed under. */
    static String name(UUID userId) {
        return "totp:" + userId;
    }

    /**
     * Uses a code of the authenticator app.
     *
     * @return false for a wrong one, one that was used before, or another one after which a later one was used
     * @throws BillingException TOO_MANY_LOGINS when it has to wait
     */
    boolean isRight(SecondFactorRepository.Factor locked, String code) {
        begin(locked);
        byte[] secret = masterKey.open(locked.sealedSecret(), name(locked.userId()));
        OptionalLong step = Totp.step(secret, code, clock.instant());
        boolean right = step.isPresent() && factors.accept(locked.userId(), step.getAsLong());
        end(locked, right, "code");
        return right;
    }

    /** Uses a recovery code, and tells the user. */
    boolean isRecovery(SecondFactorRepository.Factor locked, String code) {
        begin(locked);
        boolean right = factors.takeCode(locked.userId(), RecoveryCodes.hash(code));
        end(locked, right, "recovery_code");
        if (right) {
            int left = factors.codesLeft(locked.userId());
            accounts.byId(locked.userId()).ifPresent(user -> mails.codeUsed(user.userId(), user.email(), left));
            log.warning("mfa.recovery_code_used", locked.userId(), "left=" + left);
        }
        return right;
    }

    /** Counts the attempt before its code is looked at. */
    private void begin(SecondFactorRepository.Factor locked) {
        Instant now = clock.instant();
        if (locked.nextAttemptAt().isAfter(now)) {
            Duration wait = Duration.between(now, locked.nextAttemptAt());
            log.warning("mfa.delayed", locked.userId(), "millis=" + wait.toMillis());
            throw BillingException.later(
                    ProblemType.TOO_MANY_LOGINS,
                    "Too many wrong codes for this account",
                    Math.toIntExact(wait.plusMillis(999).toSeconds()));
        }
        int attempts = locked.attempts() + 1;
        factors.countAttempt(locked.userId(), attempts, now.plus(LoginAttempts.pause(attempts)));
    }

    private void end(SecondFactorRepository.Factor locked, boolean right, String kind) {
        if (right) {
            factors.countAttempt(locked.userId(), 0, clock.instant());
            return;
        }
        log.warning("mfa.wrong_code", locked.userId(), "kind=" + kind);
        if (locked.isConfirmed() && locked.attempts() + 1 == TELL_AFTER) {
            accounts.byId(locked.userId()).ifPresent(user -> mails.manyWrong(user.userId(), user.email()));
        }
    }
}
