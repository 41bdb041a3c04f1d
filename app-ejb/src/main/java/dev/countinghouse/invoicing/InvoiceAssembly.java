package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.metering.UsageWindow;
import dev.countinghouse.subscription.DueBilling;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Puts invoices together: the fee of the period that begins, in advance, and the usage of the period that ended, in
 * arrears. Reads in sets, rates in memory.
 */
@ApplicationScoped
class InvoiceAssembly {

    @Inject
    Metering metering;

    @Inject
    LateUsageLines lateUsage;

    /** A usage charge whose ended period is billed. */
    record UsageToBill(DueItem item, Charge charge, ServicePeriod period) {

        UsageWindow window() {
            DueBilling billing = item.billing();
            return new UsageWindow(
                    billing.subscriptionId(),
                    billing.customerId(),
                    Objects.requireNonNull(charge.metricId()),
                    period.from(billing.zone()),
                    period.to(billing.zone()));
        }
    }

    /** One invoice per subscription that has something to bill, in the order in which they fell due. */
    List<InvoiceDraft> drafts(List<DueItem> due) {
        Map<UUID, List<LineDraft>> usage = usageLines(due);
        Map<UUID, List<LineDraft>> late = lateUsage.of(due);
        Map<UUID, List<DueItem>> bySubscription = due.stream()
                .collect(Collectors.groupingBy(
                        item -> item.billing().subscriptionId(), LinkedHashMap::new, Collectors.toList()));
        List<InvoiceDraft> drafts = new ArrayList<>();
        for (List<DueItem> items : bySubscription.values()) {
            List<LineDraft> lines = new ArrayList<>();
            for (DueItem item : items) {
                lines.addAll(fees(item));
                lines.addAll(usage.getOrDefault(item.itemId(), List.of()));
                lines.addAll(late.getOrDefault(item.itemId(), List.of()));
            }
            if (!lines.isEmpty()) {
                drafts.add(draft(items.getFirst(), lines));
            }
        }
        return drafts;
    }

    private static InvoiceDraft draft(DueItem item, List<LineDraft> lines) {
        DueBilling billing = item.billing();
        ServicePeriod none =
                new ServicePeriod(billing.begun().start(), billing.begun().start());
        return new InvoiceDraft(
                Ids.next(),
                billing.customerId(),
                billing.subscriptionId(),
                Currency.getInstance(item.terms().currency()),
                billing.zone(),
                billing.at(),
                billing.ended() == null ? none : billing.ended(),
                List.copyOf(lines),
                item.terms().taxRate());
    }

    private static List<LineDraft> fees(DueItem item) {
        DueBilling billing = item.billing();
        List<LineDraft> lines = new ArrayList<>();
        for (Charge charge : item.terms().charges(Charge.Kind.RECURRING)) {
            if (charge.timing() == Charge.Timing.ADVANCE && !billing.begun().isEmpty()) {
                lines.add(Lines.fee(item, charge, billing.begun(), billing.begunWhole()));
            } else if (charge.timing() == Charge.Timing.ARREARS && billing.ended() != null) {
                lines.add(Lines.fee(item, charge, billing.ended(), Objects.requireNonNull(billing.endedWhole())));
            }
        }
        return lines;
    }

    private Map<UUID, List<LineDraft>> usageLines(List<DueItem> due) {
        List<UsageToBill> asked = new ArrayList<>();
        for (DueItem item : due) {
            ServicePeriod ended = item.billing().ended();
            if (ended != null) {
                item.terms()
                        .charges(Charge.Kind.USAGE)
                        .forEach(charge -> asked.add(new UsageToBill(item, charge, ended)));
            }
        }
        List<BigDecimal> quantities =
                metering.billing(asked.stream().map(UsageToBill::window).toList());
        Map<UUID, List<LineDraft>> lines = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            UsageToBill usage = asked.get(i);
            lines.computeIfAbsent(usage.item().itemId(), ignored -> new ArrayList<>())
                    .addAll(Lines.usage(usage.item(), usage.charge(), usage.period(), quantities.get(i)));
        }
        return lines;
    }
}
