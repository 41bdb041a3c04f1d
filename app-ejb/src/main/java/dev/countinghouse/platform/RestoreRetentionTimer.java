package dev.countinghouse.platform;

import dev.countinghouse.vault.Restores;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Drops books that an operator left standing beside a tenant's, when their time is over. How long they have stood there is
 * written on each schema itself; any replica may do it, and one that comes second finds nothing.
 */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // the vault has a transaction for each
public class RestoreRetentionTimer {

    private static final Logger LOG = Logger.getLogger(RestoreRetentionTimer.class.getName());

    @Inject
    TenantVault vault;

    @Inject
    RestoreKeeping keeping;

    /** One that is in use or fails is left for the next hour and holds up no other. */
    @Schedule(hour = "*", minute = "20", persistent = false)
    public void everyHour() {
        Instant limit = keeping.limit();
        try {
            vault.leftovers().stream()
                    .filter(leftover -> leftover.since().isBefore(limit))
                    .forEach(leftover -> drop(leftover, limit));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "books beside tenants' could not be looked through, it is tried again", e);
        }
    }

    private void drop(Restores.Leftover leftover, Instant limit) {
        try {
            if (vault.dropOlder(leftover, limit)) {
                LOG.info(() -> "%s of restore %s is dropped: it stood there since %s"
                        .formatted(leftover.schema(), leftover.restoreId(), leftover.since()));
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> leftover.schema() + " could not be dropped, it is tried again");
        }
    }
}
