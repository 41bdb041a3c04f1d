package dev.countinghouse.jobs;

import java.util.Locale;

/** How far a job is. The last three are final. */
public enum JobState {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELED;

    /** The name in the API and the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
