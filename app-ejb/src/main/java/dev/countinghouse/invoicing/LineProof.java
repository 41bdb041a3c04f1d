package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares lines that were billed with lines that were computed anew. Of usage, all lines of a part of a price together must come
 * to what the part costs: what was billed when the period ended, in advance, and late. Pure.
 */
final class LineProof {

    private static final int DECIMALS = 12; // as quantities and unit amounts are stored

    private final Findings findings;

    LineProof(Findings findings) {
        this.findings = findings;
    }

    /** Fees: each line for itself. What is missing is named by the invoice that the others are on. */
    void fees(List<StoredLine> stored, List<LineDraft> computed) {
        Map<Integer, StoredLine> bySequence = new HashMap<>();
        stored.forEach(line -> bySequence.put(line.sequence(), line));
        for (LineDraft draft : computed) {
            StoredLine line = bySequence.remove(draft.sequence());
            if (line == null) {
                missing(draft, stored);
            } else {
                values(line, draft);
                taxes(line, draft.taxes());
            }
        }
        bySequence.values().forEach(this::unexpected);
        findings.recomputed(stored);
    }

    private void values(StoredLine line, LineDraft draft) {
        if (!line.period().equals(draft.period())) {
            findings.differs(
                    line,
                    "period",
                    text(line),
                    draft.period().start() + "/" + draft.period().end());
        }
        decimal(line, "quantity", line.quantity(), scaled(draft.quantity()));
        decimal(line, "unit_amount", line.unitAmount(), scaled(draft.unitAmount()));
        decimal(line, "precise_amount", line.preciseAmount(), draft.preciseAmount());
        if (!line.amount().equals(draft.amount())) {
            findings.amountDiffers(line, draft.amount());
        }
    }

    private void decimal(StoredLine line, String field, BigDecimal stored, BigDecimal computed) {
        if (stored.compareTo(computed) != 0) {
            findings.differs(line, field, plain(stored), plain(computed));
        }
    }

    /** Whether the lines of a charge's usage in a period come to what was computed, part by part. */
    static boolean holds(List<StoredLine> stored, List<LineDraft> computed) {
        Map<String, List<StoredLine>> parts = parts(stored);
        Map<String, LineDraft> drafts = drafts(computed);
        return parts.entrySet().stream().allMatch(part -> new Sum(part.getValue()).is(drafts.get(part.getKey())))
                && drafts.entrySet().stream()
                        .allMatch(draft -> parts.containsKey(draft.getKey()) || isNothing(draft.getValue()));
    }

    /** Names what of the lines of a charge's usage in a period does not come to what was computed. */
    void usage(List<StoredLine> stored, List<LineDraft> computed) {
        Map<String, LineDraft> drafts = drafts(computed);
        parts(stored).forEach((part, lines) -> {
            LineDraft draft = drafts.remove(part);
            new Sum(lines).name(draft, findings);
        });
        drafts.values().stream().filter(draft -> !isNothing(draft)).forEach(draft -> missing(draft, stored));
        findings.recomputed(stored);
    }

    /** Names what a line says otherwise than the others of its part do: unit price, and what was billed before it. */
    void each(List<StoredLine> stored, List<LineDraft> computed) {
        Map<String, LineDraft> drafts = drafts(computed);
        parts(stored).forEach((part, lines) -> new Sum(lines).nameEach(drafts.get(part), findings));
    }

    /** Whether lines of usage end with their period; those in advance of a cancellation were for more of it. */
    void periods(List<StoredLine> lines, ServicePeriod period, ServicePeriod whole) {
        for (StoredLine line : lines) {
            LocalDate end = line.period().end();
            if (!end.equals(period.end()) && !(end.isAfter(period.end()) && !end.isAfter(whole.end()))) {
                findings.differs(line, "period", text(line), line.period().start() + "/" + period.end());
            }
        }
    }

