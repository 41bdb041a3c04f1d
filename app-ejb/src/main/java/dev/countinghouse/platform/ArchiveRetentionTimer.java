package dev.countinghouse.platform;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Deletes archives whose time is over, and uploads that nobody imports: first the file, then the row says so, so that a kill between the two repeats it. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN)
public class ArchiveRetentionTimer {

    private static final Logger LOG = Logger.getLogger(ArchiveRetentionTimer.class.getName());
    private static final int AT_ONCE = 100;

    @Inject
    ArchiveRecords records;

    @Inject
    ArchiveFolder folder;

    @Inject
    Uploads uploads;

    @Schedule(hour = "*", minute = "*", second = "30", persistent = false)
    void everyMinute() {
        try {
            for (ArchiveView archive : records.expired(AT_ONCE)) {
                folder.delete(archive.tenantId(), archive.id());
                records.deleted(archive.id());
            }
            uploads.sweep();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "expired archives could not be deleted, it is tried again", e);
        }
    }
}
