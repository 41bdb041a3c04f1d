package dev.countinghouse.metering;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.LateUsagePolicy;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.metering.domain.GroupedUsage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Usage for other features, in sets. Joins their transaction and checks no role: theirs did. */
@ApplicationScoped
public class Metering {

    @Inject
    UsageQuantityRepository quantities;

    @Inject
    Catalog catalog;

    @Inject
    MeteredSpanRepository spans;

    @Inject
    ClosedUsage closed;

    @Inject
    UsageSummaryRepository summaries;

    /**
     * From now on subscriptions bill their customers' usage of metrics in spans of time. The database refuses a span that
     * overlaps another subscription's.
     */
    public void bill(List<BilledSpan> wanted) {
        if (!wanted.isEmpty()) {
            spans.insert(wanted);
        }
    }

    /** The subscriptions bill the metrics no more from the beginning of the spans given on; what was before stays theirs. */
    public void billNoMore(List<BilledSpan> from) {
        if (!from.isEmpty()) {
            spans.end(from);
        }
    }

    /** Why a span cannot be billed. */
    public enum Obstacle {
        /** Another subscription of the customer bills the metric then, if only in part. */
        BILLED_BY_ANOTHER,
        /** The subscription billed the metric until some day: its span cannot have a gap. */
        BILLED_BEFORE
    }

    /** What stands in the way of spans of metrics that their subscriptions do not bill; those that can be billed are absent. */
    public Map<BilledSpan, Obstacle> obstacles(List<BilledSpan> wanted) {
        return wanted.isEmpty() ? Map.of() : spans.obstacles(wanted);
    }

    /**
     * The exact usage of windows that are being billed, and the note that they are. Events that were committed before this
     * call are in it, rolled up or not; later ones are late, and {@link #takeLateHours} will tell.
     *
     * @return in the order of the windows
     */
    public List<MeteredUsage> billing(List<UsageWindow> windows) {
        if (windows.isEmpty()) {
            return List.of();
        }
        spans.billThrough(windows); // first: it makes the roll-up wait, so that no event falls between the two
        return usage(windows);
    }

    /** Whether all events of windows are still there. */
    public boolean areOpen(List<UsageWindow> windows) {
        return !closed.holdsAnyOf(windows);
    }

    /** The exact usage of windows, in their order. */
    public List<MeteredUsage> usage(List<UsageWindow> windows) {
        if (windows.isEmpty()) {
            return List.of();
        }
        Map<UUID, MetricView> metrics =
                catalog.metricsById(windows.stream().map(UsageWindow::metricId).collect(Collectors.toSet()));
        List<GroupedUsage> used = quantities.of(windows);
        return IntStream.range(0, windows.size())
                .mapToObj(i -> new MeteredUsage(
                        metric(metrics, windows.get(i)),
                        windows.get(i).from(),
                        windows.get(i).to(),
                        used.get(i)))
                .toList();
    }

    /** The events of windows, each in the order of time; those of one instant in the order of recording. */
    public List<List<MeteredEvent>> events(List<UsageWindow> windows) {
        return windows.isEmpty() ? List.of() : quantities.events(windows);
    }

    /**
     * Hours that changed after the windows' subscriptions billed them; taken: they are not answered again. Metrics that let
     * late usage be are left out: their hours stay known as late.
     */
    public Map<LateUsage, LateHours> takeLateHours(List<UsageWindow> windows) {
        Map<UUID, MetricView> metrics = metrics(windows);
        List<UsageWindow> billed = windows.stream()
                .filter(window -> metric(metrics, window).lateUsage() == LateUsagePolicy.DELTA)
                .toList();
        if (billed.isEmpty()) {
            return Map.of();
        }
        return quantities.takeLate(billed).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        late -> new LateHours(
                                late.getValue(),
                                Objects.requireNonNull(metrics.get(late.getKey().metricId()))
                                        .recurring())));
    }

    private Map<UUID, MetricView> metrics(List<UsageWindow> windows) {
        return catalog.metricsById(windows.stream().map(UsageWindow::metricId).collect(Collectors.toSet()));
    }

    private static MetricView metric(Map<UUID, MetricView> metrics, UsageWindow window) {
        return Objects.requireNonNull(metrics.get(window.metricId()));
    }

    /**
     * When usage came late.
     *
     * @param hours their first instants; the end of closed usage where that cuts one
     * @param carriesOver whether what comes after them begins with their state
     */
    public record LateHours(List<Instant> hours, boolean carriesOver) {

        /** Nothing came late. */
        public static final LateHours NONE = new LateHours(List.of(), false);

        /** Whether the usage of a span of time is not what it was; an hour may reach into two of them. */
        public boolean change(Instant from, Instant to) {
            return hours.stream()
                    .anyMatch(hour -> hour.isBefore(to)
                            && (carriesOver || hour.plus(Duration.ofHours(1)).isAfter(from)));
        }
    }

    /** Whose usage of what came late. */
    public record LateUsage(UUID customerId, UUID metricId) {}

    /**
     * What all customers used of each metric, by calendar months of a zone; months and metrics without usage are left out.
     *
     * @param from first instant
     * @param to instant after the last
     */
    public List<UsageSummaryView> byMonth(Instant from, Instant to, ZoneId zone) {
        return summaries.of(new UsageFilter(null, null, from, to), List.of(), "month", zone.getId());
    }
}
