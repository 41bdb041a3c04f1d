package dev.countinghouse.platform;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.jobs.JobKind;
import dev.countinghouse.jobs.JobRequests;
import dev.countinghouse.jobs.JobState;
import dev.countinghouse.jobs.JobView;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks for the deletion of a tenant's old usage, if it wants that. Called by the timer, as a tenant. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class UsageRetentionRun {

    private static final Duration AGAIN = Duration.ofDays(1);

    @Inject
    TenantRepository tenants;

    @Inject
    JobRequests jobs;

    @Inject
    WorkSchedule schedule;

    @Inject
    BusinessClock clock;

    /**
     * When to ask again, by the tenant's clock; empty for a tenant that keeps all. What is not billed yet is kept, so it waits until billing has
     * done what is due, also where the clock went over both at once.
     */
    public Optional<Instant> request() {
        if (tenants.current().usageRetentionMonths() == 0) {
            return Optional.empty();
        }
        if (!schedule.isIdle(WorkKind.INVOICE_GENERATION)) {
            return Optional.of(clock.instant());
        }
        JobView job = jobs.requestByTimer(CurrentScope.tenant().id(), JobKind.DELETE_USAGE);
        boolean begunBefore = job.state() == JobState.RUNNING; // it deletes what was old then
        return Optional.of(begunBefore ? clock.instant() : clock.instant().plus(AGAIN));
    }
}
