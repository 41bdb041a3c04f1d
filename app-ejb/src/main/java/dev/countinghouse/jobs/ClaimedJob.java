package dev.countinghouse.jobs;

import dev.countinghouse.tenancy.Tenant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that this replica holds the lease of.
 *
 * @param subject the tenant that it is done to; null for an import that has not made its tenant yet
 * @param parameters as they were asked for
 * @param attempts how often it was begun, this time included
 * @param lease proves that it is still ours: another replica's claim has another
 */
public record ClaimedJob(
        UUID id, @Nullable Tenant subject, JobKind kind, Map<String, Object> parameters, int attempts, UUID lease) {

    /** The tenant that it is done to: every job but an import has one. */
    public Tenant tenant() {
        if (subject == null) {
            throw new IllegalStateException("job " + id + " has no tenant");
        }
        return subject;
    }

    /** A parameter that the kind always has. */
    public String parameter(String name) {
        Object value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("job " + id + " has no " + name);
        }
        return value.toString();
    }
}
