package dev.countinghouse.documents;

import dev.countinghouse.invoicing.LineView;
import java.math.BigDecimal;

/**
 * An amount as EN 16931 has it: quantity times price, and no price below zero.
 *
 * @param quantity below zero where the amount is
 */
record LinePrice(BigDecimal quantity, BigDecimal price) {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** How far an amount may be off its product: OpenPeppol, BIS Billing 3.0, PEPPOL-EN16931-R120. */
    private static final BigDecimal OFF_MAX = new BigDecimal("0.02");

    /**
     * Of a line: its own quantity and price where the amount is their product, rounded to hundredths or less; else, as in yen, it is one
     * unit.
     */
    static LinePrice of(LineView line) {
        BigDecimal amount = line.amount().amount();
        BigDecimal off = line.quantity().multiply(line.unitAmount()).subtract(amount);
        if (off.abs().compareTo(HALF.movePointLeft(amount.scale()).min(OFF_MAX)) > 0) {
            return one(amount);
        }
        return line.unitAmount().signum() < 0
                ? new LinePrice(line.quantity().negate(), line.unitAmount().negate())
                : new LinePrice(line.quantity(), line.unitAmount());
    }

    /** Of an amount that is not reckoned by units. */
    static LinePrice one(BigDecimal amount) {
        BigDecimal quantity = amount.signum() < 0 ? BigDecimal.ONE.negate() : BigDecimal.ONE;
        return new LinePrice(quantity, amount.abs());
    }
}
