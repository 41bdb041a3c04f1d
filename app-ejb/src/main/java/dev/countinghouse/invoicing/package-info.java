/**
 * Invoices. Owns: invoices, lines, their numbers, billing runs. Does not own: prices, usage, payments. Holds always: a
 * finalized invoice changes in its settlement alone; numbers have no gaps; no charge bills an instant twice; totals are the
 * sums of their lines.
 */
package dev.countinghouse.invoicing;
