package dev.countinghouse.invoicing;

import dev.countinghouse.metering.MeteredEvent;
import dev.countinghouse.metering.MeteredUsage;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.metering.UsageWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Metering that knows the usage of windows by the instant they begin, and which hours came late. */
class KnownUsage extends Metering {

    private final Map<Instant, BigDecimal> quantities = new HashMap<>();
    private final List<Instant> lateHours = new ArrayList<>();
    private boolean carriesOver;
    private final List<UsageWindow> billed = new ArrayList<>();

    void put(String from, String quantity) {
        quantities.put(Instant.parse(from), new BigDecimal(quantity));
    }

    void carriesOver() {
        carriesOver = true;
    }

    void late(String hour) {
        lateHours.add(Instant.parse(hour));
    }

    List<UsageWindow> billed() {
        return billed;
    }

    @Override
    public List<MeteredUsage> billing(List<UsageWindow> windows) {
        billed.addAll(windows);
        return usage(windows);
    }

    @Override
    public List<MeteredUsage> usage(List<UsageWindow> windows) {
        return windows.stream().map(this::used).toList();
    }

    private MeteredUsage used(UsageWindow window) {
        BigDecimal sum = Objects.requireNonNull(quantities.get(window.from()), () -> "asked for " + window);
        return new MeteredUsage(Samples.minutes(), window.from(), window.to(), Samples.used(sum));
    }

    @Override
    public List<List<MeteredEvent>> events(List<UsageWindow> windows) {
        return windows.stream().map(window -> List.<MeteredEvent>of()).toList();
    }

    @Override
    public Map<LateUsage, LateHours> takeLateHours(List<UsageWindow> windows) {
        return lateHours.isEmpty()
                ? Map.of()
                : Map.of(
                        new LateUsage(Samples.CUSTOMER, Samples.METRIC),
                        new LateHours(List.copyOf(lateHours), carriesOver));
    }
}
