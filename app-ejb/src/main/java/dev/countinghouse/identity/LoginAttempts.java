package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.redis.Attempts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who guesses: failures are counted by account and address together, so nobody can lock somebody else out from
 * elsewhere. Five are free; then each has to wait twice as long, up to a quarter of an hour. An attempt is counted before its
 * password is looked at, so that many at once are no way around, and forgotten when the password was right. Whether the
 * account exists makes no difference.
 *
 * <p>The count is in Redis. Without Redis each server counts for itself: guessing gets no faster than times the servers.
 */
@ApplicationScoped
public class LoginAttempts {

    static final int FREE = 5;
    static final Duration REMEMBERED = Duration.ofMinutes(15);
    private static final int LOCAL_MAX = 10_000;

    @Inject
    Attempts attempts;

    @Inject
    SecurityLog log;

    @Inject
    @RealTime
    Clock clock;

    private final Map<String, Local> local = new LinkedHashMap<>();

    private record Local(int count, Instant until, Instant forgotten) {}

    /**
     * Counts an attempt.
     *
     * @throws BillingException TOO_MANY_LOGINS when it has to wait
     */
    void begin(String email) {
        String name = name(email);
        long wait = attempts.count(name, FREE, REMEMBERED.toMillis()).orElseGet(() -> countHere(name));
        if (wait > 0) {
            log.warning("login.delayed", email, "millis=" + wait);
            throw BillingException.later(
                    ProblemType.TOO_MANY_LOGINS,
                    "Too many wrong passwords for this account from your address",
                    Math.toIntExact(Duration.ofMillis(wait + 999).toSeconds()));
        }
    }

    /** The password was right. */
    void succeeded(String email) {
        String name = name(email);
        attempts.forget(name);
        synchronized (local) {
            local.remove(name);
        }
    }

    private long countHere(String name) {
        Instant now = clock.instant();
        synchronized (local) {
            local.values().removeIf(entry -> now.isAfter(entry.forgotten()));
            Local before = local.getOrDefault(name, new Local(0, now, now));
            if (before.until().isAfter(now)) {
                return Duration.between(now, before.until()).toMillis();
            }
            if (local.size() >= LOCAL_MAX && !local.containsKey(name)) {
                local.remove(local.keySet().iterator().next()); // the one that began earliest
            }
            int count = before.count() + 1;
            local.put(name, new Local(count, now.plus(pause(count)), now.plus(REMEMBERED)));
            return 0;
        }
    }

    /** How long the next attempt has to wait after so many. */
    static Duration pause(int count) {
        if (count < FREE) {
            return Duration.ZERO;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(count - FREE, 20));
        return doubled.compareTo(REMEMBERED) < 0 ? doubled : REMEMBERED;
    }

    private static String name(String email) {
        return "login:"
                + HexFormat.of()
                        .formatHex(Secrets.hash(SessionService.normal(email) + "\n"
                                + CurrentClient.get().ip()));
    }
}
