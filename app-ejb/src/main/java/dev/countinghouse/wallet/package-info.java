/**
 * Prepaid credit of customers. Owns: wallets, top-ups, and every transaction on them. Does not own: the invoices that are settled from
 * them. Holds always: what is left of a top-up is the sum of its transactions, never below zero; no invoice is paid by what has expired
 * or was terminated.
 */
package dev.countinghouse.wallet;
