/**
 * Taxes on lines. Owns: rates, rounding per document or per line, taxes in and on top of prices, which country's VAT is due.
 * Does not own: which rate a thing has, and documents. Holds always: JDK only, exact, and the taxes of the lines sum to the
 * taxes of the document.
 */
package dev.countinghouse.tax.domain;
