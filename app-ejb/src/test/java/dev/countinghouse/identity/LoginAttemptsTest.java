package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.identity.CurrentClient.Client;
import dev.countinghouse.identity.CurrentClient.Presence;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.redis.Attempts;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Without Redis; that a count is shared is seen where Redis is. */
class LoginAttemptsTest {

    private static final String ADA = "ada@example.com";
    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "198.51.100.7";

    private final MovableClock clock = new MovableClock();
    private final LoginAttempts attempts = new LoginAttempts();

    LoginAttemptsTest() {
        attempts.clock = clock;
        attempts.log = new SecurityLog();
        attempts.attempts = new Attempts() {
            @Override
            public Optional<Long> count(String name, int free, long millis) {
                return Optional.empty();
            }

            @Override
            public void forget(String name) {}
        };
    }

    private void begin(String email, String ip) {
        try (Presence client = CurrentClient.enter(new Client(ip, "", "", false))) {
            attempts.begin(email);
        }
    }

    private int refusedFor(String email, String ip) {
        try (Presence client = CurrentClient.enter(new Client(ip, "", "", false))) {
            attempts.begin(email);
            return 0;
        } catch (BillingException e) {
            return e.retryAfterSeconds();
        }
    }

    private void fail(String email, String ip, int times) {
        for (int i = 0; i < times; i++) {
            begin(email, ip);
        }
    }

    @Test
    void eachWrongPasswordAfterFiveHasToWaitTwiceAsLong() {
        fail(ADA, HERE, 5);
        for (int wait : new int[] {1, 2, 4, 8, 16}) {
            assertThat(refusedFor(ADA, HERE)).isEqualTo(wait);
            clock.pass(Duration.ofSeconds(wait));
            begin(ADA, HERE);
        }
    }

    @Test
    void waitingEndsAtAQuarterOfAnHour() {
        assertThat(LoginAttempts.pause(4)).isZero();
        assertThat(LoginAttempts.pause(5)).hasSeconds(1);
        assertThat(LoginAttempts.pause(14)).hasSeconds(512);
        assertThat(LoginAttempts.pause(15)).hasMinutes(15);
        assertThat(LoginAttempts.pause(1_000_000)).hasMinutes(15);
    }

    @Test
    void nobodyLocksSomebodyOutFromElsewhere() {
        fail(ADA, ELSEWHERE, 5);
        assertThat(refusedFor(ADA, ELSEWHERE)).isPositive();
        assertThatCode(() -> begin(ADA, HERE)).doesNotThrowAnyException();
    }

    @Test
    void oneAccountsCountIsNoOthers() {
        fail(ADA, HERE, 5);
        assertThatCode(() -> begin("bob@example.com", HERE)).doesNotThrowAnyException();
    }

    @Test
    void anAddressWrittenDifferentlyIsTheSameAccount() {
        fail(" ADA@example.com ", HERE, 5);
        assertThat(refusedFor(ADA, HERE)).isPositive();
    }

    @Test
    void theRightPasswordForgetsTheWrongOnes() {
        fail(ADA, HERE, 4);
        try (Presence client = CurrentClient.enter(new Client(HERE, "", "", false))) {
            attempts.succeeded(ADA);
        }
        fail(ADA, HERE, 5);
        assertThat(refusedFor(ADA, HERE)).isEqualTo(1);
    }

    @Test
    void aFloodOfAccountsDoesNotFillTheMemory() {
        for (int i = 0; i < 10_050; i++) {
            begin("user" + i + "@example.com", HERE);
        }
        assertThatExceptionOfType(BillingException.class).isThrownBy(() -> fail("user10049@example.com", HERE, 6));
    }

    @Test
    void whatAClientSaysAboutItselfIsOneShortLine() {
        Client client = new Client(
                "192.0.2.1", "Mozilla\r\nevent=login.password who=eve\u001b[31m" + "x".repeat(500), "", false);
        assertThat(client.userAgent()).doesNotContainPattern("[^\\x20-\\x7E]").hasSize(300);
        assertThat(SecurityLog.word("eve\r\nevent=x who=y\u2028")).isEqualTo("eve_event=x_who=y_");
    }
}
