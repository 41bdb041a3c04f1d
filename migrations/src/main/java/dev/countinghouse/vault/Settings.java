package dev.countinghouse.vault;

import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant made from an archive alone has of the row that the archive was taken with: what its books need to be gone on
 * with. Nothing of it is trusted.
 *
 * @param gracePeriodDays none of archives from before there was one
 * @param skipZeroInvoices not of archives from before there was a choice
 * @param testClock null: it lives in real time
 */
record Settings(
        String timeZone,
        String currency,
        int netTermsDays,
        int gracePeriodDays,
        boolean skipZeroInvoices,
        @Nullable OffsetDateTime testClock) {

    private static final String DOCUMENT = "tenant.json";
    private static final int LONGEST_TERMS = 365;
    private static final int LONGEST_GRACE = 30;
    private static final int LAST_YEAR = 9999;

    /** @throws VaultException DAMAGED when a setting is missing or no tenant could have it */
    static Settings of(ArchiveFile archive) throws IOException {
        try {
            if (!(Json.read(archive.document(DOCUMENT)) instanceof Map<?, ?> row)) {
                throw new IllegalArgumentException("it is no object");
            }
            return new Settings(
                    zone(row.get("time_zone")),
                    currency(row.get("currency")),
                    days(row, "net_terms_days", LONGEST_TERMS),
                    row.containsKey("grace_period_days") ? days(row, "grace_period_days", LONGEST_GRACE) : 0,
                    row.containsKey("skip_zero_invoices") && flag(row.get("skip_zero_invoices")),
                    clock(row.get("test_clock")));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new VaultException(Reason.DAMAGED, "The archive's " + DOCUMENT + " is not a tenant's", e);
        }
    }

    private static String zone(@Nullable Object value) {
        if (value instanceof String zone && ZoneId.getAvailableZoneIds().contains(zone)) {
            return zone;
        }
        throw new IllegalArgumentException("time_zone is none");
    }

    private static String currency(@Nullable Object value) {
        if (value instanceof String code && Currency.getInstance(code).getDefaultFractionDigits() >= 0) {
            return code;
        }
        throw new IllegalArgumentException("currency is none");
    }

    private static int days(Map<?, ?> row, String name, int most) {
        if (row.get(name) instanceof Long days && days >= 0 && days <= most) {
            return days.intValue();
        }
        throw new IllegalArgumentException(name + " is no number of days");
    }

    private static boolean flag(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException("skip_zero_invoices is neither true nor false");
    }

    private static @Nullable OffsetDateTime clock(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        OffsetDateTime clock = OffsetDateTime.parse(value.toString());
        if (clock.getYear() < 1 || clock.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException("test_clock is out of range");
        }
        return clock;
    }
}
