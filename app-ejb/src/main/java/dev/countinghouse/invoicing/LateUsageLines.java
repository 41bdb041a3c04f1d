package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.metering.MeteredUsage;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.metering.Metering.LateHours;
import dev.countinghouse.metering.Metering.LateUsage;
import dev.countinghouse.metering.UsageWindow;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Bills usage that came after its period was billed: the period is rated anew with all its usage, and the difference to
 * what was billed becomes delta lines of the next invoice, tier by tier. Nothing that was finalized changes.
 */
@ApplicationScoped
class LateUsageLines {

    @Inject
    Metering metering;

    @Inject
    RatedUsage rated;

    @Inject
    UsageDifference difference;

    /** The delta lines of items, by item; periods that hold no difference give none. */
    Map<UUID, List<LineDraft>> of(List<DueItem> due) {
        List<UsageToBill> late = latePeriods(due);
        if (late.isEmpty()) {
            return Map.of();
        }
        List<MeteredUsage> used =
                metering.usage(late.stream().map(UsageToBill::window).toList());
        return UsageToBill.byItem(late, difference.of(late, rated.of(late, used), LinePurpose.DELTA));
    }

    private List<UsageToBill> latePeriods(List<DueItem> due) {
        List<UsageToBill> current = due.stream()
                .flatMap(item -> UsageToBill.atBoundary(item).stream())
                .toList();
        Map<LateUsage, LateHours> hours =
                metering.takeLateHours(current.stream().map(UsageToBill::window).toList());
        List<UsageToBill> late = new ArrayList<>();
        for (UsageToBill usage : current) {
            UsageWindow window = usage.window();
            LateHours changed =
                    hours.getOrDefault(new LateUsage(window.customerId(), window.metricId()), LateHours.NONE);
            late.addAll(periodsBefore(usage, changed));
        }
        return late;
    }

    /** Periods that ended before the one billed now, that the item billed, and that are not what they were. */
    private static List<UsageToBill> periodsBefore(UsageToBill usage, LateHours changed) {
        List<UsageToBill> late = new ArrayList<>();
        if (changed.hours().isEmpty()) {
            return late;
        }
        Periods periods = usage.item().periods();
        ZoneId zone = usage.item().billing().zone();
        LocalDate before = usage.period().start();
        for (int i = 0; periods.period(i).end().compareTo(before) <= 0; i++) {
            ServicePeriod period = periods.period(i);
            if (usage.item().bills(period) && changed.change(period.from(zone), period.to(zone))) {
                late.add(new UsageToBill(usage.item(), usage.charge(), period, periods.wholePeriod(i)));
            }
        }
        return late;
    }
}
