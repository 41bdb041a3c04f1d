package dev.countinghouse.invoicing;

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
    private final List<UsageWindow> billed = new ArrayList<>();

    void put(String from, String quantity) {
        quantities.put(Instant.parse(from), new BigDecimal(quantity));
    }

    void late(String hour) {
        lateHours.add(Instant.parse(hour));
    }

    List<UsageWindow> billed() {
        return billed;
    }

    @Override
    public List<BigDecimal> billing(List<UsageWindow> windows) {
        billed.addAll(windows);
        return quantities(windows);
    }

    @Override
    public List<BigDecimal> quantities(List<UsageWindow> windows) {
        return windows.stream()
                .map(window -> Objects.requireNonNull(quantities.get(window.from()), () -> "asked for " + window))
                .toList();
    }

    @Override
    public Map<LateUsage, List<Instant>> takeLateHours(List<UsageWindow> windows) {
        return lateHours.isEmpty()
                ? Map.of()
                : Map.of(new LateUsage(Samples.CUSTOMER, Samples.METRIC), List.copyOf(lateHours));
    }
}
