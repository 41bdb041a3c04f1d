package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was billed, as lines that are kept here. */
class BilledLines extends BilledUsageRepository {

    private final List<LineDraft> lines = new ArrayList<>();

    void add(List<LineDraft> more) {
        lines.addAll(more);
    }

    List<LineDraft> all() {
        return lines;
    }

    @Override
    List<Billed> of(List<UsageToBill> asked, LinePurpose purpose) {
        return asked.stream().map(usage -> billed(usage, purpose)).toList();
    }

    private Billed billed(UsageToBill usage, LinePurpose purpose) {
        Map<String, Part> parts = new HashMap<>();
        int next = 0;
        for (LineDraft line : lines) {
            if (usage.charge().id().equals(line.chargeId()) && usage.period().equals(line.period())) {
                parts.merge(part(line), of(line), BilledLines::plus);
                next = line.purpose() == purpose ? Math.max(next, line.sequence() + 1) : next;
            }
        }
        return new Billed(parts, next);
    }

    private static Part of(LineDraft line) {
        return new Part(
                line.bucket(),
                String.valueOf(line.calculation().get("kind")),
                line.calculation().get("tier") == null
                        ? ""
                        : String.valueOf(line.calculation().get("tier")),
                line.metric(),
                line.quantity(),
                line.unitAmount(),
                line.preciseAmount(),
                line.amount().minor());
    }

    private static Part plus(Part one, Part other) {
        return new Part(
                one.bucket(),
                one.kind(),
                one.tier(),
                one.metric(),
                one.quantity().add(other.quantity()),
                one.unitAmount(),
                one.preciseAmount().add(other.preciseAmount()),
                one.amountMinor() + other.amountMinor());
    }
}
