package dev.countinghouse.metering;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A usage event ready to be stored.
 *
 * @param occurredAt to the microsecond, as the database keeps it
 * @param quantity what the metric's aggregation takes from it
 * @param properties as JSON
 */
record UsageEvent(
        UUID id,
        String source,
        String transactionId,
        UUID customerId,
        @Nullable UUID subscriptionId,
        UUID metricId,
        Instant occurredAt,
        BigDecimal quantity,
        String properties) {

    /** The event's own key. Batches are stored in its order: two that share keys wait for each other, never both. */
    record Key(String source, String transactionId) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::source).thenComparing(Key::transactionId);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    Key key() {
        return new Key(source, transactionId);
    }

    /** The same fact: everything but the id, which is ours. Numbers are equal by value. */
    boolean isSameAs(UsageEvent other) {
        return customerId.equals(other.customerId)
                && Objects.equals(subscriptionId, other.subscriptionId)
                && metricId.equals(other.metricId)
                && occurredAt.equals(other.occurredAt)
                && quantity.compareTo(other.quantity) == 0
                && properties.equals(other.properties);
    }
}
