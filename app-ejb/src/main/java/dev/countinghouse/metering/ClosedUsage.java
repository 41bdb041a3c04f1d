package dev.countinghouse.metering;

import dev.countinghouse.clock.BusinessClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Usage that is closed: invoiced for good, its events deleted or about to be (docs/adr/0036). Its sums stay as they are, so
 * nothing is added to it and nothing in it amended. Whoever asks holds what he was told until his transaction ends.
 */
@ApplicationScoped
class ClosedUsage {

    /** Code of the error of what comes too late. */
    static final String CODE = "usage_closed";

    private static final Duration ALWAYS_OPEN = Duration.ofDays(58); // nobody deletes what is younger than two months

    @Inject
    MeteredSpanRepository spans;

    @Inject
    BusinessClock clock;

    /** A moment of a customer's usage of a metric. */
    record Moment(UUID customerId, UUID metricId, Instant at) {}

    /** Keys of those of some events that lie in closed usage. */
    Set<UsageEvent.Key> among(Collection<UsageEvent> events) {
        Set<Moment> closed = closed(events.stream().map(ClosedUsage::moment).toList());
        return closed.isEmpty()
                ? Set.of()
                : events.stream()
                        .filter(event -> closed.contains(moment(event)))
                        .map(UsageEvent::key)
                        .collect(Collectors.toSet());
    }

    private static Moment moment(UsageEvent event) {
        return new Moment(event.customerId(), event.metricId(), event.occurredAt());
    }

    /** Those of some moments that are closed. */
    Set<Moment> closed(Collection<Moment> moments) {
        if (moments.isEmpty()) {
            return Set.of();
        }
        Instant open = clock.instant().minus(ALWAYS_OPEN);
        List<Moment> old = moments.stream()
                .filter(moment -> moment.at().isBefore(open))
                .distinct()
                .toList();
        return old.isEmpty() ? Set.of() : Set.copyOf(spans.closed(old));
    }

    /** Whether any of some windows begins in closed usage: of that only the hourly sums are known. */
    boolean holdsAnyOf(List<UsageWindow> windows) {
        Function<UsageWindow, Moment> start =
                window -> new Moment(window.customerId(), window.metricId(), window.from());
        return !closed(windows.stream().map(start).toList()).isEmpty();
    }
}
