package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.metering.UsageWindow;
import dev.countinghouse.subscription.DueBilling;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.domain.Proration;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Puts the invoices of boundaries together: the fee of the period that begins, in advance, and the usage of the period that
 * ended, in arrears or what is left of it. Reads in sets, rates in memory.
 */
@ApplicationScoped
class InvoiceAssembly {

    @Inject
    Metering metering;

    @Inject
    RatedUsage usage;

    @Inject
    LateUsageLines lateUsage;

    @Inject
    AdvanceUsage inAdvance;

    @Inject
    CommitmentLines commitments;

    @Inject
    PartyBook parties;

    /**
     * A usage charge whose period is billed, priced as it is in that period.
     *
     * @param whole the period as it would be had the subscription not begun or ended within it
     */
    record UsageToBill(DueItem item, Charge charge, ServicePeriod period, ServicePeriod whole) {

        UsageToBill {
            charge = item.priced(charge, period);
        }

        /** The charges of an item that put usage on invoices, for the period that ends. */
        static List<UsageToBill> of(DueItem item) {
            ServicePeriod ended = item.billing().ended();
            return ended != null && item.bills(ended) ? at(item, ended) : List.of();
        }

        /** Those of them that are billed within the period too. */
        static List<UsageToBill> inAdvance(DueItem item) {
            return item.billing().skipsUsage()
                    ? List.of()
                    : of(item).stream().filter(UsageToBill::isBilledWithin).toList();
        }

        /** The same for the boundary, whether or not the item bills the period that ended: it may have billed some before. */
        static List<UsageToBill> atBoundary(DueItem item) {
            ServicePeriod ended = item.billing().ended();
            return ended == null ? List.of() : at(item, ended);
        }

        private static List<UsageToBill> at(DueItem item, ServicePeriod ended) {
            ServicePeriod whole = Objects.requireNonNull(item.billing().endedWhole());
            return item.terms().charges(Charge.Kind.USAGE).stream()
                    .filter(Charge::invoiceable)
                    .map(charge -> new UsageToBill(item, charge, ended, whole))
                    .toList();
        }

        /** The lines of charges, in the order asked, by the item that they are of; of usage that is skipped what goes back. */
        static Map<UUID, List<LineDraft>> byItem(List<UsageToBill> asked, List<List<LineDraft>> lines) {
            Map<UUID, List<LineDraft>> byItem = new LinkedHashMap<>();
            for (int i = 0; i < asked.size(); i++) {
                byItem.computeIfAbsent(asked.get(i).item().itemId(), ignored -> new ArrayList<>())
                        .addAll(asked.get(i).owed(lines.get(i)));
            }
            return byItem;
        }

        /** All of its lines; where usage is skipped those alone that take back what was billed before: nobody lets himself off. */
        private List<LineDraft> owed(List<LineDraft> lines) {
            boolean back = lines.stream().noneMatch(line -> line.purpose() == LinePurpose.REGULAR)
                    && lines.stream().mapToLong(line -> line.amount().minor()).sum() < 0;
            return back || !item.billing().skipsUsage() ? lines : List.of();
        }

        boolean isInAdvance() {
            return charge.timing() == Charge.Timing.ADVANCE;
        }

        /** Whether it may be billed within the period: in advance, or in arrears when a threshold of the plan is reached. */
        boolean isBilledWithin() {
            return isInAdvance() || item.terms().usageThresholds() != null;
        }

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
        Map<UUID, List<LineDraft>> used = usageLines(due);
        Map<UUID, List<LineDraft>> late = lateUsage.of(due);
        Map<UUID, List<LineDraft>> charged = new LinkedHashMap<>();
        for (DueItem item : due) {
            List<LineDraft> lines = charged.computeIfAbsent(item.itemId(), ignored -> fees(item));
            lines.addAll(used.getOrDefault(item.itemId(), List.of()));
            lines.addAll(late.getOrDefault(item.itemId(), List.of()));
        }
        Map<UUID, List<LineDraft>> filledUp = commitments.of(due, charged);
        Map<UUID, List<DueItem>> bySubscription = due.stream()
                .collect(Collectors.groupingBy(
                        item -> item.billing().subscriptionId(), LinkedHashMap::new, Collectors.toList()));
        Map<UUID, Parties> between = parties.ofSubscriptions(
                due.stream().map(item -> item.billing().customerId()).toList());
        List<InvoiceDraft> drafts = new ArrayList<>();
        for (List<DueItem> items : bySubscription.values()) {
            List<LineDraft> lines = new ArrayList<>();
            for (DueItem item : items) {
                lines.addAll(charged.getOrDefault(item.itemId(), List.of()));
                lines.addAll(filledUp.getOrDefault(item.itemId(), List.of()));
            }
            if (!lines.isEmpty()) {
                DueItem first = items.getFirst();
                drafts.add(draft(
                        first,
                        Objects.requireNonNull(between.get(first.billing().customerId())),
                        lines));
            }
        }
        return drafts;
    }

