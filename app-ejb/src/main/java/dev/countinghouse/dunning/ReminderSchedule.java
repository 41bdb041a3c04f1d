package dev.countinghouse.dunning;

import dev.countinghouse.invoicing.InvoicesFinalized;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Comparator;

/** Schedules reminders for invoices as they are finalized, in their transaction. */
@ApplicationScoped
class ReminderSchedule {

    private static final int FIRST_STEP_DAYS_BEFORE = 3;

    /** Before what else observes it: rows of due work are locked in one order. */
    private static final int FIRST = 1_000;

    @Inject
    WorkSchedule schedule;

    void on(@Observes @Priority(FIRST) InvoicesFinalized finalized) {
        finalized.dueDates().stream()
                .map(due -> due.dueOn()
                        .minusDays(FIRST_STEP_DAYS_BEFORE)
                        .atStartOfDay(due.zone())
                        .toInstant())
                .min(Comparator.naturalOrder())
                .ifPresent(first -> schedule.at(WorkKind.PAYMENT_REMINDERS, first));
    }
}
