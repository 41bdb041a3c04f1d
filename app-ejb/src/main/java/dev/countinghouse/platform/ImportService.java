package dev.countinghouse.platform;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.jobs.JobView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.vault.ArchiveAnnouncement;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Archives that become new tenants. What can be told from an archive's outside is told at once; a job reads and verifies all
 * of it, and makes the tenant whole or not at all.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // receiving takes as long as the sender
public class ImportService {

    private static final long MIB = 1 << 20;

    @Inject
    ImportRequests requests;

    @Inject
    Uploads uploads;

    @Inject
    ArchiveFolder folder;

    @Inject
    TenantVault vault;

    @Inject
    @ConfigProperty(name = "countinghouse.import.unpacked-mib", defaultValue = "131072")
    long mostUnpackedMib;

    /**
     * Receives an archive and asks for its import.
     *
     * @throws BillingException VALIDATION_FAILED, SLUG_TAKEN, BODY_TOO_LARGE; then nothing is left of it
     */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public JobView receive(NewImport wanted, InputStream body) {
        Map<String, Object> parameters = new TreeMap<>(requests.check(wanted));
        folder.require();
        UUID id = Ids.next();
        boolean queued = false;
        try {
            parameters.put(ImportRequests.SHA256, uploads.receive(id, body));
            look(id);
            JobView job = requests.queue(id, parameters);
            queued = true;
            return job;
        } finally {
            if (!queued) {
                folder.deleteUpload(id);
            }
        }
    }

    private void look(UUID id) {
        try {
            ArchiveAnnouncement archive = vault.announced(folder.upload(id));
            if (!archive.kind().equals(TenantKind.LIVE.code())) {
                throw BillingException.invalid(
                        "body", "sandbox", "is a sandbox's archive: only a live tenant's is imported");
            }
            if (archive.bytes() > mostUnpackedMib * MIB) {
                throw new BillingException(
                        ProblemType.BODY_TOO_LARGE,
                        "The archive unpacks to more than " + mostUnpackedMib
                                + " MiB: countinghouse.import.unpacked-mib");
            }
        } catch (VaultRefusal e) {
            String message = String.valueOf(e.getMessage());
            throw new BillingException(
                    ProblemType.VALIDATION_FAILED, message, List.of(new FieldError("body", e.code(), message)));
        }
    }
}
