package dev.countinghouse.invoicing;

import dev.countinghouse.wallet.TopUps;
import dev.countinghouse.wallet.WalletTopUpView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Invoices that sell credits of wallets, for whoever sells them. Joins his transaction and checks no role. */
@ApplicationScoped
class CreditSales {

    private static final String DESCRIPTION = "Prepaid credits";

    @Inject
    TopUps topUps;

    @Inject
    OneOffDrafts drafts;

    @Inject
    InvoiceWriter writer;

    /** Writes the invoice, without tax: the invoices that the credits pay are taxed. They can be used once it is paid. */
    WalletTopUpView sell(TopUps.Prepared prepared) {
        NewOneOffInvoice.Line line =
                new NewOneOffInvoice.Line(DESCRIPTION, prepared.wanted().credits(), prepared.rate(), null, List.of());
        InvoiceDraft draft = drafts.ofSale(
                new NewOneOffInvoice(
                        prepared.customerId(), prepared.amount().currency().getCurrencyCode(), null, List.of(line)),
                prepared.at());
        topUps.selling(prepared);
        writer.writeSale(draft);
        UUID invoice = draft.id();
        InvoiceView written = drafts.written(draft);
        WalletTopUpView made = topUps.add(prepared, invoice);
        if (written.status() != InvoiceStatus.PAID) {
            return made;
        }
        topUps.paid(invoice, prepared.at()); // by the credit balance
        return topUps.get(made.id());
    }
}
