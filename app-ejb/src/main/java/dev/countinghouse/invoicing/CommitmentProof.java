package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.MinimumCommitment;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.time.ServicePeriod;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/** Proves that the lines of a period, with what filled it up, are its plan's minimum commitment at least, to the cent. Pure. */
final class CommitmentProof {

    private final Findings findings;
    private final DueItem item;
    private final ServicePeriod period;

    CommitmentProof(Findings findings, DueItem item, ServicePeriod period) {
        this.findings = findings;
        this.item = item;
        this.period = period;
    }

    /**
     * @param charges lines of the period's charges
     * @param trueUps what filled it up, and what late usage changed of that
     */
    void prove(List<StoredLine> charges, List<StoredLine> trueUps) {
        MinimumCommitment commitment = Objects.requireNonNull(item.terms().minimumCommitment());
        Currency currency = Currency.getInstance(item.terms().currency());
        Money spent = Money.sum(charges.stream().map(findings::computed).toList(), currency);
        Fraction missing = CommitmentLines.missing(item, commitment, period, spent.toDecimal());
        Money due = Money.halfUp(missing, currency);
        Money billed = Money.sum(trueUps.stream().map(StoredLine::amount).toList(), currency);
        if (!billed.equals(due) && trueUps.isEmpty()) {
            findings.differs(new Difference(
                    charges.isEmpty() ? null : charges.getLast().invoice(),
                    null,
                    "line",
                    "no such line",
                    "amount " + due.toDecimal(),
                    "minimum commitment of %s to %s".formatted(period.start(), period.end())));
        } else if (!billed.equals(due)) {
            StoredLine last = trueUps.getLast();
            findings.amountDiffers(last, last.amount().plus(due.minus(billed)));
        }
        if (trueUps.size() == 1 && trueUps.getFirst().preciseAmount().compareTo(missing.toDecimal()) != 0) {
            findings.differs(
                    trueUps.getFirst(),
                    "precise_amount",
                    trueUps.getFirst().preciseAmount().toPlainString(),
                    missing.toDecimal().toPlainString());
        }
        new LineProof(findings).taxes(trueUps, item.terms().taxes(commitment));
        findings.recomputed(trueUps);
    }
}
