/**
 * The arithmetic of an invoice. Owns: the order in which discounts, taxes, credits and prepaid credit are taken, splitting of
 * coupons, credit notes by remainder, progressive billing. Does not own: what a thing costs, documents in the database. Holds
 * always: JDK only, exact; parts sum to their whole, and nobody is credited more than he was charged.
 */
package dev.countinghouse.invoicing.domain;
