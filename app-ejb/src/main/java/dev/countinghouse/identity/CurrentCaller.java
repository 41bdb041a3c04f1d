package dev.countinghouse.identity;

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
