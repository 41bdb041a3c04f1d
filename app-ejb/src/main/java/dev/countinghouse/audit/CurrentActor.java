package dev.countinghouse.audit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** For whom the current thread works. Set by the web tier around a request; else it is the system itself. */
public final class CurrentActor {

    private static final ThreadLocal<Actor> CURRENT = ThreadLocal.withInitial(() -> Actor.SYSTEM);

    private CurrentActor() {}

    static Actor get() {
        return CURRENT.get();
    }

    /** Does something for somebody. */
    public static <T extends @Nullable Object> T call(Actor actor, Supplier<T> what) {
        CURRENT.set(actor);
        try {
            return what.get();
        } finally {
            CURRENT.remove();
        }
    }
}
