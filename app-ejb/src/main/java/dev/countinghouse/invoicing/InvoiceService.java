package dev.countinghouse.invoicing;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.identity.Permission;
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
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.wallet.TopUps;
import dev.countinghouse.wallet.WalletPayment;
import dev.countinghouse.wallet.WalletSettlement;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finalized invoices, and how they end without being paid. One method is one transaction. */
@Stateless
public class InvoiceService {

    @Inject
    InvoiceRepository invoices;

    @Inject
    InvoiceDocuments documents;

    @Inject
    CustomerBook customers;

    @Inject
    CreditBalances balances;

    @Inject
    WalletSettlement wallets;

    @Inject
    TopUps topUps;

    @Inject
    DeferredRevenue deferred;

    @Inject
    Ledger ledger;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /** An invoice with its lines: an {@link InvoiceView}. */
    @RolesAllowed(Permission.INVOICE_READ)
    public InvoiceDocument get(UUID id) {
        String writer = invoices.requireWriter(id);
        return documents.find(id, writer).orElseGet(() -> {
            Invoice invoice = invoices.require(id);
            InvoiceDocument document =
                    new InvoiceDocument(invoice.view(lines(List.of(invoice)).getOrDefault(id, List.of())));
            documents.keep(
                    id, writer, document); // of a newer row if it was changed in between: then nobody asks for this one
            return document;
        });
    }

    /**
     * Newest first.
     *
     * @param withLines whether each comes with its lines
     */
    @RolesAllowed(Permission.INVOICE_READ)
    public Page<InvoiceView> list(InvoiceFilter filter, boolean withLines, PageRequest page) {
        Page<Invoice> found = invoices.list(filter, page);
        if (!withLines) {
            return found.map(invoice -> invoice.view(null));
        }
        Map<UUID, List<LineView>> lines = lines(found.data());
        return found.map(invoice -> invoice.view(lines.getOrDefault(invoice.id(), List.of())));
    }

    /** {@link #list} narrowed to the customer with a client's own id; nothing when there is no such customer. */
    @RolesAllowed(Permission.INVOICE_READ)
    public Page<InvoiceView> listOf(
            String externalCustomerId, InvoiceFilter filter, boolean withLines, PageRequest page) {
        UUID customer = customers.idsOf(List.of(externalCustomerId)).get(externalCustomerId);
        boolean nobody = customer == null
                || (filter.customerId() != null && !filter.customerId().equals(customer));
        return nobody
                ? new Page<>(List.of(), null)
                : list(
                        new InvoiceFilter(
                                customer,
                                filter.childCustomerId(),
                                filter.subscriptionId(),
                                filter.status(),
                                filter.number(),
                                filter.legalEntity()),
                        withLines,
                        page);
    }

    /**
     * Declares that an invoice should not have been written: nothing of it is owed. It keeps its number and its lines, and what
     * it billed is not billed again by itself.
     *
     * @throws BillingException NOT_FOUND; INVOICE_NOT_VOIDABLE when something was paid or credited, it ended before, or what it gave
     *     to the credit balance was used, and when the credits that it sells are in their wallet
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public InvoiceView makeVoid(UUID id, String reason) {
        Invoice invoice = invoices.lock(id);
        InvoiceView before = invoice.view(null);
        List<Unearned> unearned = List.copyOf(deferred.of(id).values());
        InvoiceClosing closing = closing(invoice, reason, firstDay(unearned));
        boolean sale = topUps.isSale(id);
        if (sale && invoice.isPaid()) {
            throw new BillingException(
                    ProblemType.INVOICE_NOT_VOIDABLE,
                    "The credits that invoice %s sells are in their wallet".formatted(invoice.number()));
        }
        Money returned = invoice.makeVoid(closing);
        giveBack(invoice, returned);
        WalletPayment wallets = invoice.fromWallets().signum() == 0
                ? WalletPayment.none(returned.currency(), closing.at())
                : this.wallets.giveBack(id, returned.currency(), closing.at());
        List<Transfer> takenBack = new ArrayList<>(
                sale
                        ? Postings.ofSaleOfCredits(invoice.subtotal().negated(), returned.negated())
                        : Postings.ofVoid(income(invoice, unearned), invoice.tax(), returned));
        takenBack.addAll(Postings.ofWallets(
                wallets.granted().negated(), wallets.purchased().negated()));
        topUps.notPaid(id, closing.at());
        return closed(invoice, before, entry(invoice, closing, JournalEntry.Kind.VOID, takenBack), invoice.total());
    }

    private static @Nullable LocalDate firstDay(List<Unearned> unearned) {
        return unearned.isEmpty() ? null : unearned.getFirst().from(); // it is the same of all lines: none was credited
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
     * Gives up what is due of an invoice. What comes in later is taken as a payment still.
     *
     * @throws BillingException NOT_FOUND; NOTHING_TO_WRITE_OFF when nothing is due
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public InvoiceView writeOff(UUID id, String reason) {
        Invoice invoice = invoices.lock(id);
        InvoiceView before = invoice.view(null);
        InvoiceClosing closing = closing(invoice, reason, null);
        Money given = invoice.writeOff(closing);
        topUps.notPaid(id, closing.at());
        List<Transfer> givenUp = Postings.ofWriteOff(given);
        return closed(invoice, before, entry(invoice, closing, JournalEntry.Kind.WRITE_OFF, givenUp), given);
    }

    private InvoiceClosing closing(Invoice invoice, String reason, @Nullable LocalDate deferredUntil) {
        Instant now = clock.instant();
        return new InvoiceClosing(Ids.next(), now, LocalDate.ofInstant(now, invoice.zone()), reason, deferredUntil);
    }

    private static JournalEntry entry(
            Invoice invoice, InvoiceClosing closing, JournalEntry.Kind kind, List<Transfer> transfers) {
        return new JournalEntry(closing.id(), kind, invoice.id(), invoice.customerId(), closing.on(), transfers);
    }

    private InvoiceView closed(Invoice invoice, InvoiceView before, JournalEntry entry, Money amount) {
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
        return invoice.view(lines(List.of(invoice)).getOrDefault(invoice.id(), List.of()));
    }

    private Map<UUID, List<LineView>> lines(List<Invoice> found) {
        Map<UUID, Invoice.OfLines> shown = found.stream().collect(Collectors.toMap(Invoice::id, Invoice::ofLines));
        return invoices.lines(shown.keySet()).stream()
                .collect(Collectors.groupingBy(
                        InvoiceLine::invoiceId,
                        Collectors.mapping(
                                line -> line.view(Objects.requireNonNull(shown.get(line.invoiceId()))),
                                Collectors.toList())));
    }
}
