package dev.countinghouse.invoicing;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.wallet.NewTopUp;
import dev.countinghouse.wallet.TopUps;
import dev.countinghouse.wallet.WalletTopUpView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Sells credits of wallets. One method is one transaction. */
@Stateless
public class CreditSaleService {

    @Inject
    TopUps topUps;

    @Inject
    CreditSales sales;

    /**
     * Writes an invoice that sells credits, without tax: the invoices that they pay are taxed. They can be used once it is paid.
     *
     * @throws BillingException NOT_FOUND without such a wallet; CONFLICT when it is terminated; VALIDATION_FAILED by its field
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public WalletTopUpView sell(NewTopUp wanted) {
        return sales.sell(topUps.prepare(wanted));
    }
}
