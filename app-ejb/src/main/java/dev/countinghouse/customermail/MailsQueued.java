package dev.countinghouse.customermail;

/** Mails were queued in this transaction. */
record MailsQueued() {}
