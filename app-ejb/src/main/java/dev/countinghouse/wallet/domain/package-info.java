/**
 * Prepaid credit. Owns: what a top-up costs, which top-up is used first, what has expired. Does not own: balances in the
 * database. Holds always: JDK only, exact; no more is used than there is, and each use names its top-up.
 */
package dev.countinghouse.wallet.domain;