    /** An invoice of lines of an item's subscription, taxed by whom it is between. */
    static InvoiceDraft draft(DueItem item, Parties parties, List<LineDraft> named) {
        List<LineDraft> lines = parties.taxed(named);
        DueBilling billing = item.billing();
        Currency currency = Currency.getInstance(item.terms().currency());
        ServicePeriod none =
                new ServicePeriod(billing.begun().start(), billing.begun().start());
        return new InvoiceDraft(
                Ids.next(),
                parties,
                billing.subscriptionId(),
                currency,
                billing.zone(),
                billing.at(),
                billing.ended() == null ? none : billing.ended(),
                lines,
                InvoiceDraft.amounts(currency, lines),
                List.of());
    }

    /** What a boundary bills of recurring fees, of the item alone. */
    static List<LineDraft> fees(DueItem item) {
        DueBilling billing = item.billing();
        boolean begins = !billing.begun().isEmpty() && item.bills(billing.begun());
        ServicePeriod ended =
                billing.ended() == null || !item.bills(billing.ended()) ? null : billing.paid(billing.ended());
        List<LineDraft> lines = new ArrayList<>();
        for (Charge charge : item.terms().charges(Charge.Kind.RECURRING)) {
            if (!charge.invoiceable()) {
                continue;
            }
            if (charge.timing() == Charge.Timing.ADVANCE && begins && isDue(item, charge, billing.begun())) {
                lines.addAll(Lines.fees(item, charge, billing.begun(), billing.begunWhole()));
            }
            if (ended != null && !ended.isEmpty()) {
                if (charge.timing() == Charge.Timing.ADVANCE) {
                    lines.addAll(changes(item, charge, ended));
                    UnusedDaysLines.of(item, charge).forEach(lines::add);
                } else if (isDue(item, charge, ended)) {
                    lines.addAll(arrears(item, charge, ended));
                }
            }
        }
        return lines;
    }

    /** One that is not prorated is due once in a period, also where that is paused. */
    private static boolean isDue(DueItem item, Charge charge, ServicePeriod paid) {
        return charge.prorated() || !item.periods().goesOn(paid);
    }

    /** What changed of a fee in advance after it was billed for the period that ended. */
    private static List<LineDraft> changes(DueItem item, Charge charge, ServicePeriod ended) {
        return item.steps(ended).stream()
                .filter(step -> step.proration() == Proration.NEXT_INVOICE)
                .flatMap(step -> QuantityChangeLines.of(item, charge, step))
                .toList();
    }

    /** The fee of the period that ended, for the days of each quantity; one that is not prorated is not divided. */
    private static List<LineDraft> arrears(DueItem item, Charge charge, ServicePeriod ended) {
        ServicePeriod whole = Objects.requireNonNull(item.billing().endedWhole());
        boolean divided = charge.prorated() && charge.quantity() == null;
        return divided
                ? item.parts(ended).stream()
                        .flatMap(part -> Lines.fees(item, charge, part, whole).stream())
                        .toList()
                : Lines.fees(item, charge, ended, whole);
    }

    private Map<UUID, List<LineDraft>> usageLines(List<DueItem> due) {
        List<UsageToBill> asked =
                due.stream().flatMap(item -> UsageToBill.of(item).stream()).toList();
        List<List<LineDraft>> lines = inAdvance.rest(
                asked,
                usage.of(
                        asked,
                        metering.billing(asked.stream().map(UsageToBill::window).toList())));
        return UsageToBill.byItem(asked, lines); // what is skipped is done with all the same: nobody bills it later
    }
}
