package dev.countinghouse.metering;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.metering.domain.GroupedUsage;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Usage counted anew from its events, without the roll-up, for those who explain or prove what was billed. Also as it stood at an
 * earlier instant. Joins their transaction and changes nothing.
 */
@ApplicationScoped
public class RecountedUsage {

    /** All that is known now. */
    public static final Instant NOW = Instant.parse("9999-01-01T00:00:00Z");

    private static final int READ_AT_ONCE = 500;
    private static final Duration HOURS_AT_ONCE = Duration.ofDays(7);

    @Inject
    UsageRecountRepository recount;

    @Inject
    Catalog catalog;

    /**
     * Usage of windows, in their order.
     *
     * @param known events and amendments that came in then or later do not count
     */
    public List<MeteredUsage> of(List<UsageWindow> windows, Instant known) {
        if (windows.isEmpty()) {
            return List.of();
        }
        Map<UUID, MetricView> metrics =
                catalog.metricsById(windows.stream().map(UsageWindow::metricId).collect(Collectors.toSet()));
        List<GroupedUsage> used = recount.of(windows, known);
        return IntStream.range(0, windows.size())
                .mapToObj(i -> new MeteredUsage(
                        Objects.requireNonNull(metrics.get(windows.get(i).metricId())),
                        windows.get(i).from(),
                        windows.get(i).to(),
                        used.get(i)))
                .toList();
    }

    /** The events of windows, each in the order of time. */
    public List<List<MeteredEvent>> events(List<UsageWindow> windows, Instant known) {
        return windows.isEmpty() ? List.of() : recount.events(windows, known);
    }

    /** Those of windows of which some events may be deleted: of them only the hourly sums are sure to be there. */
    public Set<UsageWindow> closed(List<UsageWindow> windows) {
        return windows.isEmpty() ? Set.of() : recount.closed(windows);
    }

    /** Whether usage came late to a window that its metric ignores: the hourly sums hold it, no invoice ever will. */
    public boolean ignoresLate(UsageWindow window) {
        return recount.ignoresLate(window);
    }

    /**
     * What came to a window after it was billed.
     *
     * @param waits whether it holds usage that no invoice has taken yet
     * @param near whether some of its events came in at about the instant asked for, so that it cannot be said on which side
     */
    public record Since(boolean waits, boolean near) {}

    /** What came to a window since an instant. */
    public Since since(UsageWindow window, Instant billed) {
        return recount.since(window, billed);
    }

    /**
     * An event as it counted.
     *
     * @param receivedAt when it was recorded
     * @param group values of its metric's group keys
     */
    public record Counted(
            UUID id,
            String source,
            String transactionId,
            Instant timestamp,
            BigDecimal quantity,
            boolean amended,
            Instant receivedAt,
            Map<String, String> group) {}

    /** Events of a window and of some groups, as they counted at an instant; those recorded last come first. */
    public Page<Counted> page(
            UsageWindow window, Predicate<Map<String, String>> groups, Instant known, PageRequest page) {
        List<Counted> found = new ArrayList<>();
        UUID after = page.after();
        List<Counted> read;
        do {
            read = recount.page(window, known, after, READ_AT_ONCE);
            read.stream().filter(event -> groups.test(event.group())).forEach(found::add);
            after = read.isEmpty() ? after : read.getLast().id();
        } while (read.size() == READ_AT_ONCE && found.size() <= page.limit());
        return Page.of(found.subList(0, Math.min(found.size(), page.limit() + 1)), page, Counted::id);
    }

    /** What was counted of an hour and a group, as the roll-up has it. */
    public record Hour(Instant hour, Map<String, String> group, BigDecimal quantity, long events) {}

    /** The hours of a window and of some groups that hold usage, in the order of time; one that the window cuts is whole. */
    public List<Hour> hours(UsageWindow window, Predicate<Map<String, String>> groups) {
        List<Hour> hours = new ArrayList<>();
        Instant from = window.from().truncatedTo(ChronoUnit.HOURS);
        while (from.isBefore(window.to())) {
            Instant next = from.plus(HOURS_AT_ONCE);
            Instant to = next.isBefore(window.to()) ? next : window.to();
            recount
                    .hours(new UsageWindow(window.subscriptionId(), window.customerId(), window.metricId(), from, to))
                    .stream()
                    .filter(hour -> groups.test(hour.group()))
                    .forEach(hours::add);
            from = next;
        }
        return hours;
    }
}
