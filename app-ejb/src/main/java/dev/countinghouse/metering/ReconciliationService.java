package dev.countinghouse.metering;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.problem.BillingException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether all usage that came in is there, and how much of it is on invoices. One method is one transaction. */
@Stateless
public class ReconciliationService {

    private static final Duration SPAN_MAX = Duration.ofDays(31);

    @Inject
    ReconciliationRepository books;

    /**
     * By hours of reception; hours that nothing came in are left out.
     *
     * @param from within the first hour; must be given
     * @param to instant after the last hour; an hour that has begun counts whole; must be given
     * @throws BillingException when it is no span of time, or longer than 31 days
     */
    @RolesAllowed(Permission.USAGE_READ)
    public List<ReconciliationView> hours(@Nullable Instant from, @Nullable Instant to) {
        if (from == null || to == null) {
            throw BillingException.invalid(from == null ? "from" : "to", "required", "must be given");
        }
        if (!from.isBefore(to)) {
            throw BillingException.invalid("to", "not_after_from", "must be after from");
        }
        if (Duration.between(from, to).compareTo(SPAN_MAX) > 0) {
            throw BillingException.invalid("to", "too_far", "must be at most 31 days after from");
        }
        Instant last = to.truncatedTo(ChronoUnit.HOURS);
        return books.hours(from.truncatedTo(ChronoUnit.HOURS), last.equals(to) ? last : last.plus(1, ChronoUnit.HOURS));
    }
}
