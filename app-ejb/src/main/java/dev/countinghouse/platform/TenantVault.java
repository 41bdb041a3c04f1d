package dev.countinghouse.platform;

import dev.countinghouse.vault.ArchiveAnnouncement;
import dev.countinghouse.vault.ArchiveSummary;
import dev.countinghouse.vault.Archives;
import dev.countinghouse.vault.Clones;
import dev.countinghouse.vault.Comparison;
import dev.countinghouse.vault.ErasureStatement;
import dev.countinghouse.vault.Erasures;
import dev.countinghouse.vault.Imports;
import dev.countinghouse.vault.Progress;
import dev.countinghouse.vault.Restores;
import dev.countinghouse.vault.Shelf;
import dev.countinghouse.vault.UsageRetention;
import dev.countinghouse.vault.VaultException;
import dev.countinghouse.vault.VaultTenant;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The vault with this server's data sources. It begins and ends its own transactions, some of them long, on connections of
 * its own: reading as the tenant by {@code ch_app}, changing by {@code ch_owner}.
 *
 * <p>Each method throws {@link VaultRefusal} when the vault refuses; then nothing was changed. When the database or the disk
 * fails, a call may be repeated: the vault finds what is there.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TenantVault {

    private static final int EXAMPLES = 20; // keys of differing rows per table
    private static final int EVENTS_AT_ONCE = 5_000; // deleted in one transaction

    @Resource(lookup = "jdbc/app")
    DataSource app;

    @Resource(lookup = "jdbc/owner")
    DataSource owner;

    @Inject
    @ConfigProperty(name = "countinghouse.version")
    String version;

    public ArchiveSummary write(VaultTenant tenant, Path file, Progress progress) {
        return calling(() -> new Archives(app, version).write(tenant, file, progress));
    }

    /** @param moment to carry the books on to; null for the archive's own */
    public ArchiveSummary prepare(
            VaultTenant tenant, UUID restoreId, Path archive, @Nullable Instant moment, Progress progress) {
        return calling(() -> new Restores(owner).prepare(tenant, restoreId, archive, moment, progress));
    }

    public void forgetHistory(VaultTenant tenant, Instant oldestBackup) {
        calling(() -> {
            new Restores(owner).forgetHistory(tenant, oldestBackup);
            return tenant;
        });
    }

    public Comparison compare(VaultTenant tenant, UUID restoreId, Progress progress) {
        return calling(() -> new Restores(owner).compare(tenant, restoreId, EXAMPLES, progress));
    }

    public Restores.State state(VaultTenant tenant, UUID restoreId) {
        return calling(() -> new Restores(owner).state(tenant, restoreId));
    }

    public Restores.State swap(VaultTenant tenant, UUID restoreId) {
        return calling(() -> {
            Restores restores = new Restores(owner);
            restores.swap(tenant, restoreId);
            return restores.state(tenant, restoreId);
        });
    }

    public Restores.State undo(VaultTenant tenant, UUID restoreId) {
        return calling(() -> {
            Restores restores = new Restores(owner);
            restores.undo(tenant, restoreId);
            return restores.state(tenant, restoreId);
        });
    }

    public Restores.State discard(VaultTenant tenant, UUID restoreId) {
        return calling(() -> {
            Restores restores = new Restores(owner);
            restores.discard(tenant, restoreId);
            return restores.state(tenant, restoreId);
        });
    }

    /** What stands beside the tenant on behalf of a restore. */
    public Optional<Restores.Leftover> beside(VaultTenant tenant, UUID restoreId) {
        return calling(() -> new Restores(owner).beside(tenant, restoreId));
    }

    /** All that stands beside tenants. */
    public List<Restores.Leftover> leftovers() {
        return calling(() -> new Restores(owner).leftovers());
    }

    /** Drops what has stood there since before a moment; false when it does not any more. */
    public boolean dropOlder(Restores.Leftover leftover, Instant moment) {
        return calling(() -> new Restores(owner).dropOlder(leftover, moment));
    }

    public VaultTenant makeClone(Clones.NewSandbox sandbox, Path archive, Progress progress) {
        return calling(() -> new Clones(owner).make(sandbox, archive, progress));
    }

    /** What an archive says of itself; only its shape is looked at. */
    public ArchiveAnnouncement announced(Path archive) {
        return calling(() -> Archives.announced(archive));
    }

    public Optional<VaultTenant> imported(UUID id) {
        return calling(() -> new Imports(owner).find(id));
    }

    public VaultTenant makeTenant(Imports.NewTenant wanted, Path archive, String sha256, Progress progress) {
        return calling(() -> new Imports(owner).make(wanted, archive, sha256, progress));
    }

    public void putAway(VaultTenant tenant, Path archive, Progress progress) {
        calling(() -> {
            new Shelf(owner).putAway(tenant, archive, progress);
            return tenant;
        });
    }

    public void bringBack(VaultTenant tenant, Path archive, Progress progress) {
        calling(() -> {
            new Shelf(owner).bringBack(tenant, archive, progress);
            return tenant;
        });
    }

    /** What the erasure of a job took; empty when it did not happen yet. */
    public Optional<ErasureStatement> erased(UUID jobId) {
        return calling(() -> new Erasures(owner).done(jobId));
    }

    public ErasureStatement eraseCustomer(VaultTenant tenant, UUID customerId, UUID jobId, Progress progress) {
        return calling(() -> new Erasures(owner).customer(tenant, customerId, jobId, progress));
    }

    public ErasureStatement eraseTenant(UUID tenantId, UUID jobId, Progress progress) {
        return calling(() -> new Erasures(owner).tenant(tenantId, jobId, progress));
    }

    /** @param oldestBackup that can be replayed; empty without any */
    public UsageRetention.Deleted deleteUsage(VaultTenant tenant, Optional<Instant> oldestBackup, Progress progress) {
        return calling(() -> new UsageRetention(owner, EVENTS_AT_ONCE).run(tenant, oldestBackup, progress));
    }

    private interface Call<T> {
        T make() throws SQLException, IOException;
    }

    private static <T> T calling(Call<T> call) {
        try {
            return call.make();
        } catch (VaultException e) {
            throw new VaultRefusal(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the database broke off", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
