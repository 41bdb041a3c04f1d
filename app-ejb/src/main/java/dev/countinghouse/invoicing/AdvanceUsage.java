package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.UsageThresholds;
import dev.countinghouse.invoicing.AdvanceUsageRepository.Due;
import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.invoicing.domain.ProgressiveBilling;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.money.Money;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.RunningSubscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Bills usage while its period runs: what the usage so far costs, less what was billed of the period before. Usage in advance is billed
 * as it comes in, usage in arrears when what it costs reaches a threshold of the plan. The boundary bills the rest in the same way, so
 * that all invoices together are what the period costs in arrears.
 */
@ApplicationScoped
class AdvanceUsage {

    @Inject
    RunningSubscriptions subscriptions;

    @Inject
    Metering metering;

    @Inject
    RatedUsage rated;

    @Inject
    UsageDifference difference;

    @Inject
    NumberSeriesRepository numbers;

    @Inject
    PartyBook parties;

    /**
     * One invoice for each subscription whose new usage costs something, and reaches a threshold where the plan has some, in their
     * order. Where it does not, as units that are free or usage that was voided, it is left to the next invoice.
     *
     * @param due in the order of time
     */
    List<InvoiceDraft> drafts(List<Due> due) {
        if (due.isEmpty()) {
            return List.of();
        }
        List<DueItem> items = subscriptions.unbilled(dates(due));
        List<UsageToBill> asked = items.stream()
                .flatMap(item -> UsageToBill.inAdvance(item).stream())
                .toList();
        List<List<LineDraft>> soFar = rated.soFar(
                asked, metering.usage(asked.stream().map(UsageToBill::window).toList()));
        Map<UUID, List<LineDraft>> all = UsageToBill.byItem(asked, soFar);
        Map<UUID, List<LineDraft>> unbilled =
                UsageToBill.byItem(asked, difference.of(asked, soFar, LinePurpose.PROGRESSIVE));
        Map<UUID, Parties> between = parties.ofSubscriptions(
                items.stream().map(item -> item.billing().customerId()).toList());
        return items.stream()
                .filter(item -> isToBePaid(
                        item,
                        all.getOrDefault(item.itemId(), List.of()),
                        unbilled.getOrDefault(item.itemId(), List.of())))
                .map(item -> InvoiceAssembly.draft(
                        item,
                        Objects.requireNonNull(between.get(item.billing().customerId())),
                        Objects.requireNonNull(unbilled.get(item.itemId()))))
                .toList();
    }

    private static boolean isToBePaid(DueItem item, List<LineDraft> soFar, List<LineDraft> unbilled) {
        Money due = sum(item, unbilled);
        UsageThresholds thresholds = item.terms().usageThresholds();
        if (thresholds == null || due.signum() <= 0) {
            return due.signum() > 0;
        }
        Money usage = sum(item, soFar);
        return progressive(thresholds, due.currency())
                        .due(usage, usage.minus(due))
                        .signum()
                > 0;
    }

    private static ProgressiveBilling progressive(UsageThresholds thresholds, Currency currency) {
        BigDecimal recurring = thresholds.recurring();
        return new ProgressiveBilling(
                thresholds.amounts().stream()
                        .map(amount -> Money.exact(amount, currency))
                        .toList(),
                recurring == null ? null : Money.exact(recurring, currency));
    }

    private static Money sum(DueItem item, List<LineDraft> lines) {
        return Money.sum(
                lines.stream().map(LineDraft::amount).toList(),
                Currency.getInstance(item.terms().currency()));
    }

    /** Each by when it fell due, but none before the last invoice there is: dates rise with numbers. */
    private Map<UUID, Instant> dates(List<Due> due) {
        Instant last = numbers.lastDate().orElse(Instant.MIN);
        Map<UUID, Instant> dates = new LinkedHashMap<>();
        due.forEach(one -> dates.put(one.subscriptionId(), one.at().isBefore(last) ? last : one.at()));
        return dates;
    }

    /** The lines of charges at a boundary: of those that may have been billed within the period, what is left to be billed. */
    List<List<LineDraft>> rest(List<UsageToBill> asked, List<List<LineDraft>> lines) {
        List<Integer> within = IntStream.range(0, asked.size())
                .filter(i -> asked.get(i).isBilledWithin())
                .boxed()
                .toList();
        List<List<LineDraft>> unbilled = difference.rest(
                within.stream().map(asked::get).toList(),
                within.stream().map(lines::get).toList());
        List<List<LineDraft>> rest = new ArrayList<>(lines);
        for (int i = 0; i < within.size(); i++) {
            rest.set(within.get(i), unbilled.get(i));
        }
        return rest;
    }
}
