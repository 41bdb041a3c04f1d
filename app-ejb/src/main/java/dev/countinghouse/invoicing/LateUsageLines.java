package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.metering.MeteredUsage;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.metering.Metering.LateHours;
import dev.countinghouse.metering.Metering.LateUsage;
import dev.countinghouse.metering.UsageWindow;
import dev.countinghouse.money.Money;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Bills usage that came after its period was billed: the period is rated anew with all its usage, and the difference to
 * what was billed becomes delta lines of the next invoice, tier by tier. Nothing that was finalized changes.
 */
@ApplicationScoped
class LateUsageLines {

    private static final BilledUsageRepository.Part NOTHING =
            new BilledUsageRepository.Part("", "", "", null, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0);

    private static final Set<String> SUMS = Set.of("amounts", "transaction_limits", "minimum", "maximum");

    @Inject
    Metering metering;

    @Inject
    RatedUsage rated;

    @Inject
    BilledUsageRepository billed;

    /** The delta lines of items, by item; periods that hold no difference give none. */
    Map<UUID, List<LineDraft>> of(List<DueItem> due) {
        List<UsageToBill> late = latePeriods(due);
        if (late.isEmpty()) {
            return Map.of();
        }
        List<MeteredUsage> used =
                metering.usage(late.stream().map(UsageToBill::window).toList());
        List<List<LineDraft>> now = rated.of(late, used);
        Map<UUID, List<LineDraft>> lines = new LinkedHashMap<>();
        for (int i = 0; i < late.size(); i++) {
            lines.computeIfAbsent(late.get(i).item().itemId(), ignored -> new ArrayList<>())
                    .addAll(difference(late.get(i), now.get(i)));
        }
        return lines;
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
    private static List<UsageToBill> periodsBefore(UsageToBill usage, LateHours late) {
        List<UsageToBill> periods = new ArrayList<>();
        BillingCycle cycle = usage.item().terms().cycle(usage.item().billing().startedOn());
        ZoneId zone = usage.item().billing().zone();
        LocalDate before = usage.period().start();
        for (int i = 0; cycle.period(i).end().compareTo(before) <= 0; i++) {
            ServicePeriod period = cycle.period(i);
            if (usage.item().bills(period) && late.change(period.from(zone), period.to(zone))) {
                periods.add(new UsageToBill(usage.item(), usage.charge(), period, cycle.wholePeriod(i)));
            }
        }
        return periods;
    }

    private List<LineDraft> difference(UsageToBill late, List<LineDraft> all) {
        BilledUsageRepository.Billed before =
                billed.of(late.item().itemId(), late.charge().id(), late.period());
        Map<String, BilledUsageRepository.Part> left = new TreeMap<>(before.parts());
        int sequence = before.nextDelta();
        List<LineDraft> lines = new ArrayList<>();
        for (LineDraft now : all) {
            BilledUsageRepository.Part part =
                    Objects.requireNonNullElse(left.remove(BilledUsageRepository.part(now)), NOTHING);
            boolean same = now.amount().minor() == part.amountMinor()
                    && (isSum(now) || now.quantity().compareTo(part.quantity()) == 0);
            if (!same) {
                lines.add(delta(now, part, sequence + lines.size()));
            }
        }
        for (BilledUsageRepository.Part part : left.values()) {
            if (part.quantity().signum() != 0 || part.amountMinor() != 0) { // no usage reaches this part any more
                lines.add(delta(nothing(late, part), part, sequence + lines.size()));
            }
        }
        return lines;
    }

    /** Whether a line is of a sum, whose quantity is always 1. */
    private static boolean isSum(LineDraft line) {
        return SUMS.contains(Objects.toString(line.calculation().get("kind")));
    }

    private static LineDraft nothing(UsageToBill late, BilledUsageRepository.Part part) {
        Map<String, @Nullable Object> calculation = new LinkedHashMap<>();
        calculation.put("charge", late.charge().code());
        calculation.put("kind", part.kind());
        calculation.put("tier", part.tier());
        return new LineDraft(
                late.item().itemId(),
                late.charge().id(),
                part.metric(),
                late.charge().name() + (part.bucket().isEmpty() ? "" : ", " + part.bucket()),
                LinePurpose.REGULAR,
                part.bucket(),
                0,
                late.period(),
                BigDecimal.ZERO,
                part.unitAmount(),
                BigDecimal.ZERO,
                Money.zero(Currency.getInstance(late.item().terms().currency())),
                late.item().terms().taxes(late.charge()),
                calculation);
    }

    private static LineDraft delta(LineDraft now, BilledUsageRepository.Part before, int sequence) {
        Map<String, @Nullable Object> calculation = new LinkedHashMap<>(now.calculation());
        calculation.put("billed_quantity", before.quantity());
        calculation.put("billed_amount_minor", before.amountMinor());
        Money amount =
                now.amount().minus(new Money(before.amountMinor(), now.amount().currency()));
        return new LineDraft(
                now.itemId(),
                now.chargeId(),
                now.metric(),
                now.description() + ", late usage of " + now.period().start(),
                LinePurpose.DELTA,
                now.bucket(),
                sequence,
                now.period(),
                isSum(now) ? BigDecimal.ONE : now.quantity().subtract(before.quantity()),
                isSum(now) ? amount.toDecimal() : now.unitAmount(),
                now.preciseAmount().subtract(before.preciseAmount()),
                amount,
                now.taxes(),
                calculation);
    }
}
