package dev.countinghouse.ledger;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** When {@link Recognition} is due. Each method is a transaction of its own. Source: docs/BILLING.md, deferred revenue. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RecognitionRun {

    private static final Duration AGAIN = Duration.ofMinutes(1);

    @Inject
    RevenueRepository revenue;

    @Inject
    Recognition recognition;

    @Inject
    WorkSchedule schedule;

    @Inject
    BusinessClock clock;

    /**
     * Recognises the next days that are over. It waits for billing: an invoice of a day is to be there when the day is recognised, also where
     * the clock went over both at once.
     *
     * @return whether there may be more
     */
    public boolean recognize() {
        LocalDate last = Recognition.lastDayBy(clock.instant()); // first the clock, then what is due by it
        return schedule.isIdle(WorkKind.INVOICE_GENERATION) && recognition.goOn(last);
    }

    /**
     * When to go on, by the tenant's clock: soon while billing is at work, else when the next day is over; empty when nothing is left. A test
     * clock stands still, so for it soon is now.
     */
    public Optional<Instant> next() {
        if (!schedule.isIdle(WorkKind.INVOICE_GENERATION)) {
            return Optional.of(clock.test().orElseGet(() -> clock.instant().plus(AGAIN)));
        }
        if (!revenue.isLeft()) {
            return Optional.empty();
        }
        return revenue.through()
                .map(day -> day.plusDays(1))
                .or(revenue::firstDay)
                .map(Recognition::dueAt);
    }
}
