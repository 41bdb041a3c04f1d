package dev.countinghouse.metering;

import dev.countinghouse.catalog.Aggregation;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an event is acceptable. Knows what the batch's events refer to; asks no database.
 *
 * @param metrics by code
 * @param customersByExternalId known customers
 * @param customersById known customers
 * @param customersBySubscription known subscriptions and whose they are
 * @param latest no event may lie after it
 */
record UsageRules(
        Map<String, MetricView> metrics,
        Map<String, UUID> customersByExternalId,
        Map<UUID, UUID> customersById,
        Map<UUID, UUID> customersBySubscription,
        Instant latest) {

    /** Older events are refused: they are a wrong clock or a wrong unit, not usage. */
    static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final int TEXT_LENGTH_MAX = 255;
    private static final int PROPERTIES_LENGTH_MAX = 8_192;
    private static final int INTEGER_DIGITS_MAX = 15;
    private static final int DECIMALS_MAX = 12;
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** An event that may be stored, or why not. */
    record Verdict(@Nullable UsageEvent event, @Nullable UsageResult rejection) {

        static Verdict of(UsageEvent event) {
            return new Verdict(event, null);
        }

        static Verdict rejected(String field, String code, String message) {
            return new Verdict(null, UsageResult.rejected(field, code, message));
        }
    }

    /** Whether a text is a decimal written out plainly. */
    static boolean isDecimal(String text) {
        return DECIMAL.matcher(text).matches();
    }

    Verdict judge(UsageInput input) {
        Verdict refused = keys(input);
        if (refused != null) {
            return refused;
        }
        Instant timestamp = input.timestamp();
        if (timestamp == null) {
            return Verdict.rejected("timestamp", "required", "must not be left out");
        }
        if (waysToNameTheCustomer(input) != 1) {
            return Verdict.rejected(
                    "customer",
                    "ambiguous",
                    "must be named by customer_id, external_customer_id or subscription_id, and only one of them");
        }
        UUID customer = customer(input);
        if (customer == null) {
            return Verdict.rejected(customerField(input), "unknown", "is no customer or subscription of ours");
        }
        MetricView metric = metrics.get(input.metric());
        if (metric == null) {
            return Verdict.rejected("metric", "unknown", "is no billable metric's code");
        }
        if (timestamp.isBefore(EARLIEST) || timestamp.isAfter(latest)) {
            return Verdict.rejected("timestamp", "out_of_range", "must be from " + EARLIEST + " to " + latest);
        }
        Verdict unfit = properties(input.properties());
        if (unfit != null) {
            return unfit;
        }
        String properties = Json.write(input.properties());
        if (properties.length() > PROPERTIES_LENGTH_MAX) {
            return Verdict.rejected("properties", "too_long", "must be at most 8192 characters of JSON");
        }
        return quantified(input, timestamp, metric, customer, properties);
    }

    private static Verdict quantified(
            UsageInput input, Instant timestamp, MetricView metric, UUID customer, String properties) {
        String field = fieldOf(input, metric);
        if (metric.aggregation() == Aggregation.UNIQUE_COUNT && key(input, metric) == null) {
            return Verdict.rejected(field, "required", "is what the metric counts, and must be in the event");
        }
        BigDecimal quantity = quantity(input, metric);
        if (quantity == null) {
            return Verdict.rejected(field, "not_a_number", "must be a decimal without exponent");
        }
        if (quantity.signum() < 0 && !mayFall(metric)) {
            return Verdict.rejected(field, "negative", "must not be negative");
        }
        if (quantity.precision() - quantity.scale() > INTEGER_DIGITS_MAX
                || quantity.stripTrailingZeros().scale() > DECIMALS_MAX) {
            return Verdict.rejected(field, "out_of_range", "must have at most 15 digits before the point and 12 after");
        }
        return Verdict.of(new UsageEvent(
                Ids.next(),
                input.source(),
                input.transactionId(),
                customer,
                input.subscriptionId(),
                metric.id(),
                timestamp.truncatedTo(ChronoUnit.MICROS),
                quantity,
                properties));
    }

    private static @Nullable Verdict keys(UsageInput input) {
        if (input.transactionId().isBlank()) {
            return Verdict.rejected("transaction_id", "required", "must not be blank");
        }
        for (String field : new String[] {"transaction_id", "source"}) {
            String value = field.equals("source") ? input.source() : input.transactionId();
            if (value.length() > TEXT_LENGTH_MAX || CONTROL.matcher(value).find()) {
                return Verdict.rejected(
                        field, "malformed", "must be at most 255 characters without control characters");
            }
        }
        return null;
    }

    /** Facts are flat: text, numbers and booleans that the database can store. */
    private static @Nullable Verdict properties(Map<String, Object> properties) {
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            String field = "properties." + property.getKey();
            boolean scalar = switch (property.getValue()) {
                case String text -> Json.isStorable(text);
                case Number number -> true;
                case Boolean flag -> true;
                case null, default -> false;
            };
            if (!scalar || !Json.isStorable(property.getKey())) {
                return Verdict.rejected(field, "malformed", "must be text, a number or a boolean");
            }
        }
        return null;
    }

    private static long waysToNameTheCustomer(UsageInput input) {
        return Stream.of(input.customerId(), input.externalCustomerId(), input.subscriptionId())
                .filter(Objects::nonNull)
                .count();
    }

    private @Nullable UUID customer(UsageInput input) {
        if (input.subscriptionId() != null) {
            return customersBySubscription.get(input.subscriptionId());
        }
        return input.customerId() != null
                ? customersById.get(input.customerId())
                : customersByExternalId.get(Objects.requireNonNullElse(input.externalCustomerId(), ""));
    }

    private static String customerField(UsageInput input) {
        if (input.subscriptionId() != null) {
            return "subscription_id";
        }
        return input.customerId() != null ? "customer_id" : "external_customer_id";
    }

    /** The field that is wrong when the quantity is. */
    private static String fieldOf(UsageInput input, MetricView metric) {
        return input.quantity() != null || metric.aggregation() == Aggregation.COUNT
                ? "quantity"
                : "properties." + metric.fieldName();
    }

    /** Whether a value may be below zero: it can be where it is a level or a change of one. */
    private static boolean mayFall(MetricView metric) {
        return switch (metric.aggregation()) {
            case MIN, MAX, AVERAGE, LATEST, WEIGHTED_SUM -> true;
            case SUM -> metric.recurring();
            case COUNT, UNIQUE_COUNT -> false;
        };
    }

    /** What a unique count tells apart; null when the event lacks it, or has a quantity instead. */
    private static @Nullable Object key(UsageInput input, MetricView metric) {
        return input.quantity() == null ? input.properties().get(metric.fieldName()) : null;
    }

    private static @Nullable BigDecimal quantity(UsageInput input, MetricView metric) {
        return switch (metric.aggregation()) {
            case COUNT, UNIQUE_COUNT -> input.quantity() == null ? BigDecimal.ONE : null;
            case SUM, MIN, MAX, AVERAGE, LATEST, WEIGHTED_SUM ->
                input.quantity() != null
                        ? input.quantity()
                        : decimal(input.properties().get(metric.fieldName()));
        };
    }

    private static @Nullable BigDecimal decimal(@Nullable Object value) {
        return switch (value) {
            case BigDecimal number -> number;
            case Integer number -> BigDecimal.valueOf(number);
            case Long number -> BigDecimal.valueOf(number);
            case BigInteger number -> new BigDecimal(number);
            case String text when isDecimal(text) -> new BigDecimal(text);
            case null, default -> null;
        };
    }
}
