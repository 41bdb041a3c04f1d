package dev.countinghouse.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Jobs for other features, within the caller's transaction. */
@ApplicationScoped
public class Jobs {

    @Inject
    JobRepository jobs;

    /** Whether there is a job of an id that the filter lets through. */
    public boolean find(JobFilter filter, UUID id) {
        return jobs.exists(filter, id);
    }
}
