package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The caller of the current request. Set by the web tier around it. */
public final class CurrentCaller {

    private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();

    private CurrentCaller() {}

    /** @throws IllegalStateException outside an authenticated request */
    public static Caller require() {
        Caller caller = CURRENT.get();
        if (caller == null) {
            throw new IllegalStateException("no caller: not within an authenticated request");
        }
        return caller;
    }

    /**
     * The caller, who is a person with a session.
     *
     * @param refusal what a key is told instead
     * @throws BillingException FORBIDDEN for whoever else has a credential
     */
    public static Caller requirePerson(String refusal) {
        Caller caller = require();
        if (caller.sessionId() == null) {
            throw new BillingException(ProblemType.FORBIDDEN, refusal);
        }
        return caller;
    }

    /** The caller; null outside an authenticated request. */
    public static @Nullable Caller find() {
        return CURRENT.get();
    }

    /** Does something on behalf of a caller. */
    public static <T extends @Nullable Object> T call(Caller caller, Supplier<T> what) {
        CURRENT.set(caller);
        try {
            return what.get();
        } finally {
            CURRENT.remove();
        }
    }
}
