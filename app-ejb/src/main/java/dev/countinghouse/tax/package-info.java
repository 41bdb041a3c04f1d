/**
 * Taxes on lines. Owns: whether a VAT id is valid. Does not own: rates, which are the catalog's, and what is charged, which
 * invoicing decides. Holds always: an answer is at once and the same for the same VAT id, whatever is reachable.
 */
package dev.countinghouse.tax;
