/**
 * Bookkeeping rules. Owns: how deferred revenue is recognised. Does not own: accounts in the database. Holds always: JDK
 * only, exact; what is recognised and what is deferred sum to what was invoiced.
 */
package dev.countinghouse.ledger.domain;
