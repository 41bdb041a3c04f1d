package dev.countinghouse.payments.domain;

import java.util.EnumSet;
import java.util.Set;

/** Where a refund stands. Source: docs/BILLING.md, refunds. */
public enum RefundStatus {
    /** It is to be made, or the gateway is at work. */
    PENDING,
    /** The gateway gave no answer that says what became of it. */
    UNKNOWN,
    /** It went out. */
    SUCCEEDED,
    /** It did not go out, or came back: the money is here. */
    FAILED;

    /** What it can become. A bank may send back what went out. */
    public Set<RefundStatus> next() {
        return switch (this) {
            case PENDING -> EnumSet.of(UNKNOWN, SUCCEEDED, FAILED);
            case UNKNOWN -> EnumSet.of(PENDING, SUCCEEDED, FAILED);
            case SUCCEEDED -> EnumSet.of(FAILED);
            case FAILED -> EnumSet.noneOf(RefundStatus.class);
        };
    }

    /** Whether it is not known yet whether it went out. */
    public boolean isOpen() {
        return this == PENDING || this == UNKNOWN;
    }

    /** What it becomes by what the gateway says; an answer that tells of less than what is known changes nothing. */
    public RefundStatus after(RefundStatus told) {
        return next().contains(told) ? told : this;
    }
}
