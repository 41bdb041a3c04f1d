package dev.countinghouse.ledger;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.ledger.domain.Postings;
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
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Posts what days of service earned, one transfer for each day and currency, in the order of the days. Each method is a transaction of its
 * own. Source: docs/BILLING.md, deferred revenue.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RecognitionRun {

    /** A day is over on the whole earth twelve hours after it is in UTC: then nobody's invoice is dated on it by himself any more. */
    private static final Duration LAST_ZONE = Duration.ofHours(12);

    /** Documents that defer wait for a transaction of it: so many invoices times days are at most in one, where it is more than a day. */
    private static final long AT_ONCE = 50_000;

    private static final long DAYS_AT_ONCE = 31;

    private static final Duration AGAIN = Duration.ofMinutes(1);

    @Inject
    RevenueRepository revenue;

    @Inject
    Ledger ledger;

    @Inject
    WorkSchedule schedule;

    @Inject
    BusinessClock clock;

    /** When a day can be recognised. */
    static Instant dueAt(LocalDate day) {
        return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).plus(LAST_ZONE);
    }

    /** The last day that can be. */
    static LocalDate lastDayBy(Instant now) {
        return LocalDate.ofInstant(now.minus(LAST_ZONE), ZoneOffset.UTC).minusDays(1);
    }

    /**
     * Recognises the next days that are over. It waits for billing: an invoice of a day is to be there when the day is recognised, also where
     * the clock went over both at once.
     *
     * @return whether there may be more
     */
    public boolean recognize() {
        LocalDate last = lastDayBy(clock.instant()); // first the clock, then what is due by it
        if (!schedule.isIdle(WorkKind.INVOICE_GENERATION)) {
            return false;
        }
        LocalDate first = revenue.throughForUpdate()
                .map(day -> day.plusDays(1))
                .or(revenue::firstDay)
                .orElse(LocalDate.MAX);
        if (first.isAfter(last)) {
            return false;
        }
        long days = Math.clamp(AT_ONCE / Math.max(1, revenue.inService(first)), 1, DAYS_AT_ONCE);
        LocalDate until = first.plusDays(days - 1).isBefore(last) ? first.plusDays(days - 1) : last;
        ledger.post(revenue.earned(first, until).stream()
                .map(earned -> new JournalEntry(
                        Ids.next(),
                        JournalEntry.Kind.RECOGNITION,
                        null,
                        null,
                        earned.day(),
                        Postings.ofRecognition(earned.amount())))
                .toList());
        revenue.recognizedThrough(until);
        return until.isBefore(last);
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
                .map(RecognitionRun::dueAt);
    }
}
