package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.metering.MeteredEvent;
import dev.countinghouse.rating.domain.ProratedGraduated.Change;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * How the level of a recurring metric, such as seats, changes within a period. What is carried over is there on all days of the
 * period, what an event adds or removes from its day on; the share is of the days of the whole period. Pure.
 */
final class LevelChanges {

    private LevelChanges() {}

    /**
     * The changes in the order of time, beginning at zero.
     *
     * @param level at the end of the period
     * @param events of the period, in the order of time
     */
    static List<Change> of(UsageToBill usage, BigDecimal level, List<MeteredEvent> events) {
        BigDecimal carried = events.stream().map(MeteredEvent::value).reduce(level, BigDecimal::subtract);
        List<Change> changes = new ArrayList<>();
        add(changes, usage, carried, usage.period().start());
        for (MeteredEvent event : events) {
            add(
                    changes,
                    usage,
                    event.value(),
                    LocalDate.ofInstant(event.at(), usage.item().billing().zone()));
        }
        return changes;
    }

    private static void add(List<Change> changes, UsageToBill usage, BigDecimal units, LocalDate from) {
        if (units.signum() != 0) {
            ServicePeriod left = new ServicePeriod(from, usage.period().end());
            changes.add(new Change(units, left.shareOf(usage.whole()).times(units)));
        }
    }
}
