/**
 * Figures of a tenant's business by month: recurring revenue and how it moved, who left, cohorts, what was invoiced, what is due, what
 * was used. Owns: nothing. Does not own: the invoices, transfers and usage that it reads. Holds always: what a month begins with, and what
 * moved in it, is what it ends with; nothing is converted. Source: docs/ANALYTICS.md.
 */
package dev.countinghouse.analytics;
