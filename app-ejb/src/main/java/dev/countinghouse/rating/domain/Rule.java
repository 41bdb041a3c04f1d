package dev.countinghouse.rating.domain;

/** The name of a rule that an amount came about by. Never rename: calculations are kept with invoice lines. */
public enum Rule {
    STANDARD,
    PACKAGE,
    GRADUATED,
    VOLUME,
    STAIR_STEP,
    BLOCKS,
    GRADUATED_PERCENTAGE,
    PERCENTAGE,
    DYNAMIC,
    PRORATED_GRADUATED,
    /** Quantity times unit amount. */
    UNITS_TIMES_PRICE,
    /** The flat amount of a tier. */
    FLAT_AMOUNT,
    /** One transaction of a percentage charge. */
    TRANSACTION,
    /** One change of a level, in units and in prorated units. */
    CHANGE,
    /** A fee times its share of a period. */
    PRORATION,
    /** Units that are free of charge taken off. */
    FREE_UNITS,
    /** A discount in percent taken off, and a maximum held. */
    MAXIMUM,
    /** A minimum filled up. */
    MINIMUM,
    /** A commitment of a window, with its overage. */
    COMMITMENT,
    /** Brought to the currency's minor unit, HALF_UP. */
    ROUNDING
}
