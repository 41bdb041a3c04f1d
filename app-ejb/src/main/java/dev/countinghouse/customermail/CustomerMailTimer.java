package dev.countinghouse.customermail;

import dev.countinghouse.work.DueWork;
import dev.countinghouse.work.DueWorkRunner;
import dev.countinghouse.work.Turn;
import dev.countinghouse.work.WorkKind;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Has mails to customers written, on every replica. Decides when; {@link CustomerMailRun} decides what. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // each mail is its own transaction
public class CustomerMailTimer {

    private static final Logger LOG = Logger.getLogger(CustomerMailTimer.class.getName());

    @Inject
    DueWorkRunner runner;

    @Inject
    CustomerMailRun run;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        runner.tick(WorkKind.CUSTOMER_MAILS, this::write);
    }

    private Optional<Instant> write(DueWork due, Turn turn) {
        boolean more = run.settle();
        while (more && turn.goesOn()) {
            more = run.settle();
        }
        int room = turn.isOver() ? 0 : run.room();
        Optional<UUID> mail = room > 0 ? run.nextDue() : Optional.empty();
        while (mail.isPresent()) {
            write(mail.get());
            room--;
            mail = room > 0 && turn.goesOn() ? run.nextDue() : Optional.empty();
        }
        return run.next();
    }

    /** One that cannot be written holds up no other. */
    private void write(UUID mail) {
        try {
            run.write(mail);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "mail " + mail + " could not be written");
            run.postpone(mail);
        }
    }
}
