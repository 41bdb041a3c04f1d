package dev.countinghouse.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.idempotency.IdempotencyKeys;
import dev.countinghouse.idempotency.StoredAnswer;
import dev.countinghouse.identity.Caller;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyFilterTest {

    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final Caller ANNA = new Caller(ID, "anna", ID, Set.of(), Map.of());

    private final List<String> log = new ArrayList<>();
    private final Keys keys = new Keys();
    private final Transaction transaction = new Transaction();
    private final IdempotencyFilter filter = new IdempotencyFilter();
    private final GivenResponse response = new GivenResponse();
    private final FilterChain created = (request, held) -> {
        log.add("effect");
        ((HttpServletResponse) held).setStatus(201);
        held.setContentType("application/json");
        ((HttpServletResponse) held).setHeader("Location", "/plans/1");
        held.getOutputStream().write(bytes("{\"id\":1}"));
        held.flushBuffer();
        assertThat(response.text()).as("sent before the commit").isEmpty();
    };

    @BeforeEach
    void connect() {
        filter.keys = keys;
        filter.transaction = transaction;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/invoices/1/collect",
                "/api/v1/invoices/1/payment-link",
                "/api/v1/customers/1/payment-methods",
                "/api/v1/invoices/1/payment-link/"
            })
    void whatAsksAnotherServerHoldsNoTransactionMeanwhile(String path) {
        assertThat(IdempotencyFilter.asksOthers(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/invoices/1/payments", "/api/v1/payments/1/refund"})
    void whatAsksNobodyIsOneTransactionWithItsKey(String path) {
        assertThat(IdempotencyFilter.asksOthers(path)).isFalse();
    }

    @Test
    void keyEffectAndAnswerAreCommittedBeforeTheFirstByteIsSent() throws Exception {
        filter.doFilter(keyed("k1"), response, created);
        assertThat(log)
                .containsExactly(
                        "begin", "take " + ANNA.id() + " k1", "effect", "keep " + ANNA.id() + " k1 201", "commit");
        assertThat(response.getStatus()).isEqualTo(201);
        assertThat(response.text()).isEqualTo("{\"id\":1}");
        assertThat(response.getHeader("Idempotent-Replayed")).isNull();
    }

    @Test
    void theSameKeyAgainGetsTheVeryAnswerAndNoSecondEffect() throws Exception {
        keys.before = new StoredAnswer(201, "application/json", "/plans/1", bytes("{\"id\":1}"));
        filter.doFilter(keyed("k1"), response, created);
        assertThat(log).containsExactly("begin", "take " + ANNA.id() + " k1", "rollback");
        assertThat(response.getStatus()).isEqualTo(201);
        assertThat(response.getContentType()).isEqualTo("application/json");
        assertThat(response.getHeader("Location")).isEqualTo("/plans/1");
        assertThat(response.getHeader("Idempotent-Replayed")).isEqualTo("true");
        assertThat(response.text()).isEqualTo("{\"id\":1}");
    }

    @Test
    void aRefusalIsAnsweredAndLeavesNothing() throws Exception {
        filter.doFilter(keyed("k1"), response, (request, held) -> {
            ((HttpServletResponse) held).setStatus(422);
            held.getOutputStream().write(bytes("{\"code\":\"validation_failed\"}"));
        });
        assertThat(log).containsExactly("begin", "take " + ANNA.id() + " k1", "rollback");
        assertThat(response.getStatus()).isEqualTo(422);
        assertThat(response.text()).contains("validation_failed");
    }

    @Test
    void anErrorOnTheWayLeavesNothing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> filter.doFilter(keyed("k1"), response, (request, held) -> {
                    throw new IllegalStateException("it failed");
                }));
        assertThat(log).containsExactly("begin", "take " + ANNA.id() + " k1", "rollback");
    }

    @Test
    void anEffectThatCouldNotBeCommittedIsNoSuccess() throws Exception {
        transaction.refused = true;
        filter.doFilter(keyed("k1"), response, created);
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.text()).doesNotContain("\"id\":1").contains("\"internal\"");
    }

    @Test
    void aKeyThatIsHeldIsToldToComeAgain() throws Exception {
        keys.refusal = new BillingException(ProblemType.REQUEST_IN_PROGRESS, "Ask again in a second");
        filter.doFilter(keyed("k1"), response, created);
        assertThat(log).containsExactly("begin", "take " + ANNA.id() + " k1", "rollback");
        assertThat(response.getStatus()).isEqualTo(409);
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");
    }

    @Test
    void theHashTellsRequestsApart() throws Exception {
        filter.doFilter(keyed("k1"), response, created);
        filter.doFilter(keyed("k1").body("{\"code\":\"b\"}"), response, pass());
        filter.doFilter(
                new SentRequest("POST", "/api/v1/other").by(ANNA).header("Idempotency-Key", "k1"), response, pass());
        filter.doFilter(keyed("k1"), response, pass());
        assertThat(keys.hashes).hasSize(4);
        assertThat(keys.hashes.get(3)).isEqualTo(keys.hashes.get(0));
        assertThat(Set.copyOf(keys.hashes)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\tb", "é", "\u0000"})
    void aKeyIsVisibleAscii(String key) throws Exception {
        filter.doFilter(keyed(key), response, created);
        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(log).isEmpty();
    }

    @Test
    void aKeyHas255CharactersAtMost() throws Exception {
        filter.doFilter(keyed("k".repeat(256)), response, created);
        assertThat(response.getStatus()).isEqualTo(400);
        filter.doFilter(keyed("k".repeat(255)), new GivenResponse(), pass());
        assertThat(log).contains("begin");
    }

    @Test
    void requestsThatNeedNoKeyPassAsTheyAre() throws Exception {
        filter.doFilter(new SentRequest("POST", "/api/v1/plans").by(ANNA), response, pass());
        filter.doFilter(keyed("GET", "/api/v1/plans"), response, pass());
        filter.doFilter(keyed("POST", "/api/v1/usage/import"), response, pass());
        filter.doFilter(
                new SentRequest("POST", "/api/v1/auth/login").header("Idempotency-Key", "k1"), response, pass());
        assertThat(log).containsOnly("passed").hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/webhook-endpoints",
                "/api/v1/webhook-endpoints/",
                "/api/v1/webhook-endpoints//",
                "/api/v1/webhook-endpoints;x",
                "/api/v1/webhook-endpoints;x=%2Fplans",
                "/api/v1/webhook-endpoints%2F",
                "/api/v1/webhook-endpoints;x=1/;y",
                "/api/v1/%77ebhook-endpoints",
                "/api/v1/webhook%2Dendpoints",
                "/api/v1/webhook-endpoints%3Bx",
                "/api/v1/webhook-endpoints/.",
                "/api/v1/webhook-endpoints/x/..",
                "/api/v1/webhook-endpoints/1/rotate-secret/",
                "/api/v1/webhook-endpoints/1/rotate-secret;x",
                "/api/v1/webhook-endpoints/1/rotate%2Dsecret",
                "/api/v1/api-keys/",
                "/api/v1/api-keys;x",
                "/api/v1/%61pi-keys",
                "/api/v1/plans/../api-keys",
                "/api/v1/users/me;x/mfa",
                "/api/v1/auth/switch/"
            })
    void noSecretIsKeptHoweverItsPathIsWritten(String path) throws Exception {
        filter.doFilter(keyed("POST", path), response, pass());
        assertThat(log).containsExactly("passed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/webhook-endpoints/1/ping", "/api/v1/plans;x=%2Fwebhook-endpoints", "/api/v1/%zz"})
    void otherAnswersAreKept(String path) throws Exception {
        filter.doFilter(keyed("POST", path), response, pass());
        assertThat(log).contains("take " + ANNA.id() + " k1");
    }

    private FilterChain pass() {
        return (request, held) -> log.add("passed");
    }

    private static SentRequest keyed(String key) {
        return new SentRequest("POST", "/api/v1/plans")
                .by(ANNA)
                .header("Idempotency-Key", key)
                .body("{\"code\":\"a\"}");
    }

    private static SentRequest keyed(String method, String path) {
        return new SentRequest(method, path).by(ANNA).header("Idempotency-Key", "k1");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Keys that answer what a test says. */
    private final class Keys extends IdempotencyKeys {

        private final List<String> hashes = new ArrayList<>();
        private @Nullable StoredAnswer before;
        private @Nullable BillingException refusal;

        @Override
        public Optional<StoredAnswer> take(String principal, String key, byte[] requestHash) {
            log.add("take " + principal + " " + key);
            hashes.add(HexFormat.of().formatHex(requestHash));
            if (refusal != null) {
                throw refusal;
            }
            return Optional.ofNullable(before);
        }

        @Override
        public void keep(String principal, String key, byte[] requestHash, StoredAnswer answer) {
            log.add("keep " + principal + " " + key + " " + answer.status());
        }
    }

    /** A transaction that may refuse to commit. */
    private final class Transaction implements UserTransaction {

        private boolean refused;
        private int status = Status.STATUS_NO_TRANSACTION;

        @Override
        public void begin() {
            log.add("begin");
            status = Status.STATUS_ACTIVE;
        }

        @Override
        public void commit() throws RollbackException {
            log.add("commit");
            status = Status.STATUS_NO_TRANSACTION;
            if (refused) {
                throw new RollbackException("the database is gone");
            }
        }

        @Override
        public void rollback() {
            log.add("rollback");
            status = Status.STATUS_NO_TRANSACTION;
        }

        @Override
        public void setRollbackOnly() {
            status = Status.STATUS_MARKED_ROLLBACK;
        }

        @Override
        public int getStatus() {
            return status;
        }

        @Override
        public void setTransactionTimeout(int seconds) {
            // nothing takes long here
        }
    }
}
