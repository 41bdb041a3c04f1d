/**
 * Money coming in. Owns: payments, what customers can be charged by, attempts to charge them, refunds, payment links, the tenant's account at Stripe. Does not own:
 * what is owed. Holds always: a payment settles an invoice in one transaction; nothing is asked of a gateway before it is committed
 * what, and no transaction is open while it is asked.
 */
package dev.countinghouse.payments;
