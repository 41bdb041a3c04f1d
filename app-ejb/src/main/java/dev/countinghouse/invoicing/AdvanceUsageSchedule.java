package dev.countinghouse.invoicing;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.metering.UsageRolledUp;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Schedules invoices of usage within its period as it is rolled up, in that transaction: what comes in until then is on them too. */
@ApplicationScoped
class AdvanceUsageSchedule {

    @Inject
    AdvanceUsageRepository noted;

    @Inject
    WorkSchedule schedule;

    @Inject
    BusinessClock clock;

    @Inject
    @ConfigProperty(name = "countinghouse.usage.advance.every", defaultValue = "PT1H")
    Duration every;

    @Inject
    @ConfigProperty(name = "countinghouse.usage.thresholds.every", defaultValue = "PT5M")
    Duration thresholdsEvery;

    void on(@Observes UsageRolledUp rolledUp) {
        Instant now = clock.instant();
        noted.note(rolledUp.hours(), now.plus(every), now.plus(thresholdsEvery))
                .ifPresent(due -> schedule.at(WorkKind.INVOICE_GENERATION, due));
    }
}
