package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;

/**
 * What of a credit goes back to the customer.
 *
 * @param returned to his credit balance
 * @param refund in money
 */
record GoingBack(Money returned, Money refund) {}
