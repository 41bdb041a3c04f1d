package dev.countinghouse.tenancy;

import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's tier allows: {@code public.plans.limits}, a JSON object with a member for each component in snake case.
 * What is missing there has the value of {@link #DEFAULT}. The tenant's jobs have one slot, which no tier changes.
 *
 * @param requestsAtOnce requests of the tenant that a replica works on at the same time
 * @param requestsPerMinute of the tenant, to all replicas together, within any minute
 * @param statementTimeoutSeconds of a statement of a request
 * @param lockTimeoutSeconds how long a statement of a request waits for a lock
 * @param idleTimeoutSeconds how long a request's transaction may do nothing
 * @param transactionTimeoutSeconds of a request's transaction as a whole (PostgreSQL 17 and newer)
 * @param jsonKib bytes of a request body, in units of 1,024
 * @param batchKib bytes of a batch of usage events, in units of 1,024
 * @param importMib bytes of an import, in units of 1,048,576
 * @param storageMib bytes of the tenant's schema with its indexes, in units of 1,048,576
 * @param usageEventsPerMonth usage events that come in within a month of UTC; 0: as many as it likes
 * @param usageEventsHard 1: more are refused; 0: they are told of and taken
 * @param usageEventsWarningPercent told of besides 80 and 100 %; 0: nothing
 */
public record TenantLimits(
        int requestsAtOnce,
        int requestsPerMinute,
        int statementTimeoutSeconds,
        int lockTimeoutSeconds,
        int idleTimeoutSeconds,
        int transactionTimeoutSeconds,
        int jsonKib,
        int batchKib,
        int importMib,
        int storageMib,
        int usageEventsPerMonth,
        int usageEventsHard,
        int usageEventsWarningPercent)
        implements Serializable {

    /** Name of the limit of usage events. */
    public static final String USAGE_EVENTS = "usage_events_per_month";

    /** The limits of a tier that says nothing. */
    public static final TenantLimits DEFAULT = read("{}");

    /** A member of the JSON object: its default, and between which values an operator may set it. */
    private enum Key {
        REQUESTS_AT_ONCE(8, 1, 64),
        REQUESTS_PER_MINUTE(6_000, 1, 1_000_000),
        STATEMENT_TIMEOUT_SECONDS(15, 1, 45), // less than the data source's socketTimeout
        LOCK_TIMEOUT_SECONDS(10, 1, 45),
        IDLE_TIMEOUT_SECONDS(15, 1, 60),
        TRANSACTION_TIMEOUT_SECONDS(30, 1, 100), // less than the server's own
        JSON_KIB(256, 1, 256),
        BATCH_KIB(4096, 1, 4096),
        IMPORT_MIB(8192, 1, 8192),
        STORAGE_MIB(10_240, 1, 16 * 1024 * 1024),
        USAGE_EVENTS_PER_MONTH(0, 0, 2_000_000_000),
        USAGE_EVENTS_HARD(0, 0, 1),
        USAGE_EVENTS_WARNING_PERCENT(0, 0, 1_000);

        private final int standard;
        private final int least;
        private final int most;

        Key(int standard, int least, int most) {
            this.standard = standard;
            this.least = least;
            this.most = most;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What a tier that was written by other means says is held within the bounds. */
        int of(Map<String, Object> stored) {
            Integer value = whole(stored.get(code()));
            return value == null ? standard : Math.clamp(value, least, most);
        }
    }

    /** The limits of a stored tier. Never fails: what is there by mistake counts as missing or as the nearest bound. */
    public static TenantLimits read(@Nullable String json) {
        Map<String, Object> stored = json == null ? Map.of() : Json.readObject(json);
        EnumMap<Key, Integer> values = new EnumMap<>(Key.class);
        for (Key key : Key.values()) {
            values.put(key, key.of(stored));
        }
        return of(values);
    }

    private static TenantLimits of(Map<Key, Integer> values) {
        return new TenantLimits(
                value(values, Key.REQUESTS_AT_ONCE),
                value(values, Key.REQUESTS_PER_MINUTE),
                value(values, Key.STATEMENT_TIMEOUT_SECONDS),
                value(values, Key.LOCK_TIMEOUT_SECONDS),
                value(values, Key.IDLE_TIMEOUT_SECONDS),
                value(values, Key.TRANSACTION_TIMEOUT_SECONDS),
                value(values, Key.JSON_KIB),
                value(values, Key.BATCH_KIB),
                value(values, Key.IMPORT_MIB),
                value(values, Key.STORAGE_MIB),
                value(values, Key.USAGE_EVENTS_PER_MONTH),
                value(values, Key.USAGE_EVENTS_HARD),
                value(values, Key.USAGE_EVENTS_WARNING_PERCENT));
    }

    private static int value(Map<Key, Integer> values, Key key) {
        return Objects.requireNonNull(values.get(key));
    }

    /**
     * What is wrong with limits that are to be written to a tier; empty when nothing is. Members may be left out.
     *
     * @param field under which the request has the object, such as {@code limits}
     */
    public static List<FieldError> check(String field, Map<String, ?> limits) {
        List<FieldError> errors = new ArrayList<>();
        limits.forEach((code, value) -> {
            String name = field + "." + code;
            Key key = find(code);
            if (key == null) {
                errors.add(new FieldError(name, "unknown", "is no limit of a tier"));
                return;
            }
            Integer number = whole(value);
            if (number == null) {
                errors.add(new FieldError(name, "type", "must be a whole number"));
            } else if (number < key.least || number > key.most) {
                errors.add(new FieldError(name, "out_of_range", "must be %d to %d".formatted(key.least, key.most)));
            }
        });
        return errors.isEmpty() ? contradictions(field, limits) : errors;
    }

    /**
     * Limits as they are written to a tier: whole numbers by their names.
     *
     * @param field under which the request has the object
     * @throws BillingException VALIDATION_FAILED that names all that {@link #check} finds wrong
     */
    public static Map<String, Integer> require(String field, Map<String, ?> limits) {
        List<FieldError> errors = check(field, limits);
        if (!errors.isEmpty()) {
            FieldError first = errors.getFirst();
            throw new BillingException(ProblemType.VALIDATION_FAILED, first.field() + " " + first.message(), errors);
        }
        return numbers(limits);
    }

    /** Whether a tier may have a limit of this name. */
    public static boolean isKnown(String name) {
        return find(name) != null;
    }

    /** Those members that are whole numbers; a number such as 8.0 is one. */
    private static Map<String, Integer> numbers(Map<String, ?> limits) {
        Map<String, Integer> numbers = new TreeMap<>();
        limits.forEach((name, value) -> {
            Integer number = whole(value);
            if (number != null) {
                numbers.put(name, number);
            }
        });
        return numbers;
    }

    /** A longer limit that a shorter one always comes before would promise what never holds. */
    private static List<FieldError> contradictions(String field, Map<String, ?> limits) {
        TenantLimits whole = read(Json.write(numbers(limits)));
        List<FieldError> errors = new ArrayList<>();
        if (whole.lockTimeoutSeconds > whole.statementTimeoutSeconds) {
            errors.add(new FieldError(
                    field + ".lock_timeout_seconds",
                    "out_of_range",
                    "must be at most statement_timeout_seconds, %d".formatted(whole.statementTimeoutSeconds)));
        }
        if (whole.statementTimeoutSeconds > whole.transactionTimeoutSeconds) {
            errors.add(new FieldError(
                    field + ".statement_timeout_seconds",
                    "out_of_range",
                    "must be at most transaction_timeout_seconds, %d".formatted(whole.transactionTimeoutSeconds)));
        }
        return errors;
    }

    private static @Nullable Key find(String code) {
        for (Key key : Key.values()) {
            if (key.code().equals(code)) {
                return key;
            }
        }
        return null;
    }

    /** A number without a fraction that fits; null for everything else. */
    private static @Nullable Integer whole(@Nullable Object value) {
        try {
            return value instanceof Number number ? new BigDecimal(number.toString()).intValueExact() : null;
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /** Whether usage events beyond the limit are refused. Not named as a property: it is no limit of its own. */
    public boolean refusesMoreUsage() {
        return usageEventsHard == 1 && usageEventsPerMonth > 0;
    }

    /** Bytes that the tenant may store. */
    public long storageBytes() {
        return storageMib * 1024L * 1024L;
    }

    /** Bounds of the transactions of its requests. */
    Timeouts timeouts() {
        return new Timeouts(statementTimeoutSeconds, lockTimeoutSeconds, idleTimeoutSeconds, transactionTimeoutSeconds);
    }
}
