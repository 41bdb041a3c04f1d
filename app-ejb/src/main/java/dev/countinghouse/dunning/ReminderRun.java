package dev.countinghouse.dunning;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.outbox.Outbox;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the payment reminders that are due, each with its outbox event: three days before an open invoice is due, on the
 * day, and a week after. At most one per invoice and step. Called by the timer, as a tenant.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ReminderRun {

    private static final int AT_ONCE = 500;

    @Inject
    ReminderRepository reminders;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * Writes reminders that are due.
     *
     * @return how many; zero when none was left
     */
    public int step() {
        Instant now = clock.instant();
        List<ReminderRepository.Reminder> written = reminders.write(now, AT_ONCE);
        outbox.addAll(written.stream().map(reminder -> event(reminder, now)).toList());
        if (!written.isEmpty()) {
            audit.record("payment_reminder.write", Ids.next(), null, Map.of("reminders", written.size()));
        }
        return written.size();
    }

    private static Outbox.Pending event(ReminderRepository.Reminder reminder, Instant now) {
        return new Outbox.Pending(
                "payment_reminder.due",
                reminder.invoiceId(),
                Map.of(
                        "number", reminder.number(),
                        "customer_id", reminder.customerId(),
                        "step", reminder.step(),
                        "scheduled_on", reminder.scheduledOn()),
                now);
    }

    /** When the next reminder falls due. */
    public Optional<Instant> next() {
        return reminders.next();
    }
}
