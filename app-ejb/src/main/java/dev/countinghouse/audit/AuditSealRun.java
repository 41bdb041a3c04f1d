package dev.countinghouse.audit;

import dev.countinghouse.clock.RealTime;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Chains entries after their transactions, so that the chain makes nobody wait. Called by the timer, as a tenant: one at a time
 * by the lease, and two at once would want the same place in the chain, which is a key.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AuditSealRun {

    private static final int AT_ONCE = 500;
    private static final long LATE_MILLIS = Duration.ofDays(1).toMillis(); // longer than any transaction
    private static final int TIME_SHIFT = 16; // of a UUID version 7

    @Inject
    AuditRepository log;

    @Inject
    @RealTime
    Clock clock;

    /**
     * Seals some entries, earliest first. An entry whose transaction ended late is sealed behind later ones, in another turn.
     *
     * @param after the last one of the step before in this turn, so that a turn looks at a day of entries once and not in each step; null
     *     for the first step
     * @return the last one that was sealed; empty when none was left
     */
    public Optional<UUID> step(@Nullable UUID after) {
        if (!Audit.isKept()) {
            return Optional.empty();
        }
        Seal last = log.last();
        List<Seal> seals = new ArrayList<>();
        for (AuditEntry entry : log.unsealed(after == null ? floor(last.entryId()) : after, AT_ONCE)) {
            last = last.next(entry);
            seals.add(last);
        }
        if (seals.isEmpty()) {
            return Optional.empty();
        }
        log.insert(seals, clock.instant());
        return Optional.of(last.entryId());
    }

    /** The id of a day before: what is below is sealed, and need not be looked at. */
    static UUID floor(UUID lastEntry) {
        long millis = lastEntry.getMostSignificantBits() >>> TIME_SHIFT;
        return new UUID(Math.max(0, millis - LATE_MILLIS) << TIME_SHIFT, 0);
    }
}
