/** Whom a tenant bills. Owns: customers. Does not own: what they bought. Holds always: an external id is one customer's. */
package dev.countinghouse.customer;
