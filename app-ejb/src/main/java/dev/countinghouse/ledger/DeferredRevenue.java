package dev.countinghouse.ledger;

import dev.countinghouse.ledger.domain.Deferral;
import dev.countinghouse.ledger.domain.Unearned;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/**
 * What documents have to know of days of service that are still to come. Whoever asks holds recognition up until his transaction's end, so
 * that no day which he counts as still to earn is recognised without him.
 */
@ApplicationScoped
public class DeferredRevenue {

    @Inject
    RevenueRepository revenue;

    @Inject
    Recognition recognition;

    @Inject
    WorkSchedule schedule;

    /** The first day that is not recognised yet; before all days where none is. */
    public LocalDate firstOpenDay() {
        return revenue.through().map(day -> day.plusDays(1)).orElse(RevenueRepository.EVER);
    }

    /** Days will earn what is deferred. */
    public void expect(Collection<Deferral> deferrals) {
        deferrals.stream()
                .map(Deferral::from)
                .min(LocalDate::compareTo)
                .ifPresent(day -> schedule.surelyBy(WorkKind.REVENUE_RECOGNITION, Recognition.dueAt(day)));
    }

    /**
     * Has all days earn that were over at a moment. What the billing run takes back as of then is to find them so, be it that the clock went
     * there in one leap, in which recognition waits for billing, or day by day.
     */
    public void earnThrough(Instant at) {
        boolean more = true;
        while (more) {
            more = recognition.goOn(Recognition.lastDayBy(at));
        }
    }

    /** What the lines of an invoice have still to earn, by line; none of one that earned all. */
    public Map<UUID, Unearned> of(UUID invoiceId) {
        return revenue.isDeferred(invoiceId) ? revenue.unearned(invoiceId, firstOpenDay()) : Map.of();
    }
}
