package dev.countinghouse.invoicing;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.wallet.AutomaticTopUps;
import dev.countinghouse.wallet.AutomaticTopUps.Due;
import dev.countinghouse.wallet.TopUpKind;
import dev.countinghouse.wallet.TopUps;
import dev.countinghouse.wallet.WalletTopUpView;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes the top-ups that wallets get by their rules. Each call is a transaction: the top-up, its invoice, its event and the rule that
 * has moved on are there together or not at all. Called by the timer, as a tenant.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class TopUpRun {

    @Inject
    DueSubscriptions subscriptions;

    @Inject
    TopUpOrder order;

    @Inject
    AutomaticTopUps automatic;

    @Inject
    TopUps topUps;

    @Inject
    CreditSales sales;

    @Inject
    NumberSeriesRepository numbers;

    @Inject
    BusinessClock clock;

    /** Whether the tenant has rules by which wallets are topped up. */
    public boolean isNeeded() {
        return automatic.schedule(clock.instant()).any();
    }

    /** The rule that tops up before anything else falls due; empty when none does at present. */
    public Optional<UUID> next() {
        return order.next(clock.instant()).map(Due::ruleId);
    }

    /** Makes what a rule brings, unless another replica has, or something comes before it by now. */
    public void make(UUID ruleId) {
        subscriptions.awaitTurn();
        order.next(clock.instant()).filter(due -> due.ruleId().equals(ruleId)).ifPresent(this::make);
    }

    private void make(Due due) {
        boolean granted = automatic.kind(due.ruleId()) == TopUpKind.GRANTED;
        automatic.take(due.ruleId(), granted ? due.at() : dated(due.at())).ifPresent(prepared -> {
            WalletTopUpView made = granted ? topUps.add(prepared, null) : sales.sell(prepared);
            automatic.tell(prepared, made);
        });
    }

    /** Numbers are in the order of dates, and somebody may have written an invoice by hand meanwhile. */
    private Instant dated(Instant at) {
        return numbers.lastDate().filter(at::isBefore).orElse(at);
    }

    /** Notes why a rule could not top up; it holds nothing else back. */
    public void fail(UUID ruleId, String reason) {
        subscriptions.awaitTurn();
        automatic.fail(ruleId, reason);
    }
}
