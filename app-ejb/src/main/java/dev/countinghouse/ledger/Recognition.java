package dev.countinghouse.ledger;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.ledger.domain.Postings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Posts what days of service earned, one transfer for each day and currency, in the order of the days. Joins the transaction. */
@ApplicationScoped
class Recognition {

    /** A day is over on the whole earth twelve hours after it is in UTC: then nobody's invoice is dated on it by himself any more. */
    private static final Duration LAST_ZONE = Duration.ofHours(12);

    /** Documents that defer wait for a transaction of it: so many invoices times days are at most in one, where it is more than a day. */
    private static final long AT_ONCE = 50_000;

    private static final long DAYS_AT_ONCE = 31;

    @Inject
    RevenueRepository revenue;

    @Inject
    Ledger ledger;

    /** When a day can be recognised. */
    static Instant dueAt(LocalDate day) {
        return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).plus(LAST_ZONE);
    }

    /** The last day that can be. */
    static LocalDate lastDayBy(Instant now) {
        return LocalDate.ofInstant(now.minus(LAST_ZONE), ZoneOffset.UTC).minusDays(1);
    }

    /**
     * Recognises the next days up to a last one.
     *
     * @return whether there are more
     */
    boolean goOn(LocalDate last) {
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
}
