package dev.countinghouse.legalentity;

/**
 * There is a new legal entity, which needs series of numbers. Fired in the transaction that makes it, at its end.
 *
 * @param numberPrefix of its invoices
 */
public record LegalEntityMade(String code, String numberPrefix) {}
