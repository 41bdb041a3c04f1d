package dev.countinghouse.wallet;

import dev.countinghouse.ledger.JournalEntry;
import dev.countinghouse.ledger.Ledger;
import dev.countinghouse.ledger.domain.Postings;
import dev.countinghouse.money.Money;
import dev.countinghouse.wallet.ExpiredTopUpRepository.Expired;
import dev.countinghouse.wallet.WalletUseRepository.Pending;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Books what is left of top-ups that have expired, or whose wallet was terminated. Nothing is paid from them before that either: it is
 * for the books. Joins the transaction of whoever calls it, and checks no role.
 */
@ApplicationScoped
public class WalletExpiry {

    @Inject
    ExpiredTopUpRepository expired;

    @Inject
    WalletUseRepository uses;

    @Inject
    Ledger ledger;

    /**
     * Books what is gone by an instant, what went first before the rest.
     *
     * @param most top-ups at once
     * @return how many there were
     */
    public int book(Instant now, int most) {
        return book(expired.lock(now, most));
    }

    /** Books all of a wallet that was terminated. */
    void book(UUID walletId) {
        book(expired.lock(walletId));
    }

    /**
     * Books what came to top-ups that are gone, and no more: an invoice that fell due before may not have been written yet, and is
     * settled from the rest.
     */
    void bookPart(Map<UUID, Money> returned) {
        if (!returned.isEmpty()) {
            book(expired.lock(returned.keySet()).stream()
                    .map(one -> one.of(Objects.requireNonNull(returned.get(one.topUpId()))))
                    .toList());
        }
    }

    private int book(List<Expired> gone) {
        Map<UUID, Money> changes = new TreeMap<>();
        List<Pending> transactions = new ArrayList<>();
        List<JournalEntry> entries = new ArrayList<>();
        for (Expired one : gone) {
            changes.put(one.topUpId(), one.left().negated());
            Pending booked = Pending.of(
                    one.topUpId(), WalletTransactionKind.EXPIRY, one.left().negated(), null, one.at());
            transactions.add(booked);
            Expired.Sale sale = one.sale();
            if (sale != null) { // what was granted is no cost before it pays
                entries.add(new JournalEntry(
                        booked.id(),
                        JournalEntry.Kind.EXPIRY,
                        sale.invoiceId(),
                        one.customerId(),
                        LocalDate.ofInstant(one.at(), sale.zone()),
                        Postings.ofExpiry(one.left())));
            }
        }
        uses.change(changes);
        uses.record(transactions);
        ledger.post(entries);
        return gone.size();
    }

    /** When something of what is left expires; empty when nothing does. */
    public Optional<Instant> next() {
        return expired.next();
    }
}
