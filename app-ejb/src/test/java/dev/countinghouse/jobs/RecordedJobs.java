package dev.countinghouse.jobs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A queue in memory that writes down what it is told. */
class RecordedJobs extends JobQueue {

    final Deque<ClaimedJob> waiting = new ArrayDeque<>();
    final List<String> calls = new ArrayList<>();
    boolean ours = true;
    boolean cancelRequested;

    @Override
    public Optional<ClaimedJob> claim() {
        return Optional.ofNullable(waiting.poll());
    }

    @Override
    public boolean renew(ClaimedJob job) {
        calls.add("renew");
        return ours;
    }

    @Override
    public Standing progress(ClaimedJob job, String step, long done, long total) {
        calls.add(step + " " + done + "/" + total);
        if (!ours) {
            return Standing.LOST;
        }
        return cancelRequested ? Standing.CANCEL_REQUESTED : Standing.OURS;
    }

    @Override
    public boolean succeed(ClaimedJob job, Map<String, Object> result) {
        calls.add("succeed " + result);
        return ours;
    }

    @Override
    public boolean fail(ClaimedJob job, JobError error) {
        calls.add("fail " + error.code());
        return ours;
    }

    @Override
    public boolean cancel(ClaimedJob job) {
        calls.add("cancel");
        return ours;
    }

    @Override
    public void retry(ClaimedJob job) {
        calls.add("retry");
    }
}
