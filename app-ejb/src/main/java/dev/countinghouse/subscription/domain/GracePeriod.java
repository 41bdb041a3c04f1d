package dev.countinghouse.subscription.domain;

import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Days for which an invoice stays a draft, so that usage of its period that comes late is still on it. Source: docs/BILLING.md,
 * drafts.
 *
 * @param days of the subscription's zone, zero or more
 */
public record GracePeriod(int days) {

    public GracePeriod {
        if (days < 0) {
            throw new IllegalArgumentException(days + " days of grace");
        }
    }

    /**
     * When the invoice of a boundary is finalized: where so many days have gone by since the boundary's. At once where no period
     * ended: nothing can come late.
     *
     * @param boundary the instant that it fell due
     * @param ended the period that ended there; null for none
     */
    public Instant end(Instant boundary, @Nullable ServicePeriod ended, ZoneId zone) {
        return days == 0 || ended == null || ended.isEmpty()
                ? boundary
                : LocalDate.ofInstant(boundary, zone)
                        .plusDays(days)
                        .atStartOfDay(zone)
                        .toInstant();
    }
}
