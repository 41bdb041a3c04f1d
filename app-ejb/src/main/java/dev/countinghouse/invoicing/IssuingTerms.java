package dev.countinghouse.invoicing;

/**
 * What the tenant's settings put on each invoice that is finalized.
 *
 * @param netTermsDays from an invoice's date to its due date
 * @param seller an {@link InvoiceSeller} as JSON
 * @param locale for customers that name none
 */
record IssuingTerms(int netTermsDays, String seller, String locale) {}
