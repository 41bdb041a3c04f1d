package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.Password;
import com.password4j.types.Argon2;
import com.password4j.types.Bcrypt;
import dev.countinghouse.problem.BillingException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PasswordHashingTest {

    private static final String PASSWORD = "correct horse battery staple";

    private final PasswordHashing passwords = new PasswordHashing();

    @Test
    void aPasswordMatchesItsOwnHashAlone() {
        String hash = passwords.hash(PASSWORD);
        assertThat(passwords.matches(PASSWORD, hash)).isTrue();
        assertThat(passwords.matches(PASSWORD + " ", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
    }

    @Test
    void nobodysHashIsNeverMatched() {
        assertThat(passwords.matches(PASSWORD, null)).isFalse();
        assertThat(passwords.matches("nobody has this password", null)).isFalse();
    }

    @Test
    void hashesAreSaltedAndSayHowTheyWereMade() {
        String hash = passwords.hash(PASSWORD);
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(PASSWORD);
        assertThat(passwords.hash(PASSWORD)).isNotEqualTo(hash);
    }

    @Test
    void aHashOfBcryptIsCheckedAndToBeMadeAnew() {
        String bcrypt = Password.hash(PASSWORD)
                .with(BcryptFunction.getInstance(Bcrypt.B, 6))
                .getResult();
        assertThat(passwords.matches(PASSWORD, bcrypt)).isTrue();
        assertThat(passwords.matches(PASSWORD + " ", bcrypt)).isFalse();
        assertThat(passwords.isOutdated(bcrypt)).isTrue();
    }

    @Test
    void aHashWithOtherParametersIsCheckedAndToBeMadeAnew() {
        String weaker = Password.hash(PASSWORD)
                .addRandomSalt(16)
                .with(Argon2Function.getInstance(1_024, 1, 1, 32, Argon2.ID))
                .getResult();
        assertThat(passwords.matches(PASSWORD, weaker)).isTrue();
        assertThat(passwords.isOutdated(weaker)).isTrue();
        assertThat(passwords.isOutdated(passwords.hash(PASSWORD))).isFalse();
    }

    @Test
    void aHashOfAnUnknownKindIsAnErrorOfOurs() {
        assertThatIllegalStateException().isThrownBy(() -> passwords.matches(PASSWORD, "$1$md5crypt"));
    }

    @Test
    void aFloodOfLoginsIsRefusedAtOnceInsteadOfWaiting() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        CountDownLatch ready = new CountDownLatch(100);
        try (ExecutorService threads = Executors.newFixedThreadPool(100)) {
            for (int i = 0; i < 100; i++) {
                threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    try {
                        passwords.hash(PASSWORD);
                        return done.incrementAndGet();
                    } catch (BillingException e) {
                        return refused.incrementAndGet();
                    }
                });
            }
        }
        assertThat(done.get() + refused.get()).isEqualTo(100);
        assertThat(refused.get()).isPositive();
        assertThat(done.get()).isGreaterThanOrEqualTo(2);
    }
}
