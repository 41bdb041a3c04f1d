package dev.countinghouse.dunning;

import dev.countinghouse.invoicing.InvoicesFinalized;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Comparator;

/** Schedules reminders for invoices as they are finalized, in their transaction. */
@ApplicationScoped
class ReminderSchedule {

    private static final int FIRST_STEP_DAYS_BEFORE = 3;

    @Inject
    WorkSchedule schedule;

    void on(@Observes InvoicesFinalized finalized) {
        finalized.dueDates().stream()
                .map(due -> due.dueOn()
                        .minusDays(FIRST_STEP_DAYS_BEFORE)
                        .atStartOfDay(due.zone())
                        .toInstant())
                .min(Comparator.naturalOrder())
                .ifPresent(first -> schedule.at(WorkKind.PAYMENT_REMINDERS, first));
    }
}
