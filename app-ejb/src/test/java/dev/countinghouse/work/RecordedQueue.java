package dev.countinghouse.work;

import dev.countinghouse.tenancy.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A queue that gives what a test put in, and remembers in a log what became of it. */
public class RecordedQueue extends WorkQueue {

    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");

    private final List<String> log;
    private final List<DueWork> due = new ArrayList<>();
    private boolean leaseLost;
    private long nanos;

    public RecordedQueue(List<String> log) {
        this.log = log;
    }

    /** A tenant's work falls due. */
    public void due(WorkKind kind, String slug) {
        due.add(new DueWork(new Tenant(ID, slug, "tenant_" + slug, "1.x", false), kind, ID));
    }

    public void loseLease() {
        leaseLost = true;
    }

    /** Time passes only so: a turn lasts until this was called often enough. */
    public void passSeconds(int seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Runs what this queue gives. */
    public DueWorkRunner runner() {
        DueWorkRunner made = new DueWorkRunner();
        made.work = this;
        made.nanoTime = () -> nanos;
        made.bell = new WorkBell() {
            @Override
            public void ring(WorkKind kind) {
                made.tick(kind);
            }
        };
        return made;
    }

    @Override
    public List<DueWork> claim(WorkKind kind, int most) {
        List<DueWork> claimed =
                due.stream().filter(work -> work.kind() == kind).limit(most).toList();
        due.removeAll(claimed);
        return claimed;
    }

    @Override
    public boolean renew(DueWork work) {
        return !leaseLost;
    }

    /** What is due at once is claimed again, after all others. */
    @Override
    public void complete(DueWork work, @Nullable Instant next) {
        log.add("complete " + work.tenant().slug() + " " + next);
        if (Instant.EPOCH.equals(next)) {
            due.add(work);
        }
    }

    @Override
    public void fail(DueWork work, String error) {
        log.add("fail " + work.tenant().slug() + ": " + error);
    }
}
