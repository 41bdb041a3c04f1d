/** Money coming in. Owns: payments. Does not own: what is owed. Holds always: a payment settles an invoice in one transaction. */
package dev.countinghouse.payments;
