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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What every timer does with a tick: claim what is due, do it as the tenant, give it back. Ticks are cheap and may come
 * too often, at once or not at all: the rows decide. Tenants are worked for in turns: whose time is over before his work is
 * done gives it back as due at once, and is claimed again after those who were served longer ago.
 */
@ApplicationScoped
public class DueWorkRunner {

    private static final Logger LOG = Logger.getLogger(DueWorkRunner.class.getName());
    private static final int CLAIMS_MAX = 20; // tenants a replica takes at once; the rest is for the others
    private static final long CLAIM_AGES_NANOS = TimeUnit.SECONDS.toNanos(WorkQueue.LEASE_SECONDS / 3);
    private static final Instant AT_ONCE = Instant.EPOCH; // by every tenant's clock

    @Inject
    WorkQueue work;

    @Inject
    WorkBell bell;

    LongSupplier nanoTime = System::nanoTime;

    private final Map<WorkKind, ReentrantLock> running = new EnumMap<>(WorkKind.class);
    private final Map<WorkKind, Task> tasks = new ConcurrentHashMap<>();
    private final Set<WorkKind> called = ConcurrentHashMap.newKeySet(); // for, while a tick was at it
    private volatile @Nullable String lastFailure;

    /** Made with a lock per kind. */
    public DueWorkRunner() {
        for (WorkKind kind : WorkKind.values()) {
            running.put(kind, new ReentrantLock());
        }
    }

    /** Does a tenant's work, within its scope and outside any transaction. */
    @FunctionalInterface
    public interface Task {

        /**
         * Works while the turn goes on and something is left.
         *
         * @return when the work falls due again; of no account when the turn is over
         */
        Optional<Instant> work(DueWork due, Turn turn);
    }

    /** Does what is due of a kind, unless the tick before is still at it. Ends when nobody has more to do at once. */
    public void tick(WorkKind kind, Task task) {
        tasks.putIfAbsent(kind, task);
        ReentrantLock lock = running.get(kind);
        if (lock == null || !lock.tryLock()) {
            return;
        }
        boolean worked = false;
        try {
            boolean more = true;
            while (more) {
                called.remove(kind);
                List<DueWork> claimed = claim(kind);
                worked |= !claimed.isEmpty();
                more = turns(claimed, task) || called.contains(kind);
            }
        } finally {
            lock.unlock();
        }
        if (worked) {
            kind.awaitedBy().ifPresent(bell::ring);
        }
    }

    /** As {@link #tick(WorkKind, Task)} by the task of the tick before; a tick that is at it looks once more. */
    void tick(WorkKind kind) {
        Task task = tasks.get(kind);
        if (task != null) { // else the first tick is still to come
            called.add(kind);
            tick(kind, task);
        }
    }

    /** A turn for each tenant with work; true when one has more to do at once. */
    private boolean turns(List<DueWork> claimed, Task task) {
        boolean more = false;
        long since = nanoTime.getAsLong();
        for (DueWork due : claimed) {
            more |= run(due, since, task);
        }
        return more;
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

    /** True when the tenant's turn was over before its work. */
    private boolean run(DueWork due, long claimed, Task task) {
        try {
            boolean old = nanoTime.getAsLong() - claimed > CLAIM_AGES_NANOS;
            if (old && !work.renew(due)) {
                return false; // those before took so long that another replica has it now
            }
            Turn turn = new Turn(due, work, nanoTime);
            Optional<Instant> next = CurrentScope.call(Scope.turn(due.tenant()), () -> task.work(due, turn));
            work.complete(due, turn.isOver() ? AT_ONCE : next.orElse(null));
            return turn.isOver();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> due.tenant().slug() + ": " + due.kind() + " failed, it is tried again");
            giveBack(due, e);
            return false;
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
