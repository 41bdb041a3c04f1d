package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.ChargeRule;
import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.metering.MeteredEvent;
import dev.countinghouse.metering.MeteredUsage;
import dev.countinghouse.metering.domain.UsageTotals;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.Calculation;
import dev.countinghouse.rating.domain.Percentage;
import dev.countinghouse.rating.domain.ProratedPart;
import dev.countinghouse.rating.domain.ProratedPrice;
import dev.countinghouse.rating.domain.RatedPart;
import dev.countinghouse.rating.domain.Rule;
import dev.countinghouse.rating.domain.SpendLimits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The lines of a usage charge for a period: bucket by bucket, in each of them tier by tier, and what holds its limits. Pure. */
final class UsageLines {

    private final UsageToBill usage;
    private final MeteredUsage used;
    private final List<MeteredEvent> events;

    private UsageLines(UsageToBill usage, MeteredUsage used, List<MeteredEvent> events) {
        this.usage = usage;
        this.used = used;
        this.events = events;
    }

    /**
     * The lines, whose sum is what the period costs.
     *
     * @param events in the order of time, where the charge {@linkplain #needsEvents needs} them
     */
    static List<LineDraft> of(UsageToBill usage, MeteredUsage used, List<MeteredEvent> events) {
        List<LineDraft> lines = soFar(usage, used, events);
        LineDraft minimum = minimum(usage, lines);
        if (minimum != null) {
            lines.add(minimum);
        }
        return lines;
    }

    /** The same of a period that is not over: its minimum is not due yet. */
    static List<LineDraft> soFar(UsageToBill usage, MeteredUsage used, List<MeteredEvent> events) {
        UsageLines lines = new UsageLines(usage, used, events);
        List<LineDraft> all = new ArrayList<>();
        for (UsageBuckets.Bucket bucket :
                new UsageBuckets(usage.charge()).of(used.usage().totals().keySet())) {
            all.addAll(lines.of(bucket));
        }
        LineDraft maximum = maximum(usage, all);
        if (maximum != null) {
            all.add(maximum);
        }
        return all;
    }

    /** Whether its price depends on each event, so that their sums do not do. */
    static boolean needsEvents(Charge charge) {
        return charge.prorated()
                || needsEvents(charge.rule())
                || charge.filters().stream().anyMatch(filter -> needsEvents(charge.rule(filter)));
    }

    /** Whether every event that brings its own amount has one. */
    static boolean haveAmounts(UsageToBill usage, MeteredUsage used, List<MeteredEvent> events) {
        return new UsageBuckets(usage.charge())
                .of(used.usage().totals().keySet()).stream()
                        .allMatch(bucket -> !(bucket.rule() instanceof ChargeRule.ByAmounts rule)
                                || events.stream()
                                        .filter(event -> bucket.groups().test(event.group()))
                                        .allMatch(event -> event.hasAmount(rule.amountField())));
    }

    private static boolean needsEvents(ChargeRule rule) {
        return switch (rule) {
            case ChargeRule.ByQuantity quantity -> false;
            case ChargeRule.ByTransactions transactions -> !isBySums(transactions.percentage());
            case ChargeRule.ByAmounts amounts -> true;
        };
    }

    private static boolean isBySums(Percentage percentage) {
        return percentage.least() == null
                && percentage.most() == null
                && percentage.freeAmount().signum() == 0
                && percentage.freeTransactions() == 0;
    }

    private List<LineDraft> of(UsageBuckets.Bucket bucket) {
        BigDecimal quantity = used.quantity(bucket.groups());
        return usage.charge().prorated()
                ? Lines.prorated(usage, bucket.name(), prorated(bucket, quantity), quantity)
                : Lines.usage(usage, bucket.name(), parts(bucket), quantity);
    }

    /** What the catalog lets be prorated is a price of a quantity. */
    private List<ProratedPart> prorated(UsageBuckets.Bucket bucket, BigDecimal level) {
        List<MeteredEvent> own = events.stream()
                .filter(event -> bucket.groups().test(event.group()))
                .toList();
        return ProratedPrice.rate(((ChargeRule.ByQuantity) bucket.rule()).price(), LevelChanges.of(usage, level, own));
    }

    private List<RatedPart> parts(UsageBuckets.Bucket bucket) {
        return switch (bucket.rule()) {
            case ChargeRule.ByQuantity rule -> rule.price().rate(used.quantity(bucket.groups()));
            case ChargeRule.ByTransactions rule -> transactions(rule.percentage(), bucket.groups());
            case ChargeRule.ByAmounts rule ->
                List.of(RatedPart.amounts(events.stream()
                        .filter(event -> bucket.groups().test(event.group()))
                        .map(event -> event.amount(rule.amountField()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)));
        };
    }

    private List<RatedPart> transactions(Percentage percentage, Predicate<Map<String, String>> groups) {
        if (isBySums(percentage)) {
            UsageTotals total = used.usage().only(groups).total();
            return percentage.rate(total.sum(), total.events());
        }
        return percentage.rate(events.stream()
                .filter(event -> groups.test(event.group()))
                .map(MeteredEvent::value)
                .toList());
    }

    /** What brings the lines of a period down to the charge's maximum; null when they are not above it. */
    private static @Nullable LineDraft maximum(UsageToBill usage, List<LineDraft> lines) {
        BigDecimal maximum = usage.charge().maximumAmount();
        BigDecimal billed = sum(usage, lines);
        if (maximum == null || billed.compareTo(maximum) <= 0) {
            return null;
        }
        BigDecimal over = maximum.subtract(billed);
        Calculation calculation = Calculation.of(Rule.MAXIMUM)
                .with("maximum", maximum)
                .with("billed", billed)
                .gives(over);
        return Lines.limit(usage, "maximum", Fraction.of(over), calculation);
    }

    /** What brings the lines of a period up to the charge's minimum; null when they are not below it. */
    private static @Nullable LineDraft minimum(UsageToBill usage, List<LineDraft> lines) {
        BigDecimal amount = usage.charge().minimumAmount();
        if (amount == null) {
            return null;
        }
        Fraction minimum = usage.period().shareOf(usage.whole()).times(amount);
        BigDecimal billed = sum(usage, lines);
        Fraction missing = SpendLimits.trueUp(minimum, billed);
        return Money.halfUp(missing, currency(usage)).minor() == 0
                ? null
                : Lines.limit(usage, "minimum", missing, SpendLimits.trueUpCalculation(minimum, billed));
    }

    private static BigDecimal sum(UsageToBill usage, List<LineDraft> lines) {
        return Money.sum(lines.stream().map(LineDraft::amount).toList(), currency(usage))
                .toDecimal();
    }

    private static Currency currency(UsageToBill usage) {
        return Currency.getInstance(usage.item().terms().currency());
    }
}
