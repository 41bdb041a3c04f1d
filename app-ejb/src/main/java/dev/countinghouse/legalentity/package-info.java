/**
 * In whose names a tenant bills. Owns: legal entities, and what any seller has to say of himself. Does not own: the tenant's own
 * settings, customers, numbers. Holds always: code and prefix never change; an archived one has no customers.
 */
package dev.countinghouse.legalentity;
