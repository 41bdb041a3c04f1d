package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.MinimumCommitment;
import dev.countinghouse.invoicing.BilledPeriodRepository.Billed;
import dev.countinghouse.invoicing.BilledPeriodRepository.ItemPeriod;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.SpendLimits;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fills a period that ended up to the plan's minimum commitment: fees, usage and limits of the period, on whichever invoice they
 * are, and the true-up together are the commitment at least. Where usage comes late, the true-up of its period is worked out
 * anew and the difference billed, so that it is what it would have been in time. Source: docs/BILLING.md, minimum commitment.
 */
@ApplicationScoped
class CommitmentLines {

    @Inject
    BilledPeriodRepository billed;

    /**
     * A period to be filled up.
     *
     * @param whole the period as it would be had the subscription not begun or ended within it
     * @param first whether it ends now; else it ended before, and usage of it came late
     */
    private record Committed(
            DueItem item, MinimumCommitment commitment, ServicePeriod period, ServicePeriod whole, boolean first) {

        /** What of the period is after the trial: the commitment is for its days. */
        ServicePeriod paid() {
            return item.billing().paid(period);
        }

        /** With what goes back of it where it was cut. */
        ItemPeriod key() {
            return new ItemPeriod(item.itemId(), item.periods().billed(period));
        }

        boolean holds(LineDraft line) {
            LocalDate start = line.period().start();
            return first
                    ? item.billing().isOfEnded(start)
                    : !start.isBefore(period.start())
                            && start.isBefore(key().period().end());
        }
    }

    /**
     * The lines that are missing, by item.
     *
     * @param lines of this turn's invoices, by item
     */
    Map<UUID, List<LineDraft>> of(List<DueItem> due, Map<UUID, List<LineDraft>> lines) {
        List<Committed> periods = new ArrayList<>();
        for (DueItem item : due) {
            periods.addAll(periods(item, lines.getOrDefault(item.itemId(), List.of())));
        }
        if (periods.isEmpty()) {
            return Map.of();
        }
        Map<ItemPeriod, Billed> before =
                billed.of(periods.stream().map(Committed::key).toList());
        Map<UUID, List<LineDraft>> filled = new LinkedHashMap<>();
        for (Committed period : periods) {
            UUID item = period.item().itemId();
            LineDraft line = line(
                    period,
                    before.getOrDefault(period.key(), Billed.NOTHING),
                    lines.getOrDefault(item, List.of()).stream()
                            .filter(period::holds)
                            .toList());
            if (line != null) {
                filled.computeIfAbsent(item, ignored -> new ArrayList<>()).add(line);
            }
        }
        return filled;
    }

    private static List<Committed> periods(DueItem item, List<LineDraft> lines) {
        MinimumCommitment commitment = item.terms().minimumCommitment();
        List<Committed> periods = new ArrayList<>();
        if (commitment == null) {
            return periods;
        }
        if (item.isFilledUp()) {
            ServicePeriod ended = Objects.requireNonNull(item.billing().ended());
            ServicePeriod whole = Objects.requireNonNull(item.billing().endedWhole());
            periods.add(new Committed(item, commitment, ended, whole, true));
        }
        lines.stream()
                .filter(line -> line.purpose() == LinePurpose.DELTA)
                .map(LineDraft::period)
                .distinct()
                .forEach(
                        late -> periods.add(new Committed(item, commitment, late, whole(item.periods(), late), false)));
        return periods;
    }

    private static ServicePeriod whole(Periods periods, ServicePeriod period) {
        return periods.wholePeriod(periods.indexOf(period.start()));
    }

    /** What is missing of a period to its plan's commitment, exactly. */
    static Fraction missing(DueItem item, MinimumCommitment commitment, ServicePeriod period, BigDecimal spent) {
        ServicePeriod whole = whole(item.periods(), period);
        Fraction minimum = item.billing().paid(period).shareOf(whole).times(commitment.amount());
        return SpendLimits.trueUp(minimum, spent);
    }

    /** What brings the period to its commitment, less what did before; null when nothing is missing. */
    private static @Nullable LineDraft line(Committed committed, Billed before, List<LineDraft> now) {
        DueItem item = committed.item();
        Currency currency = Currency.getInstance(item.terms().currency());
        Fraction minimum = committed
                .paid()
                .shareOf(committed.whole())
                .times(committed.commitment().amount());
        BigDecimal spent = Money.sum(now.stream().map(LineDraft::amount).toList(), currency)
                .plus(new Money(before.chargesMinor(), currency))
                .toDecimal();
        Fraction missing = SpendLimits.trueUp(minimum, spent);
        Money trueUp = Money.halfUp(missing, currency);
        Money amount = trueUp.minus(new Money(before.trueUpMinor(), currency));
        if (amount.signum() == 0) {
            return null;
        }
        Map<String, @Nullable Object> calculation = calculation(committed);
        calculation.put("billed_amount_minor", before.trueUpMinor());
        calculation.put("steps", SpendLimits.trueUpCalculation(minimum, spent).rounded(missing, trueUp));
        return new LineDraft(
                item.itemId(),
                null,
                null,
                description(committed),
                committed.first() ? LinePurpose.TRUE_UP : LinePurpose.DELTA,
                "",
                committed.first() ? 0 : before.nextDelta(),
                committed.period(),
                BigDecimal.ONE,
                amount.toDecimal(),
                missing.minus(before.preciseTrueUp()).toDecimal(),
                amount,
                item.terms().taxes(committed.commitment()),
                calculation);
    }

    private static Map<String, @Nullable Object> calculation(Committed committed) {
        Map<String, @Nullable Object> calculation = new LinkedHashMap<>();
        calculation.put("kind", "minimum_commitment");
        calculation.put("minimum_commitment", committed.commitment().amount());
        calculation.put("days", committed.paid().days());
        calculation.put("days_in_period", committed.whole().days());
        calculation.put("rounding", RoundingMode.HALF_UP);
        return calculation;
    }

    private static String description(Committed committed) {
        long days = committed.paid().days();
        long whole = committed.whole().days();
        return "Minimum commitment"
                + (days < whole ? " (%d of %d days)".formatted(days, whole) : "")
                + (committed.first()
                        ? ""
                        : ", late usage of " + committed.period().start());
    }
}
