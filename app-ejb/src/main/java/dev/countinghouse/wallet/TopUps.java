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
import java.time.LocalDate;
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
     * @param at now, by the tenant's clock; of one by a rule, the instant as of which it is made
     * @param byRule null: somebody makes it
     */
    public record Prepared(
            NewTopUp wanted,
            UUID customerId,
            BigDecimal rate,
            Money amount,
            Instant at,
            @Nullable ByRule byRule) {}

    /**
     * What makes a top-up by itself.
     *
     * @param dueOn the day of its interval; null of a threshold
     */
    public record ByRule(UUID ruleId, @Nullable LocalDate dueOn) {}

    /** @throws BillingException NOT_FOUND; CONFLICT when the wallet is terminated; VALIDATION_FAILED by its field */
    public Prepared prepare(NewTopUp wanted) {
        return prepare(wanted, clock.instant(), null);
    }

    /** The same as of an instant. */
    Prepared prepare(NewTopUp wanted, Instant at, @Nullable ByRule byRule) {
        Wallet wallet = wallets.lock(wanted.walletId());
        wallet.requireActive();
        Instant expires = wanted.expiresAt();
        if (expires != null && !expires.isAfter(at)) {
            throw BillingException.invalid("expires_at", "out_of_range", "must be after " + at);
        }
        Money amount = worth(wallet, "credits", wanted.credits());
        return new Prepared(wanted, wallet.customerId(), wallet.rate(), amount, at, byRule);
    }

    /** @throws BillingException VALIDATION_FAILED when so many credits are worth nothing, or too much */
    static Money worth(Wallet wallet, String field, BigDecimal credits) {
        if (credits.multiply(wallet.rate()).compareTo(WORTH_MAX) > 0) {
            throw BillingException.invalid(field, "too_large", "are worth more than a million million");
        }
        Money amount = wallet.price(credits);
        if (amount.signum() == 0) {
            throw BillingException.invalid(field, "too_small", "are worth nothing in " + amount.currency());
        }
        return amount;
    }

    /**
     * What an invoice sells can be used from now on.
     *
     * @param invoiceId of an invoice that is paid; of one that sells no credits nothing happens
     */
    public void paid(UUID invoiceId) {
        paid(invoiceId, clock.instant());
    }

    /** The same of one that is paid at an instant. */
    public void paid(UUID invoiceId, Instant at) {
        sold.makeUsable(invoiceId, at).ifPresent(made -> {
            uses.record(List.of(Pending.of(made.topUpId(), WalletTransactionKind.TOP_UP, made.amount(), null, at)));
            if (made.terminated()) { // the invoice had been given up
                expiry.bookPart(Map.of(made.topUpId(), made.amount()));
            } else {
                expire(made.expiresAt());
            }
        });
    }

    /** What an invoice would have sold is not to come: its wallet may have too little by now. */
    public void notPaid(UUID invoiceId, Instant at) {
        if (isSale(invoiceId)) {
            schedule.at(WorkKind.INVOICE_GENERATION, at);
        }
    }

    /** What is to be done for credits that are about to be sold, before their invoice takes a number. */
    public void selling(Prepared prepared) {
        expire(prepared.wanted().expiresAt());
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
        WalletTopUp made = new WalletTopUp(Ids.next(), prepared, invoiceId);
        wallets.add(made);
        if (invoiceId == null) {
            expire(prepared.wanted().expiresAt());
            uses.record(List.of(Pending.of(made.id(), WalletTransactionKind.TOP_UP, amount, null, prepared.at())));
        }
        WalletTopUpView view = made.view(amount.currency());
        audit.record("wallet_top_up.create", made.id(), null, view);
        return view;
    }
}
