package dev.countinghouse.invoicing;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.ledger.DeferredRevenue;
import dev.countinghouse.ledger.JournalEntry;
import dev.countinghouse.ledger.Ledger;
import dev.countinghouse.ledger.domain.Income;
import dev.countinghouse.ledger.domain.Postings;
import dev.countinghouse.ledger.domain.Transfer;
import dev.countinghouse.ledger.domain.Unearned;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.FirstPayments;
import dev.countinghouse.wallet.TopUps;
import dev.countinghouse.wallet.WalletPayment;
import dev.countinghouse.wallet.WalletSettlement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How invoices end without being paid: what that takes back, its postings, its event, and who did it. Joins the transaction. */
@ApplicationScoped
class InvoiceClosings {

    @Inject
    InvoiceRepository invoices;

    @Inject
    CreditBalances balances;

    @Inject
    WalletSettlement wallets;

    @Inject
    TopUps topUps;

    @Inject
    FirstPayments firstPayments;

    @Inject
    DeferredRevenue deferred;

    @Inject
    Ledger ledger;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    /**
     * Nothing of it is owed, as if it had not been written.
     *
     * @param invoice locked
     * @param at dates it
     * @throws BillingException INVOICE_NOT_VOIDABLE when something was paid or credited, it ended before, or what it gave to the credit
     *     balance was used, and when the credits that it sells are in their wallet
     */
    void makeVoid(Invoice invoice, String reason, Instant at) {
        InvoiceView before = invoice.view(null);
        List<Unearned> unearned = List.copyOf(deferred.of(invoice.id()).values());
        InvoiceClosing closing = closing(invoice, reason, at, firstDay(unearned));
        boolean sale = topUps.isSale(invoice.id());
        if (sale && invoice.isPaid()) {
            throw new BillingException(
                    ProblemType.INVOICE_NOT_VOIDABLE,
                    "The credits that invoice %s sells are in their wallet".formatted(invoice.number()));
        }
        Money returned = invoice.makeVoid(closing);
        giveBack(invoice, returned);
        WalletPayment paid = invoice.fromWallets().signum() == 0
                ? WalletPayment.none(returned.currency(), at)
                : wallets.giveBack(invoice.id(), returned.currency(), at);
        List<Transfer> takenBack = new ArrayList<>(
                sale
                        ? Postings.ofSaleOfCredits(invoice.subtotal().negated(), returned.negated())
                        : Postings.ofVoid(income(invoice, unearned), invoice.tax(), returned));
        takenBack.addAll(
                Postings.ofWallets(paid.granted().negated(), paid.purchased().negated()));
        topUps.notPaid(invoice.id(), at);
        close(invoice, before, entry(invoice, closing, JournalEntry.Kind.VOID, takenBack), invoice.total());
    }

    /** Nothing is recognised of it from that day on: lines whose service begins later earn nothing at all. */
    private static @Nullable LocalDate firstDay(List<Unearned> unearned) {
        return unearned.stream().map(Unearned::from).min(LocalDate::compareTo).orElse(null);
    }

    private static Income income(Invoice invoice, List<Unearned> unearned) {
        Money net = invoice.subtotal();
        return Income.of(net, Money.sum(unearned.stream().map(Unearned::rest).toList(), net.currency()));
    }

    private void giveBack(Invoice invoice, Money returned) {
        if (returned.signum() >= 0) {
            balances.give(invoice.customerId(), returned);
        } else if (!balances.takeBack(invoice.customerId(), returned.negated())) {
            throw new BillingException(
                    ProblemType.INVOICE_NOT_VOIDABLE,
                    "What invoice %s gave to the customer's credit balance has been used".formatted(invoice.number()));
        }
    }

    /**
     * What is due of it is given up.
     *
     * @param invoice locked
     * @param at dates it
     * @throws BillingException NOTHING_TO_WRITE_OFF when nothing is due; CONFLICT while its subscription waits for its payment
     */
    void writeOff(Invoice invoice, String reason, Instant at) {
        UUID subscription = invoice.subscriptionId();
        if (subscription != null && firstPayments.lock(subscription) == FirstPayments.Standing.WAITS) {
            throw new BillingException(
                    ProblemType.CONFLICT,
                    "The subscription of invoice %s waits for its payment, and is not billed without: void it instead"
                            .formatted(invoice.number()));
        }
        InvoiceView before = invoice.view(null);
        InvoiceClosing closing = closing(invoice, reason, at, null);
        Money given = invoice.writeOff(closing);
        topUps.notPaid(invoice.id(), at);
        List<Transfer> givenUp = Postings.ofWriteOff(given);
        close(invoice, before, entry(invoice, closing, JournalEntry.Kind.WRITE_OFF, givenUp), given);
    }

    private static InvoiceClosing closing(
            Invoice invoice, String reason, Instant at, @Nullable LocalDate deferredUntil) {
        return new InvoiceClosing(Ids.next(), at, LocalDate.ofInstant(at, invoice.zone()), reason, deferredUntil);
    }

    private static JournalEntry entry(
            Invoice invoice, InvoiceClosing closing, JournalEntry.Kind kind, List<Transfer> transfers) {
        return new JournalEntry(closing.id(), kind, invoice.id(), invoice.customerId(), closing.on(), transfers);
    }

    private void close(Invoice invoice, InvoiceView before, JournalEntry entry, Money amount) {
        boolean isVoid = entry.kind() == JournalEntry.Kind.VOID;
        invoices.flush();
        ledger.post(List.of(entry));
        outbox.add(
                isVoid ? "invoice.voided" : "invoice.written_off",
                invoice.id(),
                Map.of(
                        "number",
                        invoice.number(),
                        "customer_id",
                        invoice.customerId(),
                        "amount",
                        MoneyView.of(amount)));
        audit.record(isVoid ? "invoice.void" : "invoice.write_off", invoice.id(), before, invoice.view(null));
    }
}
