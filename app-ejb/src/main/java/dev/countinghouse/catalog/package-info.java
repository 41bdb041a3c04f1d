/**
 * What a tenant sells. Owns: billable metrics, plans and their versions, charges, add-ons, coupons, features, tax rates. Does not
 * own: who bought it.
 * Holds always: a published plan version never changes; a charge is well formed or refused with every field that is wrong.
 */
package dev.countinghouse.catalog;
