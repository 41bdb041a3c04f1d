/**
 * The double-entry ledger. Owns: transfers. Does not own: the documents that post them. Holds always: an entry is written in the
 * transaction of its document, once, and never changed; debits equal credits in every currency.
 */
package dev.countinghouse.ledger;
