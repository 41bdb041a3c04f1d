package dev.countinghouse.invoicing;

import dev.countinghouse.metering.MeteredEvent;
import dev.countinghouse.metering.MeteredUsage;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.metering.UsageWindow;
import dev.countinghouse.metering.domain.GroupedUsage;
import dev.countinghouse.metering.domain.UsageTotals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Metering of one customer and metric, whose events are kept here. */
class RecordedEvents extends Metering {

    private final List<MeteredEvent> events = new ArrayList<>();

    void add(MeteredEvent event) {
        events.add(event);
    }

    void remove(MeteredEvent event) {
        events.remove(event);
    }

    @Override
    public List<MeteredUsage> billing(List<UsageWindow> windows) {
        return usage(windows);
    }

    @Override
    public List<MeteredUsage> usage(List<UsageWindow> windows) {
        return windows.stream().map(this::used).toList();
    }

    private MeteredUsage used(UsageWindow window) {
        Map<Map<String, String>, UsageTotals> totals = new HashMap<>();
        for (MeteredEvent event : events) {
            totals.merge(
                    event.group(),
                    new UsageTotals(1, event.value(), null, null, null, BigDecimal.ZERO),
                    UsageTotals::plus);
        }
        return new MeteredUsage(Samples.minutes(), window.from(), window.to(), new GroupedUsage(totals, Map.of()));
    }

    @Override
    public List<List<MeteredEvent>> events(List<UsageWindow> windows) {
        List<MeteredEvent> inOrder = events.stream()
                .sorted(Comparator.comparing(MeteredEvent::at)
                        .thenComparing(event -> event.id().toString()))
                .toList();
        return windows.stream().map(window -> inOrder).toList();
    }
}
