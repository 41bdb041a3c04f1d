/**
 * Billing calendar. Owns: periods and their boundaries. Does not own: what time it is. Holds always: periods are
 * half-open and tile; dates are the customer's, instants are UTC.
 */
package dev.countinghouse.time;
