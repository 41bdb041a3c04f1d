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

    /** What a run before a kill has erased stays erased and is certified, whatever the customer bought since. */
    Map<String, Object> customer(ClaimedJob job, VaultTenant tenant, Progress progress) {
        return certify(job, vault.erased(job.id()).orElseGet(() -> eraseCustomer(job, tenant, progress)));
    }

    /** Asked again here: between the request and now the customer may have bought something. */
    private ErasureStatement eraseCustomer(ClaimedJob job, VaultTenant tenant, Progress progress) {
        UUID customerId = UUID.fromString(job.parameter("customer_id"));
        boolean inUse = CurrentScope.call(Scope.background(job.tenant()), () -> use.isInUse(customerId));
        if (inUse) {
            throw new JobFailure(
                    "customer_in_use", "The customer has open invoices, live subscriptions or a credit balance");
        }
        return vault.eraseCustomer(tenant, customerId, job.id(), progress);
    }

    /** The files go before the certificate is written: a run after a kill is told of them again by the statement. */
    Map<String, Object> tenant(ClaimedJob job, Progress progress) {
        ErasureStatement statement = vault.eraseTenant(job.tenant().id(), job.id(), progress);
        for (ErasureStatement.ArchiveFile archive : statement.archives()) {
            folder.delete(job.tenant().id(), archive.id());
            records.deleted(archive.id());
        }
        return certify(job, statement);
    }

    private Map<String, Object> certify(ClaimedJob job, ErasureStatement statement) {
        String certificate = records.certify(job.id(), keys.sign(statement.json(), CERTIFICATE));
        return Map.of("erasure_id", job.id().toString(), "certificate", certificate);
    }
}
