package dev.countinghouse.jobs;

import dev.countinghouse.tenancy.Tenant;
import java.util.Map;
import java.util.UUID;

/**
 * A job that this replica holds the lease of.
 *
 * @param parameters as they were asked for
 * @param attempts how often it was begun, this time included
 * @param lease proves that it is still ours: another replica's claim has another
 */
public record ClaimedJob(
        UUID id, Tenant tenant, JobKind kind, Map<String, Object> parameters, int attempts, UUID lease) {

    /** A parameter that the kind always has. */
    public String parameter(String name) {
        Object value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("job " + id + " has no " + name);
        }
        return value.toString();
    }
}
