package dev.countinghouse.payments.domain;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where an attempt to collect a payment stands. Source: docs/BILLING.md, payments through a gateway.
 *
 * <p>Nothing is charged before {@link #PROCESSING}, which is committed before the gateway is asked. What is not over stays open until the
 * gateway has said what became of it; what is over stays as it is.
 */
public enum AttemptStatus {
    /** It is to be made. */
    CREATED,
    /** The gateway may have been asked, or is at work. */
    PROCESSING,
    /** The customer has to do something at the gateway. */
    REQUIRES_ACTION,
    /** The gateway has the money. */
    SUCCEEDED,
    /** Nothing was charged, and nothing will be: the gateway cannot take it up again. */
    FAILED,
    /** The gateway gave no answer that says what became of it. */
    UNKNOWN;

    /** What it can become. */
    public Set<AttemptStatus> next() {
        return switch (this) {
            case CREATED -> EnumSet.of(PROCESSING);
            case PROCESSING -> EnumSet.of(REQUIRES_ACTION, SUCCEEDED, FAILED, UNKNOWN);
            case REQUIRES_ACTION -> EnumSet.of(SUCCEEDED, FAILED);
            case UNKNOWN -> EnumSet.of(PROCESSING, REQUIRES_ACTION, SUCCEEDED, FAILED);
            case SUCCEEDED, FAILED -> EnumSet.noneOf(AttemptStatus.class);
        };
    }

    /** Whether it can become another one at once. */
    public boolean canBecome(AttemptStatus other) {
        return next().contains(other);
    }

    /** Whether it is not over: an invoice has at most one such attempt. */
    public boolean isOpen() {
        return !next().isEmpty();
    }

    /**
     * What it becomes by what the gateway says. Answers may come twice and in any order: one that tells of less than what is known changes
     * nothing.
     */
    public AttemptStatus after(AttemptStatus told) {
        return canBecome(told) ? told : this;
    }
}
