package dev.countinghouse.invoicing;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.wallet.NewTopUp;
import dev.countinghouse.wallet.TopUps;
import dev.countinghouse.wallet.WalletTopUpView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Sells credits of wallets. One method is one transaction. */
@Stateless
public class CreditSaleService {

    private static final String DESCRIPTION = "Prepaid credits";

    @Inject
    TopUps topUps;

    @Inject
    OneOffDrafts drafts;

    @Inject
    InvoiceWriter writer;

    /**
     * Writes an invoice that sells credits, without tax: the invoices that they pay are taxed. They can be used once it is paid.
     *
     * @throws BillingException NOT_FOUND without such a wallet; CONFLICT when it is terminated; VALIDATION_FAILED by its field
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public WalletTopUpView sell(NewTopUp wanted) {
        TopUps.Prepared prepared = topUps.prepare(wanted);
        NewOneOffInvoice.Line line =
                new NewOneOffInvoice.Line(DESCRIPTION, wanted.credits(), prepared.rate(), null, List.of());
        InvoiceDraft draft = drafts.ofSale(new NewOneOffInvoice(
                prepared.customerId(), prepared.amount().currency().getCurrencyCode(), List.of(line)));
        writer.writeSale(draft);
        UUID invoice = draft.id();
        InvoiceView written = drafts.written(draft);
        WalletTopUpView made = topUps.add(prepared, invoice);
        if (written.status() != InvoiceStatus.PAID) {
            return made;
        }
        topUps.paid(invoice); // by the credit balance
        return topUps.get(made.id());
    }
}
