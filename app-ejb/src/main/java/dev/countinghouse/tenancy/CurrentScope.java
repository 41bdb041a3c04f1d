package dev.countinghouse.tenancy;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The scope the current thread works in. Set around a request, a unit of work or a call, and always undone. */
public final class CurrentScope {

    private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();

    private CurrentScope() {}

    /** The scope, or null when none was entered: then no query works. */
    public static @Nullable Scope find() {
        return CURRENT.get();
    }

    /**
     * The tenant of the scope.
     *
     * @throws IllegalStateException outside a tenant
     */
    public static Tenant tenant() {
        Scope scope = CURRENT.get();
        if (scope == null || scope.tenant() == null) {
            throw new IllegalStateException("no tenant is bound");
        }
        return scope.tenant();
    }

    /** Does something in a scope and returns to the one before, whatever happens. */
    public static <T extends @Nullable Object> T call(Scope scope, Supplier<T> what) {
        Scope before = CURRENT.get();
        CURRENT.set(scope);
        try {
            return what.get();
        } finally {
            restore(before);
        }
    }

    /** {@link #call} for something without an answer. */
    public static void run(Scope scope, Runnable what) {
        CurrentScope.<@Nullable Void>call(scope, () -> {
            what.run();
            return null;
        });
    }

    private static void restore(@Nullable Scope before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
