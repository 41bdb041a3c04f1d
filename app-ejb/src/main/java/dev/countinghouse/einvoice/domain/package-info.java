/**
 * What e-invoices are addressed by. Owns: electronic addresses, their schemes and check digits. Does not own: who has one, and the
 * documents. Holds always: JDK only.
 */
package dev.countinghouse.einvoice.domain;
