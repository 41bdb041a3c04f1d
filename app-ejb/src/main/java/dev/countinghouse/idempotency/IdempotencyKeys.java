package dev.countinghouse.idempotency;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Makes a keyed request happen once. Works within the transaction that the web tier began around the request: key, effect
 * and answer are committed together, or none of them. Answers are kept for 24 hours.
 */
@ApplicationScoped
public class IdempotencyKeys {

    @Inject
    IdempotencyKeyRepository keys;

    /**
     * Takes a key for this transaction.
     *
     * @param requestHash of method, path and body
     * @return the answer that was given before; empty when the request is to be done now
     * @throws BillingException REQUEST_IN_PROGRESS while another request holds the key, IDEMPOTENCY_KEY_REUSED when it was
     *     used for another request
     */
    public Optional<StoredAnswer> take(String principal, String key, byte[] requestHash) {
        if (!keys.tryLock(principal, key)) {
            throw new BillingException(ProblemType.REQUEST_IN_PROGRESS, "Ask again in a second");
        }
        return keys.find(principal, key).map(stored -> {
            if (!MessageDigest.isEqual(stored.requestHash(), requestHash)) {
                throw new BillingException(ProblemType.IDEMPOTENCY_KEY_REUSED, "Use a new key for a new request");
            }
            return stored.answer();
        });
    }

    /** Keeps the answer, to be committed with its effect. */
    public void keep(String principal, String key, byte[] requestHash, StoredAnswer answer) {
        keys.insert(principal, key, requestHash, answer);
    }
}
