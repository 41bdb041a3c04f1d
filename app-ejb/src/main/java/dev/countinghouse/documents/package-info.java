/**
 * Invoices as customers see them. Owns: their look and wording in each language. Does not own: what stands on an invoice.
 * Holds always: nothing is computed here; what people typed is text, whatever it looks like; nothing is read but what is shipped
 * and the tenant's logo; an invoice printed again is the same, byte for byte.
 */
package dev.countinghouse.documents;
