package dev.countinghouse.invoicing;

import dev.countinghouse.customer.CustomerView;
import org.jspecify.annotations.Nullable;

/**
 * What settings put on each invoice that is finalized.
 *
 * @param netTermsDays from an invoice's date to its due date
 * @param seller an {@link InvoiceSeller} as JSON
 * @param locale for customers that name none
 * @param legalEntity code of the one that issues it; null: the tenant itself
 */
record IssuingTerms(
        int netTermsDays,
        String seller,
        String locale,
        @Nullable String legalEntity) {

    /** The same for a customer, who may have net terms of his own. */
    IssuingTerms of(CustomerView customer) {
        return customer.netTermsDays() == null
                ? this
                : new IssuingTerms(customer.netTermsDays(), seller, locale, legalEntity);
    }

    /** The same by a legal entity. */
    IssuingTerms by(String code, String itsSeller) {
        return new IssuingTerms(netTermsDays, itsSeller, locale, code);
    }
}
