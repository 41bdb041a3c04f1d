package dev.countinghouse.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/**
 * Schedules work from within a tenant's transaction: it is due if and only if the transaction commits. Who lives on a test clock
 * waits for what happens by it, so his work begins with the commit; all others' with the next tick, which takes more together.
 */
@ApplicationScoped
public class WorkSchedule {

    @Inject
    DueWorkRepository dueWork;

    @Inject
    WorkBell bell;

    /** The kind falls due at an instant of the tenant's clock, or earlier if it already was to. */
    public void at(WorkKind kind, Instant due) {
        ringIf(dueWork.schedule(kind, due), kind);
    }

    /**
     * As {@link #at}, but writes nothing when the kind is due by then anyway: for hot paths whose work has a later sweep. Where a test
     * clock is, nobody waits for a sweep: what follows real time is due at once.
     */
    public void atLeastBy(WorkKind kind, Instant due) {
        ringIf(dueWork.scheduleUnlessDueBy(kind, due), kind);
    }

    /** As {@link #atLeastBy}, of work that nothing else would notice if it never came: fails where the tenant has no row of the kind. */
    public void surelyBy(WorkKind kind, Instant due) {
        if (!dueWork.isKept(kind)) {
            throw new IllegalStateException("the tenant has no due work of kind " + kind.code());
        }
        atLeastBy(kind, due);
    }

    /** As {@link #atLeastBy}, but waits for nobody: whoever holds the row schedules the kind himself, or has just done its work. */
    public void soon(WorkKind kind, Instant due) {
        ringIf(dueWork.scheduleUnlessHeld(kind, due), kind);
    }

    private void ringIf(boolean isWaitedFor, WorkKind kind) {
        if (isWaitedFor) {
            bell.ring(kind);
        }
    }

    /** Moves the tenant's test clock: what falls due by it can be claimed at once. */
    public void businessClock(Instant now) {
        dueWork.businessClock(now).forEach(bell::ring);
    }

    /** Whether nothing of a kind is due by the tenant's clock, nor being done. */
    public boolean isIdle(WorkKind kind) {
        return dueWork.isIdle(kind);
    }

    /** Whether all that is due by the tenant's clock has been done. */
    public boolean isSettled() {
        return dueWork.isSettled();
    }
}
