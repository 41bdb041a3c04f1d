/**
 * The worked examples of {@code vectors/billing-vectors.json}, run through the rules that invoices are made by. Adapters
 * translate names; all arithmetic is the product's.
 */
package dev.countinghouse.vectors;
