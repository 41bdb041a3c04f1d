package dev.countinghouse.jobs;

import java.util.Map;

/** A kind of job that a feature does within a tenant's books. Called in no transaction and no scope; each step makes its own. */
public interface TenantTask {

    /** Which jobs it does. */
    JobKind kind();

    /** Does a job, as {@link JobTask#run}. */
    Map<String, Object> run(ClaimedJob job, JobProgress progress);
}
