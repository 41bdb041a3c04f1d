package dev.countinghouse.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {

    private static final byte[] REQUEST = bytes("POST /invoices {}");
    private static final StoredAnswer ANSWER =
            new StoredAnswer(201, "application/json", "/invoices/1", bytes("{\"id\":1}"));

    private final Kept kept = new Kept();
    private final IdempotencyKeys keys = keys();

    @Test
    void aNewKeyMeansThatTheRequestIsToBeDone() {
        assertThat(keys.take("anna", "k1", REQUEST)).isEmpty();
    }

    @Test
    void theSameRequestGetsTheAnswerThatWasGiven() {
        keys.keep("anna", "k1", REQUEST, ANSWER);
        assertThat(keys.take("anna", "k1", REQUEST.clone())).hasValue(ANSWER);
    }

    @Test
    void aKeyIsItsCallersAlone() {
        keys.keep("anna", "k1", REQUEST, ANSWER);
        assertThat(keys.take("bert", "k1", REQUEST)).isEmpty();
    }

    @Test
    void aKeyThatWasUsedForAnotherRequestIsRefused() {
        keys.keep("anna", "k1", REQUEST, ANSWER);
        assertRefused(bytes("POST /invoices {\"a\":1}"), ProblemType.IDEMPOTENCY_KEY_REUSED);
    }

    @Test
    void aKeyThatAnotherRequestHoldsIsRefused() {
        kept.held = true;
        assertRefused(REQUEST, ProblemType.REQUEST_IN_PROGRESS);
    }

    private void assertRefused(byte[] request, ProblemType type) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> keys.take("anna", "k1", request))
                .satisfies(refused -> assertThat(refused.type()).isEqualTo(type));
    }

    private IdempotencyKeys keys() {
        IdempotencyKeys made = new IdempotencyKeys();
        made.keys = kept;
        return made;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Keys kept in memory. */
    private static final class Kept extends IdempotencyKeyRepository {

        private final Map<String, StoredKey> rows = new HashMap<>();
        private boolean held;

        @Override
        boolean tryLock(String principal, String key) {
            return !held;
        }

        @Override
        Optional<StoredKey> find(String principal, String key) {
            return Optional.ofNullable(rows.get(principal + "/" + key));
        }

        @Override
        void insert(String principal, String key, byte[] requestHash, StoredAnswer answer) {
            rows.put(principal + "/" + key, new StoredKey(requestHash, answer));
        }
    }
}
