package dev.countinghouse.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** Schedules work from within a tenant's transaction: it is due if and only if the transaction commits. */
@ApplicationScoped
public class WorkSchedule {

    @Inject
    DueWorkRepository dueWork;

    /** The kind falls due at an instant of the tenant's clock, or earlier if it already was to. */
    public void at(WorkKind kind, Instant due) {
        dueWork.schedule(kind, due);
    }

    /** As {@link #at}, but writes nothing when the kind is due by then anyway: for hot paths whose work has a later sweep. */
    public void atLeastBy(WorkKind kind, Instant due) {
        dueWork.scheduleUnlessDueBy(kind, due);
    }

    /** As {@link #atLeastBy}, but waits for nobody: whoever holds the row schedules the kind himself, or has just done its work. */
    public void soon(WorkKind kind, Instant due) {
        dueWork.scheduleUnlessHeld(kind, due);
    }

    /** Moves the tenant's test clock: what falls due by it can be claimed at once. */
    public void businessClock(Instant now) {
        dueWork.businessClock(now);
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
