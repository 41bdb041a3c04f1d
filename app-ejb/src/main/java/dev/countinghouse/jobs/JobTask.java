package dev.countinghouse.jobs;

import java.util.Map;

/** What jobs do. Called in no transaction and no scope; each step makes its own. */
public interface JobTask {

    /**
     * Does the job, or what is left of it: a run before may have been killed anywhere.
     *
     * @return its result
     * @throws JobFailure when it cannot be done
     * @throws JobCanceled when {@code progress} asked to stop
     */
    Map<String, Object> run(ClaimedJob job, JobProgress progress);

    /** Takes away what a job that is given up may have left outside the database. */
    void abandon(ClaimedJob job);
}
