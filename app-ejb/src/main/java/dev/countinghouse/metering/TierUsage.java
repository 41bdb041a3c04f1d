package dev.countinghouse.metering;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.metering.TierUsageRepository.Counted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;

/**
 * How many usage events the current tenant sent in a month, as its tier counts them: when they came in, by real time and in
 * UTC, whatever time they tell of. Amendments, erasures and restores give nothing back.
 *
 * <p>Each transaction that takes usage counts it in a row of its own. Rows of transactions that are over are added up now and
 * then; the others are read. Joins the transaction of whoever asks.
 */
@ApplicationScoped
public class TierUsage {

    /** No transaction that takes usage lives for so long; clocks of replicas may differ by what is left of it. */
    static final Duration OPEN = Duration.ofMinutes(5);

    private static final Duration COUNTS_EVERY = Duration.ofMinutes(1);

    @Inject
    TierUsageRepository counts;

    @Inject
    @RealTime
    Clock realTime;

    static Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Instant end(YearMonth month) {
        return begin(month.plusMonths(1));
    }

    /** The month that counts at present. */
    public YearMonth month() {
        return YearMonth.from(realTime.instant().atZone(ZoneOffset.UTC));
    }

    /** Events of a month that were committed until now. */
    public long in(YearMonth month) {
        Counted counted = counts.counted(month);
        return counted.events() + counts.stored(counted.before(), end(month));
    }

    /** Adds up what has come in, so that less is to be read. */
    void count() {
        YearMonth month = month();
        count(month.minusMonths(1));
        count(month);
    }

    /** A month that nothing came in has no row, and one that nothing more came in stays as it is. */
    private void count(YearMonth month) {
        Counted counted = counts.counted(month);
        Instant end = end(month);
        Instant settled = realTime.instant().minus(OPEN).truncatedTo(ChronoUnit.MILLIS); // as ids are
        boolean isOver = !settled.isBefore(end);
        boolean isSoon =
                counted.isKept() && !isOver && settled.isBefore(counted.before().plus(COUNTS_EVERY));
        boolean isIdle = !counted.isKept() && counts.stored(counted.before(), end) == 0;
        if (isSoon || isIdle || !counted.before().isBefore(end)) {
            return;
        }
        Instant until = isOver ? end : Collections.max(List.of(settled, counted.before()));
        long more = counts.stored(counted.before(), until);
        if (more > 0 || !counted.isKept()) {
            counts.count(month, counted, more, until);
        }
    }
}
