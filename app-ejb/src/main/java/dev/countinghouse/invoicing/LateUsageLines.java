package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.metering.Metering.LateUsage;
import dev.countinghouse.metering.UsageWindow;
import dev.countinghouse.money.Money;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    BilledUsageRepository billed;

    /** The delta lines of items, by item; periods that hold no difference give none. */
    Map<UUID, List<LineDraft>> of(List<DueItem> due) {
        List<UsageToBill> late = latePeriods(due);
        if (late.isEmpty()) {
            return Map.of();
        }
        List<BigDecimal> quantities =
                metering.quantities(late.stream().map(UsageToBill::window).toList());
        Map<UUID, List<LineDraft>> lines = new LinkedHashMap<>();
        for (int i = 0; i < late.size(); i++) {
            lines.computeIfAbsent(late.get(i).item().itemId(), ignored -> new ArrayList<>())
                    .addAll(difference(late.get(i), quantities.get(i)));
        }
        return lines;
    }

    private List<UsageToBill> latePeriods(List<DueItem> due) {
        List<UsageToBill> current = new ArrayList<>();
        for (DueItem item : due) {
            if (item.billing().ended() != null) {
                item.terms()
                        .charges(Charge.Kind.USAGE)
                        .forEach(charge -> current.add(
                                new UsageToBill(item, charge, item.billing().ended())));
            }
        }
        Map<LateUsage, List<Instant>> hours =
                metering.takeLateHours(current.stream().map(UsageToBill::window).toList());
        List<UsageToBill> late = new ArrayList<>();
        for (UsageToBill usage : current) {
            UsageWindow window = usage.window();
            List<Instant> changed =
                    hours.getOrDefault(new LateUsage(window.customerId(), window.metricId()), List.of());
            periodsBefore(usage, changed)
                    .forEach(period -> late.add(new UsageToBill(usage.item(), usage.charge(), period)));
        }
        return late;
    }

    /** Periods that ended before the one billed now and hold one of the hours; an hour may reach into two of them. */
    private static Set<ServicePeriod> periodsBefore(UsageToBill usage, List<Instant> hours) {
        Set<ServicePeriod> periods = new LinkedHashSet<>();
        BillingCycle cycle = usage.item().terms().cycle(usage.item().billing().startedOn());
        LocalDate before = usage.period().start();
        for (int i = 0; cycle.period(i).end().compareTo(before) <= 0; i++) {
            ServicePeriod period = cycle.period(i);
            Instant from = period.from(usage.item().billing().zone());
            Instant to = period.to(usage.item().billing().zone());
            if (hours.stream()
                    .anyMatch(
                            hour -> hour.isBefore(to) && hour.plusSeconds(3_600).isAfter(from))) {
                periods.add(period);
            }
        }
        return periods;
    }

    private List<LineDraft> difference(UsageToBill late, BigDecimal usage) {
        BilledUsageRepository.Billed before =
                billed.of(late.item().itemId(), late.charge().id(), late.period());
        int sequence = before.nextDelta();
        List<LineDraft> lines = new ArrayList<>();
        for (LineDraft now : Lines.usage(late.item(), late.charge(), late.period(), usage)) {
            BilledUsageRepository.Part part = before.part(now);
            if (now.quantity().compareTo(part.quantity()) != 0 || now.amount().minor() != part.amountMinor()) {
                lines.add(delta(now, part, sequence + lines.size()));
            }
        }
        return lines;
    }

    private static LineDraft delta(LineDraft now, BilledUsageRepository.Part before, int sequence) {
        Map<String, Object> calculation = new LinkedHashMap<>(now.calculation());
        calculation.put("billed_quantity", before.quantity());
        calculation.put("billed_amount_minor", before.amountMinor());
        return new LineDraft(
                now.itemId(),
                now.chargeId(),
                now.metric(),
                now.description() + ", late usage of " + now.period().start(),
                LinePurpose.DELTA,
                sequence,
                now.period(),
                now.quantity().subtract(before.quantity()),
                now.unitAmount(),
                now.preciseAmount().subtract(before.preciseAmount()),
                now.amount().minus(new Money(before.amountMinor(), now.amount().currency())),
                calculation);
    }
}
