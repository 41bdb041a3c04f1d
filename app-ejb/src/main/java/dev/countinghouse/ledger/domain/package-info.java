/**
 * Bookkeeping rules. Owns: which accounts there are, what each document posts, how deferred revenue is recognised. Does not own:
 * what is in the database. Holds always: JDK only, exact; every posting is balanced; what is recognised and what is deferred sum
 * to what was invoiced.
 */
package dev.countinghouse.ledger.domain;
