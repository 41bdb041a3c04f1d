/**
 * Charge models. Owns: quantity to exact amount. Does not own: rounding, periods, taxes. Holds always: JDK only, exact, and
 * the quantities of usage parts sum to the quantity rated.
 */
package dev.countinghouse.rating.domain;
