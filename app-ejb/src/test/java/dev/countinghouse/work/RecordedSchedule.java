package dev.countinghouse.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A schedule that only remembers what was asked of it. */
public class RecordedSchedule extends WorkSchedule {

    private final List<String> calls = new ArrayList<>();
    private boolean settled;

    public List<String> calls() {
        return calls;
    }

    public void settle() {
        settled = true;
    }

    @Override
    public void at(WorkKind kind, Instant due) {
        calls.add(kind + " at " + due);
    }

    @Override
    public void atLeastBy(WorkKind kind, Instant due) {
        calls.add(kind + " by " + due);
    }

    @Override
    public void businessClock(Instant now) {
        calls.add("clock " + now);
    }

    @Override
    public boolean isSettled() {
        return settled;
    }
}
