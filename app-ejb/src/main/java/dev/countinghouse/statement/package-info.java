/**
 * What a customer owes and how it came about, for the customer. Owns: nothing. Does not own: the transfers and documents that it
 * reads. Holds always: the balance at the end is what is due of all his invoices in a currency, less his credit balance.
 */
package dev.countinghouse.statement;
