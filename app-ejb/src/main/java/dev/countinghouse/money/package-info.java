/**
 * Exact money. Owns: amounts in minor units, exact fractions, rates, rounding,
 * splitting. Does not own: prices finer than a minor unit. Holds
 * always: no binary float; one rounding, by a mode the caller names; parts of a split sum to the whole.
 */
package dev.countinghouse.money;
