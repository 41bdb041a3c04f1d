package dev.countinghouse.payments.domain;

import java.util.EnumSet;
import java.util.Set;

/** Where a page stands on which a customer pays an invoice himself. Source: docs/BILLING.md, payment links. */
public enum LinkStatus {
    /** It is to be made, or the gateway has not said that it is there. */
    CREATED,
    /** The customer can pay on it. */
    OPEN,
    /** He has. */
    PAID,
    /** He has not, and cannot any more. */
    EXPIRED,
    /** The gateway made none. */
    FAILED;

    /** What it can become. */
    public Set<LinkStatus> next() {
        return switch (this) {
            case CREATED -> EnumSet.of(OPEN, PAID, EXPIRED, FAILED);
            case OPEN -> EnumSet.of(PAID, EXPIRED);
            case PAID, EXPIRED, FAILED -> EnumSet.noneOf(LinkStatus.class);
        };
    }

    /** Whether it may be paid on still: an invoice has at most one such. */
    public boolean isOpen() {
        return !next().isEmpty();
    }

    /** What it becomes by what the gateway says; an answer that tells of less than what is known changes nothing. */
    public LinkStatus after(LinkStatus told) {
        return next().contains(told) ? told : this;
    }
}
