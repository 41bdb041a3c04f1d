package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.BilledUsageRepository.Billed;
import dev.countinghouse.invoicing.BilledUsageRepository.Part;
import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a period costs less what was billed of it before, tier by tier. However often it is billed, all lines together are
 * exactly what it costs at last: rounding is made up for in the difference.
 */
@ApplicationScoped
class UsageDifference {

    private static final Part NOTHING =
            new Part("", "", "", null, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0);

    private static final Set<String> SUMS = Set.of("amounts", "transaction_limits", "minimum", "maximum");

    @Inject
    BilledUsageRepository billed;

    /**
     * The lines that bill the differences; a charge that holds none has none.
     *
     * @param lines all lines of each charge and period, in the order asked
     * @param purpose of the lines made
     */
    List<List<LineDraft>> of(List<UsageToBill> asked, List<List<LineDraft>> lines, LinePurpose purpose) {
        if (asked.isEmpty()) {
            return List.of();
        }
        List<Billed> before = billed.of(asked, purpose);
        List<List<LineDraft>> differences = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            differences.add(of(asked.get(i), lines.get(i), before.get(i), purpose));
        }
        return differences;
    }

    /**
     * The lines that bill what is left when periods end. A charge in arrears of which nothing was billed before has its lines as they
     * are: a plan whose thresholds were not reached is billed like one without.
     *
     * @param lines all lines of each charge and period, in the order asked
     */
    List<List<LineDraft>> rest(List<UsageToBill> asked, List<List<LineDraft>> lines) {
        if (asked.isEmpty()) {
            return List.of();
        }
        List<Billed> before = billed.of(asked, LinePurpose.PROGRESSIVE);
        List<List<LineDraft>> rest = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            boolean untouched =
                    !asked.get(i).isInAdvance() && before.get(i).parts().isEmpty();
            rest.add(untouched ? lines.get(i) : of(asked.get(i), lines.get(i), before.get(i), LinePurpose.PROGRESSIVE));
        }
        return rest;
    }

    private static List<LineDraft> of(UsageToBill usage, List<LineDraft> all, Billed before, LinePurpose purpose) {
        Map<String, Part> left = new TreeMap<>(before.parts());
        List<LineDraft> lines = new ArrayList<>();
        for (LineDraft now : all) {
            Part part = Objects.requireNonNullElse(left.remove(BilledUsageRepository.part(now)), NOTHING);
            boolean same = now.amount().minor() == part.amountMinor()
                    && now.preciseAmount().compareTo(part.preciseAmount()) == 0
                    && (isSum(now) || now.quantity().compareTo(part.quantity()) == 0);
            if (!same) {
                lines.add(less(now, part, purpose, before.next() + lines.size()));
            }
        }
        for (Part part : left.values()) {
            boolean open =
                    part.quantity().signum() != 0 || part.preciseAmount().signum() != 0 || part.amountMinor() != 0;
            if (open) { // no usage reaches this part any more
                lines.add(less(nothing(usage, part), part, purpose, before.next() + lines.size()));
            }
        }
        return lines;
    }

    /** Whether a line is of a sum, whose quantity is always 1. */
    static boolean isSum(LineDraft line) {
        return isSum(Objects.toString(line.calculation().get("kind")));
    }

    /** The same of a line of a kind. */
    static boolean isSum(String kind) {
        return SUMS.contains(kind);
    }

    private static LineDraft nothing(UsageToBill usage, Part part) {
        Map<String, @Nullable Object> calculation = new LinkedHashMap<>();
        calculation.put("charge", usage.charge().code());
        calculation.put("kind", part.kind());
        calculation.put("tier", part.tier());
        return new LineDraft(
                usage.item().itemId(),
                usage.charge().id(),
                part.metric(),
                usage.charge().name() + (part.bucket().isEmpty() ? "" : ", " + part.bucket()),
                LinePurpose.REGULAR,
                part.bucket(),
                0,
                usage.period(),
                BigDecimal.ZERO,
                part.unitAmount(),
                BigDecimal.ZERO,
                Money.zero(Currency.getInstance(usage.item().terms().currency())),
                usage.item().terms().taxes(usage.charge()),
                calculation);
    }

    private static LineDraft less(LineDraft now, Part before, LinePurpose purpose, int sequence) {
        Map<String, @Nullable Object> calculation = new LinkedHashMap<>(now.calculation());
        calculation.put("billed_quantity", before.quantity());
        calculation.put("billed_amount_minor", before.amountMinor());
        Money amount =
                now.amount().minus(new Money(before.amountMinor(), now.amount().currency()));
        String late =
                purpose == LinePurpose.DELTA ? ", late usage of " + now.period().start() : "";
        return new LineDraft(
                now.itemId(),
                now.chargeId(),
                now.metric(),
                now.description() + late,
                purpose,
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
