/**
 * Invoices. Owns: invoices, lines, credit notes, their numbers, billing runs. Does not own: prices, usage, payments. Holds always: a
 * finalized invoice changes in its settlement alone; numbers have no gaps; no more is
 * credited than was invoiced; nothing is owed of what is void or written off; no charge bills an
 * instant twice; totals are the sums of their lines.
 */
package dev.countinghouse.invoicing;
