package dev.countinghouse.wallet;

import dev.countinghouse.money.Money;
import dev.countinghouse.wallet.WalletUseRepository.Held;
import dev.countinghouse.wallet.WalletUseRepository.Pending;
import dev.countinghouse.wallet.WalletUseRepository.Used;
import dev.countinghouse.wallet.domain.Drawdown;
import dev.countinghouse.wallet.domain.TopUp;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Settles invoices from their customers' wallets. Joins the transaction of whoever writes them, and checks no role: theirs did. */
@ApplicationScoped
public class WalletSettlement {

    /**
     * An invoice that is about to be written.
     *
     * @param open what of it nothing else has settled; nothing is paid of zero or less
     * @param at the instant at which it falls due to be written
     */
    public record Claim(UUID customerId, Money open, Instant at) {}

    /** An invoice that was written, and what wallets pay of it. */
    public record Paid(UUID invoiceId, WalletPayment payment) {}

    @Inject
    WalletUseRepository uses;

    @Inject
    WalletExpiry expiry;

    @Inject
    WorkSchedule schedule;

    /**
     * What wallets pay of invoices, one after the other: all that there is, at most what is open. It is taken out of them.
     *
     * @return in the order of the invoices; to be {@link #record recorded} once they are written
     */
    public List<WalletPayment> settle(List<Claim> claims) {
        Set<UUID> customers = new HashSet<>();
        claims.stream().filter(claim -> claim.open().signum() > 0).forEach(claim -> customers.add(claim.customerId()));
        List<Held> held = customers.isEmpty() ? List.of() : uses.lock(customers);
        List<WalletPayment> payments = pay(claims, held);
        Map<UUID, Money> changes = new TreeMap<>();
        payments.forEach(payment -> payment.parts()
                .forEach(part -> changes.merge(part.topUpId(), part.amount().negated(), Money::plus)));
        uses.change(changes);
        held.stream()
                .filter(Held::watched)
                .map(Held::id)
                .filter(changes::containsKey)
                .findFirst()
                .ifPresent(ignored -> watch(payments));
        return payments;
    }

    /** There may be too little in a wallet that is topped up by itself. */
    private void watch(List<WalletPayment> payments) {
        payments.stream()
                .map(WalletPayment::at)
                .min(Comparator.naturalOrder())
                .ifPresent(first -> schedule.at(WorkKind.INVOICE_GENERATION, first));
    }

    /** What {@link #settle} would answer for an invoice; nothing is taken. */
    public WalletPayment preview(Claim claim) {
        return pay(List.of(claim), claim.open().signum() > 0 ? uses.of(claim.customerId()) : List.of())
                .getFirst();
    }

    private static List<WalletPayment> pay(List<Claim> claims, List<Held> there) {
        Map<UUID, List<Held>> wallets = new TreeMap<>();
        there.forEach(held -> wallets.computeIfAbsent(held.customerId(), ignored -> new ArrayList<>())
                .add(held));
        return claims.stream()
                .map(claim -> pay(claim, wallets.getOrDefault(claim.customerId(), List.of())))
                .toList();
    }

    /** @param wallets the customer's, of which is taken */
    private static WalletPayment pay(Claim claim, List<Held> wallets) {
        Currency currency = claim.open().currency();
        List<Integer> places = new ArrayList<>();
        List<TopUp> topUps = new ArrayList<>();
        for (int i = 0; i < wallets.size(); i++) {
            TopUp topUp = wallets.get(i).topUp();
            if (topUp.left().currency().equals(currency)) {
                places.add(i);
                topUps.add(topUp);
            }
        }
        List<WalletPayment.Part> parts = new ArrayList<>();
        for (Drawdown.Use use : Drawdown.of(claim.open(), topUps, claim.at()).uses()) {
            int place = places.get(use.topUp());
            Held held = wallets.get(place);
            parts.add(new WalletPayment.Part(held.id(), held.topUp().granted(), use.amount()));
            wallets.set(place, held.without(use.amount()));
        }
        return new WalletPayment(currency, claim.at(), parts);
    }

    /** Records which top-up paid what of which invoice. */
    public void record(List<Paid> invoices) {
        uses.record(invoices.stream()
                .flatMap(paid -> paid.payment().parts().stream()
                        .map(part -> Pending.of(
                                part.topUpId(),
                                WalletTransactionKind.USE,
                                part.amount().negated(),
                                paid.invoiceId(),
                                paid.payment().at())))
                .toList());
    }

    /**
     * Gives back to the same top-ups what they paid of an invoice. What has expired since expires once more.
     *
     * @return what they have back
     */
    public WalletPayment giveBack(UUID invoiceId, Currency currency, Instant at) {
        List<Used> used = uses.usedBy(invoiceId);
        Map<UUID, Money> changes = new TreeMap<>();
        used.forEach(use -> changes.put(use.topUpId(), use.amount()));
        uses.change(changes);
        uses.record(used.stream()
                .map(use -> Pending.of(use.topUpId(), WalletTransactionKind.RETURN, use.amount(), invoiceId, at))
                .toList());
        expiry.bookPart(
                used.stream().filter(use -> use.isGone(at)).collect(Collectors.toMap(Used::topUpId, Used::amount)));
        used.stream()
                .filter(use -> !use.isGone(at))
                .map(Used::goneAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .ifPresent(first -> schedule.at(WorkKind.INVOICE_GENERATION, first));
        return new WalletPayment(
                currency,
                at,
                used.stream()
                        .map(use -> new WalletPayment.Part(use.topUpId(), use.granted(), use.amount()))
                        .toList());
    }
}
