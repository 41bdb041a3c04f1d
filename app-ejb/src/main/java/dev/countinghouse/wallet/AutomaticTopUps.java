package dev.countinghouse.wallet;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.money.Money;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.wallet.TopUpRuleRepository.Agenda;
import dev.countinghouse.wallet.TopUpRuleRepository.Found;
import dev.countinghouse.wallet.domain.Credits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Top-ups that wallets get by their rules, for whoever bills, who has them one after the other. Joins his transaction and checks no
 * role.
 */
@ApplicationScoped
public class AutomaticTopUps {

    private static final Duration RETRY = Duration.ofDays(1);

    @Inject
    TopUpRuleRepository rules;

    @Inject
    WalletRepository wallets;

    @Inject
    TopUps topUps;

    @Inject
    CustomerBook customers;

    @Inject
    Outbox outbox;

    @Inject
    BusinessClock clock;

    /**
     * What rules have to do.
     *
     * @param any whether there is a rule at all
     * @param watched whether balances are looked at wherever they fall
     * @param next when the next day of an interval begins; null: none is to come
     * @param retry when one with a threshold that failed is tried again; null: none failed
     */
    public record Schedule(
            boolean any,
            boolean watched,
            @Nullable Instant next,
            @Nullable Instant retry) {

        /** When there is something to do without a balance falling. */
        public Optional<Instant> wake() {
            return Stream.of(Optional.ofNullable(next), Optional.ofNullable(retry))
                    .flatMap(Optional::stream)
                    .min(Comparator.naturalOrder());
        }
    }

    /**
     * A top-up that is due.
     *
     * @param at the instant as of which it is made
     */
    public record Due(UUID ruleId, Instant at) {}

    /** Whether there are rules, and when they have something to do. */
    public Schedule schedule(Instant now) {
        Agenda agenda = rules.agenda(now);
        return new Schedule(agenda.any(), agenda.watched(), agenda.next(), agenda.retry());
    }

    /** The wallet that fell below its threshold first, whenever that was; empty when there is enough in all. */
    public Optional<Due> low(Instant now) {
        return rules.low(now).map(AutomaticTopUps::due);
    }

    /** What the first day of an interval that has come by an instant brings; empty when none has. */
    public Optional<Due> interval(Instant now) {
        return rules.interval(now).map(AutomaticTopUps::due);
    }

    private static Due due(Found found) {
        return new Due(found.ruleId(), found.at());
    }

    /** How the credits of a rule come into its wallet. */
    public TopUpKind kind(UUID ruleId) {
        return rules.require(ruleId).kind();
    }

    /**
     * What a rule puts into its wallet, which is held from now on. The rule has done it if the transaction commits.
     *
     * @param at the instant as of which
     * @return to be {@link TopUps#add added}; empty when the rule has ended, or nothing is missing in the wallet
     */
    public Optional<TopUps.Prepared> take(UUID ruleId, Instant at) {
        TopUpRule found = rules.require(ruleId);
        Wallet wallet = wallets.lock(found.walletId());
        TopUpRule rule = rules.fresh(found);
        if (!rule.isActive()) {
            return Optional.empty();
        }
        ZoneId zone =
                ZoneId.of(customers.find(wallet.customerId()).orElseThrow().timeZone());
        Money there = new Money(rules.there(wallet.id(), at), wallet.currency());
        BigDecimal credits = rule.refill().of(there, new Credits(wallet.rate(), wallet.currency()));
        Optional<TopUps.Prepared> prepared = credits.signum() == 0
                ? Optional.empty()
                : Optional.of(topUps.prepare(
                        new NewTopUp(wallet.id(), rule.kind(), credits, rule.expiry(at, zone)),
                        at,
                        new TopUps.ByRule(ruleId, rule.nextOn())));
        rule.done(zone);
        return prepared;
    }

    /** Tells of a top-up that was added. */
    public void tell(TopUps.Prepared prepared, WalletTopUpView made) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("customer_id", prepared.customerId());
        told.put("top_up_id", made.id());
        told.put("rule_id", String.valueOf(made.ruleId()));
        told.put("kind", made.kind().name().toLowerCase(Locale.ROOT));
        told.put("credits", made.credits());
        told.put("amount", made.amount());
        if (made.invoiceId() != null) {
            told.put("invoice_id", made.invoiceId());
        }
        outbox.add("wallet.topped_up", made.walletId(), told, prepared.at());
    }

    /** Notes why a rule could not top up: it is tried again a day later, and when the rules of its wallet are said anew. */
    public void fail(UUID ruleId, String reason) {
        TopUpRule found = rules.require(ruleId);
        Wallet wallet = wallets.lock(found.walletId());
        TopUpRule rule = rules.fresh(found);
        if (!rule.isActive()) {
            return;
        }
        Instant now = clock.instant();
        rule.fail(reason, now, now.plus(RETRY));
        outbox.add(
                "wallet.top_up_failed",
                wallet.id(),
                Map.of("customer_id", wallet.customerId(), "rule_id", ruleId, "reason", reason),
                now);
    }
}
