package dev.countinghouse.invoicing;

import dev.countinghouse.customer.CustomerView;

/**
 * What settings put on each invoice that is finalized.
 *
 * @param netTermsDays from an invoice's date to its due date
 * @param seller an {@link InvoiceSeller} as JSON
 * @param locale for customers that name none
 */
record IssuingTerms(int netTermsDays, String seller, String locale) {

    /** The same for a customer, who may have net terms of his own. */
    IssuingTerms of(CustomerView customer) {
        return customer.netTermsDays() == null ? this : new IssuingTerms(customer.netTermsDays(), seller, locale);
    }
}
