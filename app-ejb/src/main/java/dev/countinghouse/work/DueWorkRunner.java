package dev.countinghouse.work;

import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What every timer does with a tick: claim what is due, do it as the tenant, give it back. Ticks are cheap and may come
 * too often, at once or not at all: the rows decide.
 */
@ApplicationScoped
public class DueWorkRunner {

    private static final Logger LOG = Logger.getLogger(DueWorkRunner.class.getName());
    private static final int CLAIMS_MAX = 20; // tenants a replica takes at once; the rest is for the others

    @Inject
    WorkQueue work;

    private final Map<WorkKind, ReentrantLock> running = new EnumMap<>(WorkKind.class);
    private volatile @Nullable String lastFailure;

    /** Made with a lock per kind. */
    public DueWorkRunner() {
        for (WorkKind kind : WorkKind.values()) {
            running.put(kind, new ReentrantLock());
        }
    }

    /**
     * Does what is due of a kind, unless the tick before is still at it.
     *
     * @param task does a tenant's work, within its scope and outside any transaction; answers when it falls due again
     */
    public void tick(WorkKind kind, Function<DueWork, Optional<Instant>> task) {
        ReentrantLock lock = running.get(kind);
        if (lock == null || !lock.tryLock()) {
            return;
        }
        try {
            claim(kind).forEach(due -> run(due, task));
        } finally {
            lock.unlock();
        }
    }

    /** Nothing when the database does not answer: the next tick asks again. Logged when it begins, not every second. */
    private List<DueWork> claim(WorkKind kind) {
        try {
            List<DueWork> due = work.claim(kind, CLAIMS_MAX);
            lastFailure = null;
            return due;
        } catch (RuntimeException e) {
            String failure = String.valueOf(e.getMessage());
            if (!failure.equals(lastFailure)) {
                LOG.log(Level.WARNING, "due work cannot be claimed at present", e);
            }
            lastFailure = failure;
            return List.of();
        }
    }

    private void run(DueWork due, Function<DueWork, Optional<Instant>> task) {
        try {
            Optional<Instant> next = CurrentScope.call(Scope.of(due.tenant()), () -> task.apply(due));
            work.complete(due, next.orElse(null));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> due.tenant().slug() + ": " + due.kind() + " failed, it is tried again");
            giveBack(due, e);
        }
    }

    private void giveBack(DueWork due, RuntimeException failure) {
        try {
            work.fail(due, failure.toString());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the lease is left to run out", e);
        }
    }
}
