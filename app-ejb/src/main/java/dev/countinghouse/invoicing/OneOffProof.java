package dev.countinghouse.invoicing;

import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Reckons lines once more that somebody wrote by hand: each is quantity times unit amount, rounded once, with the percentages of the
 * taxes that it names. Pure.
 */
final class OneOffProof {

    private final Findings findings;
    private final Map<String, BigDecimal> percents;

    /** @param percents of tax rates, by code */
    OneOffProof(Findings findings, Map<String, BigDecimal> percents) {
        this.findings = findings;
        this.percents = percents;
    }

    /** @param lines of an invoice; those that a subscription is billed by are left out */
    void prove(List<StoredLine> lines) {
        List<StoredLine> byHand = lines.stream()
                .filter(line -> line.purpose() == LinePurpose.ONE_OFF)
                .toList();
        byHand.forEach(this::prove);
        findings.recomputed(byHand);
    }

    private void prove(StoredLine line) {
        BigDecimal exact = line.quantity().multiply(line.unitAmount());
        decimal(line, "precise_amount", line.preciseAmount(), exact);
        Money amount = Money.halfUp(exact, line.amount().currency());
        if (!line.amount().equals(amount)) {
            findings.amountDiffers(line, amount);
        }
        BigDecimal percent = line.taxes().stream()
                .map(code -> percents.getOrDefault(code, BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        decimal(line, "tax_percent", line.taxPercent(), percent);
    }

    private void decimal(StoredLine line, String field, BigDecimal stored, BigDecimal computed) {
        if (stored.compareTo(computed) != 0) {
            findings.differs(line, field, plain(stored), plain(computed));
        }
    }

    private static String plain(BigDecimal value) {
        return Decimals.plain(value).toPlainString();
    }
}
