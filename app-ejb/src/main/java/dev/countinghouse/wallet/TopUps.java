package dev.countinghouse.wallet;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.wallet.WalletUseRepository.Pending;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts credits into wallets, for whoever grants or sells them. Joins their transaction and checks no role: they did. */
@ApplicationScoped
public class TopUps {

    private static final BigDecimal WORTH_MAX = BigDecimal.valueOf(1_000_000_000_000L); // as an invoice's total

    @Inject
    WalletRepository wallets;

    @Inject
    WalletUseRepository uses;

    @Inject
    SoldTopUpRepository sold;

    @Inject
    WalletExpiry expiry;

    @Inject
    WorkSchedule schedule;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * A top-up that may be made: its wallet is held.
     *
     * @param customerId whose the wallet is
     * @param rate money of one credit, in major units
     * @param amount what the credits are worth, above zero
     * @param at now, by the tenant's clock
     */
    public record Prepared(NewTopUp wanted, UUID customerId, BigDecimal rate, Money amount, Instant at) {}

    /** @throws BillingException NOT_FOUND; CONFLICT when the wallet is terminated; VALIDATION_FAILED by its field */
    public Prepared prepare(NewTopUp wanted) {
        Wallet wallet = wallets.lock(wanted.walletId());
        wallet.requireActive();
        Instant now = clock.instant();
        Instant expires = wanted.expiresAt();
        if (expires != null && !expires.isAfter(now)) {
            throw BillingException.invalid("expires_at", "out_of_range", "must be after " + now);
        }
        if (wanted.credits().multiply(wallet.rate()).compareTo(WORTH_MAX) > 0) {
            throw BillingException.invalid("credits", "too_large", "are worth more than a million million");
        }
        Money amount = wallet.price(wanted.credits());
        if (amount.signum() == 0) {
            throw BillingException.invalid("credits", "too_small", "are worth nothing in " + amount.currency());
        }
        return new Prepared(wanted, wallet.customerId(), wallet.rate(), amount, now);
    }

    /**
     * What an invoice sells can be used from now on.
     *
     * @param invoiceId of an invoice that is paid; of one that sells no credits nothing happens
     */
    public void paid(UUID invoiceId) {
        Instant now = clock.instant();
        sold.makeUsable(invoiceId, now).ifPresent(made -> {
            uses.record(List.of(Pending.of(made.topUpId(), WalletTransactionKind.TOP_UP, made.amount(), null, now)));
            if (made.terminated()) { // the invoice had been given up
                expiry.bookPart(Map.of(made.topUpId(), made.amount()));
            } else {
                expire(made.expiresAt());
            }
        });
    }

    /** Has what is left booked once it has expired. */
    private void expire(@Nullable Instant at) {
        if (at != null) {
            schedule.at(WorkKind.INVOICE_GENERATION, at);
        }
    }

    /** A top-up as it is by now. */
    public WalletTopUpView get(UUID id) {
        WalletTopUp topUp = wallets.fresh(id);
        return topUp.view(wallets.require(topUp.walletId()).currency());
    }

    /** Whether an invoice sells credits. */
    public boolean isSale(UUID invoiceId) {
        return sold.isSale(invoiceId);
    }

    /** @param invoiceId which sells it: it can be used once that is paid; null of what is granted */
    public WalletTopUpView add(Prepared prepared, @Nullable UUID invoiceId) {
        Money amount = prepared.amount();
        WalletTopUp made = new WalletTopUp(Ids.next(), prepared.wanted(), amount, prepared.at(), invoiceId);
        wallets.add(made);
        if (invoiceId == null) {
            uses.record(List.of(Pending.of(made.id(), WalletTransactionKind.TOP_UP, amount, null, prepared.at())));
        }
        expire(prepared.wanted().expiresAt());
        WalletTopUpView view = made.view(amount.currency());
        audit.record("wallet_top_up.create", made.id(), null, view);
        return view;
    }
}
