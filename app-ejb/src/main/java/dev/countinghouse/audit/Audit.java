package dev.countinghouse.audit;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Where changes are written down, each in its own transaction: there is no change without its entry, and no entry without it. */
@ApplicationScoped
public class Audit {

    /** The tenant changelog's file that makes the tables; a tenant that has fewer files has no audit log yet. */
    static final int SINCE_FILES = 13;

    private static final Duration SEAL_SOON = Duration.ofSeconds(3);

    @Inject
    AuditRepository log;

    @Inject
    WorkSchedule schedule;

    @Inject
    @RealTime
    Clock clock;

    /**
     * Writes down a change of the current tenant's.
     *
     * @param action what was done to what kind of thing, such as {@code customer.update}
     * @param resourceId of the thing; any object whose text names it
     * @param before what a reader of the API would have seen of it; null for what was made
     * @param after what he sees now; null for what is no more
     */
    public void record(String action, Object resourceId, @Nullable Object before, @Nullable Object after) {
        record(action, resourceId, before, after, null);
    }

    /** Writes down a change of the current tenant itself. */
    public void recordOfTenant(String action, @Nullable Object before, @Nullable Object after) {
        if (isKept()) {
            record(action, CurrentScope.tenant().id(), before, after);
        }
    }

    /** The same with a reason that somebody gave. */
    public void record(
            String action,
            Object resourceId,
            @Nullable Object before,
            @Nullable Object after,
            @Nullable String reason) {
        if (!isKept()) {
            return;
        }
        String resource = action.substring(0, action.indexOf('.'));
        Change change = Change.of(resource, before, after);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as the database keeps it, for the hash
        log.insert(new AuditEntry(
                Ids.next(),
                now,
                CurrentActor.get(),
                action,
                resource,
                resourceId.toString(),
                change.before(),
                change.after(),
                reason == null ? CurrentActor.get().reason() : reason));
        schedule.soon(WorkKind.AUDIT_SEALING, now.plus(SEAL_SOON));
    }

    /** Whether the tenant of this scope has an audit log; not before its schema is migrated. */
    static boolean isKept() {
        Scope scope = CurrentScope.find();
        return scope != null && scope.tenant() != null && scope.tenant().hasFiles(SINCE_FILES);
    }
}
