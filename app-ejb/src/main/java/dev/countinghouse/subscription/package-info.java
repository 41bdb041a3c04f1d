/**
 * Who bought what. Owns: subscriptions, their items, which period is billed next. Does not own: prices, usage, invoices.
 * Holds always: periods tile and each is billed once, in order; a subscription keeps the plan version and the time zone it
 * began with.
 */
package dev.countinghouse.subscription;