    /** Whether the taxes on lines are those that their charge or plan names, or else the customer's. */
    void taxes(Collection<StoredLine> lines, List<TaxRateView> named) {
        lines.forEach(line -> taxes(line, named));
    }

    /** What else decides is compared by {@link TaxProof}, and the percent of the rates. */
    private void taxes(StoredLine line, List<TaxRateView> named) {
        boolean zero = !line.taxes().isEmpty() && line.taxPercent().signum() == 0;
        if (!TaxDecision.isByRates(line.taxedBy().treatment()) && !zero && !Parties.isOfNothing(named)) {
            return;
        }
        if (TaxDecision.isUntaxed(line.taxedBy().treatment())) {
            return;
        }
        Set<String> codes = new TreeSet<>(
                named.isEmpty()
                        ? line.taxedBy().customerRates()
                        : named.stream().map(TaxRateView::code).toList());
        Set<String> stored = new TreeSet<>(line.taxes());
        if (!stored.equals(codes)) {
            findings.differs(line, "tax_rates", String.join(", ", stored), String.join(", ", codes));
        }
    }

    /** A line that nothing says should be there. */
    void unexpected(StoredLine line) {
        findings.differs(line, "line", "amount " + line.amount().toDecimal(), "no such line");
    }

    private void missing(LineDraft draft, List<StoredLine> others) {
        findings.differs(new Difference(
                others.isEmpty() ? null : others.getFirst().invoice(),
                null,
                "line",
                "no such line",
                "amount " + draft.amount().toDecimal(),
                "%s, %s to %s of subscription item %s"
                        .formatted(
                                draft.description(),
                                draft.period().start(),
                                draft.period().end(),
                                draft.itemId())));
    }

    private static Map<String, List<StoredLine>> parts(List<StoredLine> stored) {
        Map<String, List<StoredLine>> parts = new LinkedHashMap<>();
        stored.stream()
                .sorted(StoredLine.ORDER)
                .forEach(line -> parts.computeIfAbsent(line.part(), ignored -> new ArrayList<>())
                        .add(line));
        return parts;
    }

    private static Map<String, LineDraft> drafts(List<LineDraft> computed) {
        Map<String, LineDraft> drafts = new LinkedHashMap<>();
        computed.forEach(draft -> drafts.put(BilledUsageRepository.part(draft), draft));
        return drafts;
    }

    private static boolean isNothing(LineDraft draft) {
        return draft.amount().signum() == 0
                && draft.preciseAmount().signum() == 0
                && (UsageDifference.isSum(draft) || draft.quantity().signum() == 0);
    }

