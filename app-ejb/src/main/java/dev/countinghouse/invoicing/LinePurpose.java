package dev.countinghouse.invoicing;

/** Why a line bills its period. With item, charge, period, bucket and sequence it makes a line unique, but one by hand. */
public enum LinePurpose {
    /** The period's fee or usage, billed once. */
    REGULAR,
    TRUE_UP,
    /** Usage in advance: what its period costs more than was billed of it before. */
    PROGRESSIVE,
    /** The difference that usage made which came after its period was billed. */
    DELTA,
    /** The difference that a change within its period, or its end, makes to a fee that was billed in advance. */
    CHANGE,
    /** Somebody wrote it by hand: it is of no subscription. */
    ONE_OFF
}
