package dev.countinghouse.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Set;
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

    /** Whether a tenant of this slug is being imported. */
    public boolean isImported(String slug) {
        return jobs.isImported(slug);
    }

    /** Those of some jobs that are not over. */
    public Set<UUID> open(Collection<UUID> ids) {
        return ids.isEmpty() ? Set.of() : jobs.open(ids);
    }
}
