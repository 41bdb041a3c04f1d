package dev.countinghouse.analytics;

import dev.countinghouse.analytics.domain.Months;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.problem.BillingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Which day it is for the tenant, and which months are asked for. */
@ApplicationScoped
class AnalyticsCalendar {

    static final int MONTHS_MAX = 60;

    private static final int MONTHS_USUAL = 12;

    @Inject
    ZoneRepository zones;

    @Inject
    BusinessClock clock;

    /**
     * Today, and the months that are asked for.
     *
     * @param zone the tenant's
     */
    record Asked(LocalDate today, ZoneId zone, Months months) {

        LocalDate from() {
            return months.from().atDay(1);
        }

        /** First day of the last month. */
        LocalDate through() {
            return months.through().atDay(1);
        }
    }

    /** Today, and the months to the one that runs. */
    Asked asked(AnalyticsFilter filter) {
        ZoneId zone = zones.find();
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        return new Asked(today, zone, months(filter.from(), filter.through(), YearMonth.from(today)));
    }

    /**
     * The months to the one that runs.
     *
     * @throws BillingException VALIDATION_FAILED when they end before they begin, or are too many
     */
    static Months months(@Nullable YearMonth from, @Nullable YearMonth through, YearMonth running) {
        YearMonth last = through == null || through.isAfter(running) ? running : through;
        YearMonth first = from == null ? last.minusMonths(MONTHS_USUAL - 1L) : from;
        if (from != null && through != null && through.isBefore(from)) {
            throw BillingException.invalid("through", "before_from", "must not be before the first month");
        }
        Months months = new Months(first, last);
        if (months.count() > MONTHS_MAX) {
            throw BillingException.invalid(
                    "from", "too_early", "must be at most " + MONTHS_MAX + " months before the last one");
        }
        return months;
    }
}
