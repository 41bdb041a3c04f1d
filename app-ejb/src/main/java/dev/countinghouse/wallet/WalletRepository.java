package dev.countinghouse.wallet;

import dev.countinghouse.money.Money;
import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Wallets of the current tenant, with what was put into them. */
@ApplicationScoped
class WalletRepository {

    private static final String TRANSACTIONS = """
            SELECT t FROM WalletTransaction t WHERE t.topUpId IN (SELECT u.id FROM WalletTopUp u WHERE u.walletId = :wallet)
                AND (:after IS NULL OR t.id < :after) ORDER BY t.id DESC""";

    private static final String LEFT = """
            SELECT u.walletId AS wallet, sum(u.leftMinor) AS minor FROM WalletTopUp u WHERE u.walletId IN :wallets GROUP BY u.walletId""";

    private static final String AWAITS_PAYMENT = """
            SELECT EXISTS (SELECT FROM wallet_top_ups t JOIN invoices i ON i.id = t.invoice_id
                WHERE t.wallet_id = :wallet AND t.usable_at IS NULL AND i.status IN ('finalized', 'partially_paid'))""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    void add(Wallet wallet) {
        entityManager.persist(wallet);
    }

    void add(WalletTopUp topUp) {
        entityManager.persist(topUp);
        entityManager.flush(); // its transaction refers to it
    }

    /** @throws BillingException NOT_FOUND when the wallet has no such one */
    WalletTopUp requireTopUp(UUID walletId, UUID id) {
        return Optional.ofNullable(entityManager.find(WalletTopUp.class, id))
                .filter(topUp -> topUp.walletId().equals(walletId))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No top-up " + id));
    }

    /** A top-up as the database has it, which statements change. */
    WalletTopUp fresh(UUID id) {
        WalletTopUp topUp = entityManager.getReference(WalletTopUp.class, id);
        entityManager.refresh(topUp);
        return topUp;
    }

    void flush() {
        entityManager.flush();
    }

    /** @throws BillingException NOT_FOUND without such a wallet */
    Wallet require(UUID id) {
        return require(id, LockModeType.NONE);
    }

    /** The same, locked: it is not terminated while something is put into it. */
    Wallet lock(UUID id) {
        return require(id, LockModeType.PESSIMISTIC_WRITE);
    }

    private Wallet require(UUID id, LockModeType lock) {
        return Optional.ofNullable(entityManager.find(Wallet.class, id, lock))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No wallet " + id));
    }

    /** Holds all that was put into a wallet, used up or not, in the order of everybody who takes from top-ups. */
    void lockTopUps(UUID walletId) {
        entityManager
                .createNativeQuery(
                        "SELECT id FROM wallet_top_ups WHERE wallet_id = :wallet ORDER BY id FOR NO KEY UPDATE",
                        UUID.class)
                .setParameter("wallet", walletId)
                .getResultList();
    }

    Page<Wallet> list(UUID customerId, PageRequest page) {
        return Listing.of(entityManager, Wallet.class)
                .where("customerId", customerId)
                .page(page, Wallet::id);
    }

    /** What is left in wallets; one that has no top-up is absent. */
    Map<UUID, Long> left(Collection<UUID> wallets) {
        Map<UUID, Long> left = new HashMap<>();
        if (!wallets.isEmpty()) {
            entityManager
                    .createQuery(LEFT, Tuple.class)
                    .setParameter("wallets", wallets)
                    .getResultList()
                    .forEach(row -> left.put(row.get("wallet", UUID.class), row.get("minor", Long.class)));
        }
        return left;
    }

    /** What is left in a wallet. */
    Money left(Wallet wallet) {
        @Nullable Long minor = left(List.of(wallet.id())).get(wallet.id());
        return new Money(minor == null ? 0 : minor, wallet.currency());
    }

    /** Whether credits of a wallet are sold by an invoice that is open. */
    boolean awaitsPayment(UUID walletId) {
        return (Boolean) entityManager
                .createNativeQuery(AWAITS_PAYMENT, Boolean.class)
                .setParameter("wallet", walletId)
                .getSingleResult();
    }

    Page<WalletTopUp> topUps(UUID walletId, PageRequest page) {
        return Listing.of(entityManager, WalletTopUp.class)
                .where("walletId", walletId)
                .page(page, WalletTopUp::id);
    }

    Page<WalletTransaction> transactions(UUID walletId, PageRequest page) {
        List<WalletTransaction> rows = entityManager
                .createQuery(TRANSACTIONS, WalletTransaction.class)
                .setParameter("wallet", walletId)
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return Page.of(rows, page, WalletTransaction::id);
    }
}
