package dev.countinghouse.platform;

import dev.countinghouse.jobs.Jobs;
import dev.countinghouse.tenancy.ActsAsWorker;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What jobs write down of archives and erasures. Each call is a transaction of its own as {@code ch_worker}. */
@Stateless
@PermitAll
@ActsAsWorker
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ArchiveRecords {

    @Inject
    ArchiveRepository archives;

    @Inject
    ErasureRepository erasures;

    @Inject
    Jobs jobs;

    public void add(ArchiveView archive) {
        archives.insert(archive);
    }

    public Optional<ArchiveView> find(UUID tenantId, UUID id) {
        return archives.find(tenantId, id);
    }

    public Optional<ArchiveView> shelved(UUID tenantId) {
        return archives.shelved(tenantId);
    }

    /** The oldest backup that is still there. */
    public Optional<ArchiveView> oldestBackup(UUID tenantId) {
        return archives.oldestBackup(tenantId);
    }

    /** Files whose time is over. */
    public List<ArchiveView> expired(int most) {
        return archives.expired(most);
    }

    /** Those of some jobs that are not over. */
    public Set<UUID> open(Collection<UUID> jobIds) {
        return jobs.open(jobIds);
    }

    /** Its file is gone. */
    public void deleted(UUID id) {
        archives.deleted(id);
    }

    /** Keeps the proof of an erasure, unless there is one; answers with the one that is kept. */
    public String certify(UUID jobId, String certificate) {
        return erasures.certify(jobId, certificate);
    }
}
