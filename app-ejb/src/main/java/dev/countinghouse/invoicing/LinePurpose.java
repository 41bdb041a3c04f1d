package dev.countinghouse.invoicing;

/** Why a line bills its period. With item, charge, period, bucket and sequence it makes a line unique. */
public enum LinePurpose {
    /** The period's fee or usage, billed once. */
    REGULAR,
    TRUE_UP,
    PROGRESSIVE,
    /** The difference that usage made which came after its period was billed. */
    DELTA
}
