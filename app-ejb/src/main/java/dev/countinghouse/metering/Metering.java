package dev.countinghouse.metering;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Usage for other features, in sets. Joins their transaction and checks no role: theirs did. */
@ApplicationScoped
public class Metering {

    @Inject
    UsageQuantityRepository quantities;

    @Inject
    MeteredSpanRepository spans;

    /**
     * From now on the subscription bills the customer's usage of a metric in a span of time. The database refuses a span
     * that overlaps another subscription's.
     *
     * @param to instant after the last; null: without end
     */
    public void bill(UUID subscriptionId, UUID customerId, UUID metricId, Instant from, @Nullable Instant to) {
        spans.insert(subscriptionId, customerId, metricId, from, to);
    }

    /**
     * The exact usage of windows that are being billed, and the note that they are. Events that were committed before this
     * call are in it, rolled up or not; later ones are late, and {@link #takeLateHours} will tell.
     *
     * @return in the order of the windows
     */
    public List<BigDecimal> billing(List<UsageWindow> windows) {
        if (windows.isEmpty()) {
            return List.of();
        }
        spans.billThrough(windows); // first: it makes the roll-up wait, so that no event falls between the two
        return quantities.of(windows);
    }

    /** The exact usage of windows, in their order. */
    public List<BigDecimal> quantities(List<UsageWindow> windows) {
        return windows.isEmpty() ? List.of() : quantities.of(windows);
    }

    /** Hours that changed after the windows' subscriptions billed them; taken: they are not answered again. */
    public Map<LateUsage, List<Instant>> takeLateHours(List<UsageWindow> windows) {
        return windows.isEmpty() ? Map.of() : quantities.takeLate(windows);
    }

    /** Whose usage of what came late. */
    public record LateUsage(UUID customerId, UUID metricId) {}
}
