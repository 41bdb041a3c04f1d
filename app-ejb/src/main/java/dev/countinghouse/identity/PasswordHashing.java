package dev.countinghouse.identity;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Password hashes: Argon2id, 19 MiB, 2 passes, 1 lane (OWASP Password Storage Cheat Sheet). At most two are computed at
 * once, so that logins cannot starve everything else.
 */
@ApplicationScoped
public class PasswordHashing {

    private static final Argon2Function ARGON2 = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    private static final int SALT_BYTES = 16;
    private static final int AT_ONCE = 2;
    private static final int WAIT_SECONDS = 5;

    private final Semaphore bulkhead = new Semaphore(AT_ONCE);
    private final String nobody = Password.hash("nobody has this password")
            .addRandomSalt(SALT_BYTES)
            .with(ARGON2)
            .getResult();

    /** A hash that carries its salt and parameters. */
    public String hash(String password) {
        return guarded(() ->
                Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2).getResult());
    }

    /** Whether the password is the hash's; a null hash costs as much time and is never matched. */
    public boolean matches(String password, @Nullable String hash) {
        boolean same = guarded(
                () -> Password.check(password, hash == null ? nobody : hash).with(ARGON2));
        return same && hash != null;
    }

    private <T> T guarded(Supplier<T> work) {
        try {
            if (!bulkhead.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new BillingException(ProblemType.TOO_MANY_LOGINS, "Try again in a few seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BillingException(ProblemType.UNAVAILABLE, "The server is stopping");
        }
        try {
            return work.get();
        } finally {
            bulkhead.release();
        }
    }
}