    private static BigDecimal scaled(BigDecimal value) {
        return value.setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String text(StoredLine line) {
        return line.period().start() + "/" + line.period().end();
    }

    /** All lines of a part of a price in a period. */
    private static final class Sum {

        private final List<StoredLine> lines;
        private final Money amount;
        private final BigDecimal precise;
        private final BigDecimal quantity;

        Sum(List<StoredLine> lines) {
            this.lines = lines;
            this.amount = Money.sum(
                    lines.stream().map(StoredLine::amount).toList(),
                    lines.getFirst().amount().currency());
            this.precise = sum(lines.stream().map(StoredLine::preciseAmount).toList());
            this.quantity = sum(lines.stream().map(StoredLine::quantity).toList());
        }

        private static BigDecimal sum(List<BigDecimal> values) {
            return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        /** @param draft null: no usage reaches the part, so that all of it must have gone back */
        boolean is(@Nullable LineDraft draft) {
            return amount.equals(computedAmount(draft))
                    && precise.compareTo(draft == null ? BigDecimal.ZERO : draft.preciseAmount()) == 0
                    && (isSum(draft) || quantity.compareTo(computedQuantity(draft)) == 0);
        }

        void name(@Nullable LineDraft draft, Findings findings) {
            nameEach(draft, findings);
            BigDecimal exact = draft == null ? BigDecimal.ZERO : draft.preciseAmount();
            if (precise.compareTo(exact) != 0) {
                StoredLine line = wrong(amounts(draft));
                findings.differs(
                        line,
                        "precise_amount",
                        plain(line.preciseAmount()),
                        plain(line.preciseAmount().add(exact.subtract(precise))));
            }
        }

        /** Each line for itself, by what the next one found. */
        void nameEach(@Nullable LineDraft draft, Findings findings) {
            if (!isSum(draft)) {
                unitAmounts(draft, findings);
                List<BigDecimal> due = due(StoredLine::quantity, StoredLine::quantityBefore, computedQuantity(draft));
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).quantity().compareTo(due.get(i)) != 0) {
                        findings.differs(
                                lines.get(i), "quantity", plain(lines.get(i).quantity()), plain(due.get(i)));
                    }
                }
                before("billed_quantity", due, StoredLine::quantityBefore, findings);
            }
            List<BigDecimal> due = amounts(draft);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).amount().toDecimal().compareTo(due.get(i)) != 0) {
                    findings.amountDiffers(lines.get(i), Money.halfUp(due.get(i), amount.currency()));
                }
            }
            before("billed_amount_minor", due, StoredLine::amountBefore, findings);
        }

        private void unitAmounts(@Nullable LineDraft draft, Findings findings) {
            BigDecimal unit = draft == null ? lines.getFirst().unitAmount() : scaled(draft.unitAmount());
            for (StoredLine line : lines) {
                if (line.unitAmount().compareTo(unit) != 0) {
                    findings.differs(line, "unit_amount", plain(line.unitAmount()), plain(unit));
                }
            }
        }

        private List<BigDecimal> amounts(@Nullable LineDraft draft) {
            return due(
                    line -> line.amount().toDecimal(),
                    StoredLine::amountBefore,
                    computedAmount(draft).toDecimal());
        }

        /** What each line must be: what the next one found less what it found itself, the last one what is left of all. */
        private List<BigDecimal> due(
                Function<StoredLine, BigDecimal> value,
                Function<StoredLine, @Nullable BigDecimal> before,
                BigDecimal all) {
            List<BigDecimal> due = new ArrayList<>();
            BigDecimal billed = BigDecimal.ZERO;
            for (int i = 0; i < lines.size(); i++) {
                BigDecimal found = i + 1 < lines.size() ? before.apply(lines.get(i + 1)) : all;
                BigDecimal then = found == null ? billed.add(value.apply(lines.get(i))) : found;
                due.add(then.subtract(billed));
                billed = then;
            }
            return due;
        }

        /** The first line finds nothing billed; each other one says what it found. */
        private void before(
                String field,
                List<BigDecimal> due,
                Function<StoredLine, @Nullable BigDecimal> before,
                Findings findings) {
            BigDecimal billed = BigDecimal.ZERO;
            for (int i = 0; i < lines.size(); i++) {
                BigDecimal found = before.apply(lines.get(i));
                if (found == null ? i > 0 : found.compareTo(billed) != 0) {
                    findings.differs(lines.get(i), field, found == null ? "nothing" : plain(found), plain(billed));
                }
                billed = billed.add(due.get(i));
            }
        }

        /** The first line that is not what it must be; the last one where each is. */
        private StoredLine wrong(List<BigDecimal> due) {
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).amount().toDecimal().compareTo(due.get(i)) != 0) {
                    return lines.get(i);
                }
            }
            return lines.getLast();
        }

        private Money computedAmount(@Nullable LineDraft draft) {
            return draft == null ? Money.zero(amount.currency()) : draft.amount();
        }

        private static BigDecimal computedQuantity(@Nullable LineDraft draft) {
            return draft == null ? BigDecimal.ZERO : scaled(draft.quantity());
        }

        private boolean isSum(@Nullable LineDraft draft) {
            return draft == null ? UsageDifference.isSum(lines.getFirst().kind()) : UsageDifference.isSum(draft);
        }
    }
}
