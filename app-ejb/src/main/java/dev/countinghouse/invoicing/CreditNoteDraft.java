package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.domain.Credit;
import dev.countinghouse.invoicing.domain.Creditable;
import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A credit note about to be written: which lines of an invoice it credits, and by how much.
 *
 * @param parts one for each line, in the lines' order; the totals are their sums
 */
record CreditNoteDraft(Currency currency, List<Part> parts) {

    /**
     * A line of the invoice.
     *
     * @param amounts what was invoiced and what was credited before
     */
    record Line(UUID id, int position, Creditable amounts) {}

    /** What is credited of a line. */
    record Part(Line line, Credit credit) {}

    /** All that is left of an invoice; of lines below zero too. */
    static CreditNoteDraft whole(Currency currency, List<Line> lines) {
        return new CreditNoteDraft(
                currency,
                lines.stream()
                        .map(line -> new Part(line, line.amounts().left()))
                        .filter(part -> !part.credit().isNothing())
                        .toList());
    }

    /**
     * What is wanted of some lines, each named once.
     *
     * @throws BillingException when a line is none of the invoice's, or less is left of it than is wanted
     */
    static CreditNoteDraft of(Currency currency, List<Line> lines, List<NewCreditNote.Line> wanted) {
        Map<UUID, Line> byId = lines.stream().collect(Collectors.toMap(Line::id, Function.identity()));
        Set<UUID> seen = new HashSet<>();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            UUID id = wanted.get(i).lineId();
            String field = "lines[%d].".formatted(i);
            @Nullable Line line = byId.get(id);
            if (line == null) {
                throw BillingException.invalid(field + "line_id", "unknown", "is no line of the invoice");
            }
            if (!seen.add(id)) {
                throw BillingException.invalid(field + "line_id", "repeated", "is named twice");
            }
            parts.add(new Part(line, credit(line, wanted.get(i).amount(), field + "amount")));
        }
        parts.sort((one, other) ->
                Integer.compare(one.line().position(), other.line().position()));
        return new CreditNoteDraft(currency, List.copyOf(parts));
    }

    private static Credit credit(Line line, @Nullable Money wanted, String field) {
        Money left = line.amounts().left().net();
        Money net = wanted == null ? left : wanted;
        if (!net.currency().equals(left.currency())) {
            throw BillingException.invalid(
                    field + ".currency", "currency_mismatch", "must be the invoice's: " + left.currency());
        }
        if (net.signum() <= 0 || net.compareTo(left) > 0) {
            String message = "is more than the %s that are left of line %d".formatted(left.orZero(), line.position());
            throw new BillingException(
                    ProblemType.CREDIT_EXCEEDS_INVOICE,
                    field + " " + message,
                    List.of(new FieldError(field, "exceeds_line", message)));
        }
        return line.amounts().credit(net);
    }

    Money subtotal() {
        return Money.sum(parts.stream().map(part -> part.credit().net()).toList(), currency);
    }

    Money tax() {
        return Money.sum(parts.stream().map(part -> part.credit().tax()).toList(), currency);
    }

    Money total() {
        return subtotal().plus(tax());
    }
}
