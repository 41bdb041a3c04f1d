/**
 * Reminding of what is owed, and what is done when it is not paid. Owns: payment reminders, dunning campaigns, the steps that were taken.
 * Does not own: invoices, attempts to charge, sending. Holds always: at most one reminder per invoice and step, and at most one step of a
 * campaign per invoice and place, each written with its outbox event and what it does; nothing is done about what is paid.
 */
package dev.countinghouse.dunning;
