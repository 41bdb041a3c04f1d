package dev.countinghouse.identity;

import com.password4j.Argon2Function;
import com.password4j.BadParametersException;
import com.password4j.BcryptFunction;
import com.password4j.HashingFunction;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Password hashes: Argon2id, 19 MiB, 2 passes, 1 lane (OWASP Password Storage Cheat Sheet). Those of bcrypt are checked too, as
 * other products leave them, and so are those of Argon2id with other parameters; either is to be made anew. At most two are
 * computed at once and a few wait, so that logins cannot starve everything else.
 */
@ApplicationScoped
public class PasswordHashing {

    private static final Argon2Function ARGON2 = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-4])\\$[./A-Za-z0-9]{53}");
    private static final int SALT_BYTES = 16;
    private static final int UNGUESSABLE_LENGTH = 43;
    private static final int AT_ONCE = 2;
    private static final int WAITING_MAX = 32;
    private static final int WAIT_SECONDS = 5;

    private final Semaphore bulkhead = new Semaphore(AT_ONCE, true);
    private final Semaphore places = new Semaphore(AT_ONCE + WAITING_MAX);
    private final String nobody = Password.hash("nobody has this password")
            .addRandomSalt(SALT_BYTES)
            .with(ARGON2)
            .getResult();

    /** A hash that carries its salt and parameters. */
    public String hash(String password) {
        return guarded(() ->
                Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2).getResult());
    }

    /** A hash of no password that anybody has: its user sets one by mail first. */
    public String unguessable() {
        return hash(Secrets.random(UNGUESSABLE_LENGTH));
    }

    /** Whether the password is the hash's; a null hash costs as much time and is never matched. */
    public boolean matches(String password, @Nullable String hash) {
        String compared = hash == null ? nobody : hash;
        boolean same = guarded(() -> Password.check(password, compared).with(function(compared)));
        return same && hash != null;
    }

    /** Whether a hash is to be made anew, now that its password is known. */
    boolean isOutdated(String hash) {
        return !ARGON2.equals(function(hash));
    }

    private static HashingFunction function(String hash) {
        try {
            return BCRYPT.matcher(hash).matches()
                    ? BcryptFunction.getInstanceFromHash(hash)
                    : Argon2Function.getInstanceFromHash(hash);
        } catch (BadParametersException e) {
            throw new IllegalStateException("a stored password hash is of no known kind", e);
        }
    }

    private <T> T guarded(Supplier<T> work) {
        if (!places.tryAcquire()) {
            throw new BillingException(ProblemType.TOO_MANY_LOGINS, "Try again in a few seconds");
        }
        try {
            return inTurn(work);
        } finally {
            places.release();
        }
    }

    private <T> T inTurn(Supplier<T> work) {
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
