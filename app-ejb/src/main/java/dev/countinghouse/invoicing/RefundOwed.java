package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import java.util.UUID;

/**
 * A credit note is about to be written by which money goes back: fired in its transaction, for features that invoicing does not know.
 * Whoever gives some of it back the way it came says so; the rest goes back by hand.
 */
public final class RefundOwed {

    private final UUID invoiceId;
    private final UUID creditNoteId;
    private final String reason;
    private Money left;

    /** @param amount above zero */
    RefundOwed(UUID invoiceId, UUID creditNoteId, String reason, Money amount) {
        this.invoiceId = invoiceId;
        this.creditNoteId = creditNoteId;
        this.reason = reason;
        this.left = amount;
    }

    public UUID invoiceId() {
        return invoiceId;
    }

    /** The credit note's, which is written later in the same transaction. */
    public UUID creditNoteId() {
        return creditNoteId;
    }

    /** The credit note's. */
    public String reason() {
        return reason;
    }

    /** What nobody gives back yet. */
    public Money left() {
        return left;
    }

    /**
     * Somebody gives a part of it back.
     *
     * @param amount above zero, at most what is left
     */
    public void take(Money amount) {
        if (amount.signum() <= 0 || amount.compareTo(left) > 0) {
            throw new IllegalArgumentException("%s of %s".formatted(amount, left));
        }
        left = left.minus(amount);
    }
}
