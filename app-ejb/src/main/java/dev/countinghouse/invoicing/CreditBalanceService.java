package dev.countinghouse.invoicing;

import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;

/** Shows what customers have to their credit. */
@Stateless
public class CreditBalanceService {

    @Inject
    CreditBalances balances;

    @Inject
    CustomerBook customers;

    /** @throws BillingException NOT_FOUND without such a customer */
    @RolesAllowed(Permission.INVOICE_READ)
    public CreditBalanceView of(UUID customerId) {
        if (customers.byId(Set.of(customerId)).isEmpty()) {
            throw new BillingException(ProblemType.NOT_FOUND, "No customer " + customerId);
        }
        return new CreditBalanceView(
                customerId, balances.of(customerId).stream().map(MoneyView::of).toList());
    }
}
