package dev.countinghouse.mail;

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

/** Sends mails, on every replica. A tick may last as long as a mail server takes. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // claim and outcome are transactions of their own
public class MailTimer {

    private static final Logger LOG = Logger.getLogger(MailTimer.class.getName());

    @Inject
    MailRun run;

    @Inject
    MailQueue queue;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        run.tick();
    }

    @Schedule(hour = "*", minute = "40", persistent = false)
    void everyHour() {
        try {
            queue.forget();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "mails that were sent could not be forgotten, it is tried again", e);
        }
    }
}
