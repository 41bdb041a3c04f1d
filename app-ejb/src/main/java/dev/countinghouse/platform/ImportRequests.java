package dev.countinghouse.platform;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.jobs.JobRequests;
import dev.countinghouse.jobs.JobView;
import dev.countinghouse.jobs.Jobs;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The two transactions of asking for an import: before the archive is received, and after. */
@Stateless
public class ImportRequests {

    static final String SLUG = "slug";
    static final String NAME = "name";
    static final String OWNER_ID = "owner_id";
    static final String SHA256 = "sha256";

    @Inject
    SandboxDirectory tenants;

    @Inject
    UserDirectory users;

    @Inject
    Jobs jobs;

    @Inject
    JobRequests requests;

    /**
     * The job's parameters, without the archive's checksum.
     *
     * @throws BillingException VALIDATION_FAILED or SLUG_TAKEN
     */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public Map<String, Object> check(NewImport wanted) {
        String slug = wanted.requiredSlug();
        Map<String, Object> parameters = new TreeMap<>(Map.of(SLUG, slug, NAME, wanted.requiredName()));
        wanted.ownersAddress()
                .ifPresent(address -> parameters.put(
                        OWNER_ID,
                        users.find(address).orElseThrow(NewImport::unknownOwner).toString()));
        if (tenants.isTaken(slug)) {
            throw new BillingException(ProblemType.SLUG_TAKEN, "There is a tenant " + slug + " already");
        }
        if (jobs.isImported(slug)) {
            throw new BillingException(ProblemType.SLUG_TAKEN, "A tenant " + slug + " is being imported");
        }
        return parameters;
    }

    /** Queues the import of a file that is there. */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public JobView queue(UUID id, Map<String, Object> parameters) {
        return requests.requestImport(id, parameters);
    }
}
