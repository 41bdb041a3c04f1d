package dev.countinghouse.invoicing;

import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.util.List;

/**
 * Reckons lines once more that somebody wrote by hand: each is quantity times unit amount, rounded once. Their taxes are proved by
 * {@link TaxProof}. Pure.
 */
final class OneOffProof {

    private final Findings findings;

    OneOffProof(Findings findings) {
        this.findings = findings;
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
