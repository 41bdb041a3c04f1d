package dev.countinghouse.platform;

import dev.countinghouse.identity.SigningKeys;
import dev.countinghouse.jobs.ClaimedJob;
import dev.countinghouse.jobs.JobFailure;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.vault.ErasureStatement;
import dev.countinghouse.vault.Progress;
import dev.countinghouse.vault.VaultTenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;

/** Erases, and keeps the proof: the vault's statement of what went, signed by the platform. */
@ApplicationScoped
class ErasureJobs {

    /** Type of the signed statement: it can be taken for no token. */
    static final String CERTIFICATE = "countinghouse-erasure";

    @Inject
    TenantVault vault;

    @Inject
    ArchiveFolder folder;

    @Inject
    ArchiveRecords records;

    @Inject
    CustomerUseRun use;

    @Inject
    SigningKeys keys;

    /** Asked again here: between the request and now the customer may have bought something. */
    Map<String, Object> customer(ClaimedJob job, VaultTenant tenant, Progress progress) {
        UUID customerId = UUID.fromString(job.parameter("customer_id"));
        boolean inUse = CurrentScope.call(Scope.background(job.tenant()), () -> use.isInUse(customerId));
        if (inUse) {
            throw new JobFailure("customer_in_use", "The customer has open invoices or live subscriptions");
        }
        return certify(job, vault.eraseCustomer(tenant, customerId, progress));
    }

    /** The files go before the certificate is written: a run after a kill finds no books any more and deletes the files. */
    Map<String, Object> tenant(ClaimedJob job, Progress progress) {
        ErasureStatement statement = vault.eraseTenant(job.tenant().id(), progress);
        for (ErasureStatement.ArchiveFile archive : statement.archives()) {
            folder.delete(job.tenant().id(), archive.id());
            records.deleted(archive.id());
        }
        return certify(job, statement);
    }

    private Map<String, Object> certify(ClaimedJob job, ErasureStatement statement) {
        String certificate = keys.sign(statement.json(), CERTIFICATE);
        records.certify(job.id(), job.tenant().id(), statement.subject(), statement.subjectId(), certificate);
        return Map.of("erasure_id", job.id().toString(), "certificate", certificate);
    }
}
