package dev.countinghouse.wallet;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.money.Money;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Wallets of customers, and what is granted into them. One method is one transaction. */
@Stateless
public class WalletService {

    @Inject
    WalletRepository wallets;

    @Inject
    TopUps topUps;

    @Inject
    TopUpRules rules;

    @Inject
    WalletExpiry expiry;

    @Inject
    WorkSchedule schedule;

    @Inject
    CustomerBook customers;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /** @throws BillingException NOT_FOUND without such a customer */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public WalletView create(NewWallet wanted) {
        CustomerView customer = requireCustomer(wanted.customerId());
        String currency = Objects.requireNonNullElse(wanted.currency(), customer.currency());
        Wallet wallet = new Wallet(Ids.next(), wanted, currency, clock.instant());
        wallets.add(wallet);
        WalletView view = wallet.view(Money.zero(wallet.currency()), List.of());
        audit.record("wallet.create", wallet.id(), null, view);
        return view;
    }

    /** Newest first, terminated ones too. */
    @RolesAllowed(Permission.INVOICE_READ)
    public Page<WalletView> list(UUID customerId, PageRequest page) {
        requireCustomer(customerId);
        Page<Wallet> found = wallets.list(customerId, page);
        List<UUID> ids = found.data().stream().map(Wallet::id).toList();
        Map<UUID, Long> left = wallets.left(ids);
        Map<UUID, List<TopUpRuleView>> says = rules.views(ids);
        return found.map(wallet -> wallet.view(
                new Money(left.getOrDefault(wallet.id(), 0L), wallet.currency()),
                says.getOrDefault(wallet.id(), List.of())));
    }

    /** @throws BillingException NOT_FOUND without such a wallet */
    @RolesAllowed(Permission.INVOICE_READ)
    public WalletView get(UUID id) {
        return view(wallets.require(id));
    }

    private WalletView view(Wallet wallet) {
        UUID id = wallet.id();
        return wallet.view(wallets.left(wallet), rules.views(List.of(id)).getOrDefault(id, List.of()));
    }

    /**
     * Changes what a wallet is called, when it pays, and the rules by which it is topped up by itself. They follow the days of the
     * customer's zone, from now on.
     *
     * @param expectedVersion null: whichever it has
     * @throws BillingException NOT_FOUND; PRECONDITION_FAILED when it has another version; CONFLICT when it is terminated;
     *     VALIDATION_FAILED by its field
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public WalletView change(UUID id, WalletChange change, @Nullable Integer expectedVersion) {
        Wallet wallet = wallets.lock(id);
        wallet.requireVersion(expectedVersion);
        wallet.requireActive();
        WalletView before = view(wallet);
        Instant now = clock.instant();
        boolean changed = wallet.change(change.name(), change.priority());
        List<NewTopUpRule> wanted = change.topUpRules();
        if (wanted != null) {
            ZoneId zone = ZoneId.of(requireCustomer(wallet.customerId()).timeZone());
            changed |= rules.replace(wallet, wanted, now, zone);
            schedule.at(WorkKind.INVOICE_GENERATION, now); // there may be too little in it as it is
        }
        if (changed) {
            wallet.changed(now);
        }
        wallets.flush();
        WalletView after = view(wallet);
        if (changed) {
            audit.record("wallet.update", id, before, after);
        }
        return after;
    }

    /**
     * Puts granted credits into a wallet: invoices that are written from now on are settled from them.
     *
     * @throws BillingException NOT_FOUND; CONFLICT when the wallet is terminated; VALIDATION_FAILED by its field
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public WalletTopUpView grant(NewTopUp wanted) {
        return topUps.add(topUps.prepare(wanted), null);
    }

    /** Newest first. */
    @RolesAllowed(Permission.INVOICE_READ)
    public Page<WalletTopUpView> topUps(UUID walletId, PageRequest page) {
        Wallet wallet = wallets.require(walletId);
        return wallets.topUps(walletId, page).map(topUp -> topUp.view(wallet.currency()));
    }

    /** @throws BillingException NOT_FOUND when the wallet has no such one */
    @RolesAllowed(Permission.INVOICE_READ)
    public WalletTopUpView topUp(UUID walletId, UUID id) {
        Wallet wallet = wallets.require(walletId);
        return wallets.requireTopUp(walletId, id).view(wallet.currency());
    }

    /** Newest first. */
    @RolesAllowed(Permission.INVOICE_READ)
    public Page<WalletTransactionView> transactions(UUID walletId, PageRequest page) {
        Wallet wallet = wallets.require(walletId);
        return wallets.transactions(walletId, page).map(one -> one.view(wallet.currency()));
    }

    /**
     * Ends a wallet: nothing is paid from it from now on, and what is left in it is gone.
     *
     * @param expectedVersion null: whichever it has
     * @throws BillingException NOT_FOUND; PRECONDITION_FAILED when it has another version; CONFLICT while an invoice that sells credits
     *     for it is open
     */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public WalletView terminate(UUID id, @Nullable Integer expectedVersion) {
        Wallet wallet = wallets.lock(id);
        wallet.requireVersion(expectedVersion);
        if (wallets.awaitsPayment(id)) {
            throw new BillingException(
                    ProblemType.CONFLICT, "Credits for wallet %s are sold by an invoice that is open".formatted(id));
        }
        WalletView before = view(wallet);
        Instant now = clock.instant();
        wallet.terminate(now);
        rules.end(wallet, now);
        wallets.flush();
        wallets.lockTopUps(id); // what a void invoice is giving back is there when it is over
        expiry.book(id);
        WalletView after = wallet.view(Money.zero(wallet.currency()), List.of());
        audit.record("wallet.terminate", id, before, after);
        return after;
    }

    private CustomerView requireCustomer(UUID id) {
        @Nullable CustomerView found = customers.byId(Set.of(id)).get(id);
        if (found == null) {
            throw new BillingException(ProblemType.NOT_FOUND, "No customer " + id);
        }
        return found;
    }
}
