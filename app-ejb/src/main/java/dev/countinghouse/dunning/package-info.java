/**
 * Reminding of what is owed. Owns: payment reminders. Does not own: invoices, sending. Holds always: at most one reminder per
 * invoice and step, written with its outbox event.
 */
package dev.countinghouse.dunning;
