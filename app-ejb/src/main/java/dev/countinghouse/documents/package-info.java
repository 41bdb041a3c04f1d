/**
 * Invoices and credit notes as customers and their programs see them. Owns: their look and wording in each language, and how they
 * are said by EN 16931. Does not own: what stands on an invoice. Holds always: no amount is computed here but sums of those that
 * stand on it; what people typed is text, whatever it looks like; nothing is read but what is shipped and the tenant's logo; an
 * invoice printed again is the same, byte for byte.
 */
package dev.countinghouse.documents;
