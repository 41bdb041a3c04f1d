package dev.countinghouse.wallet;

import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sets the rules by which a wallet is topped up by itself. */
@ApplicationScoped
class TopUpRules {

    private static final String FIELD = "top_up_rules[%d].";
    private static final LocalDate FIRST_START = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST_START = LocalDate.of(2099, 12, 31);

    @Inject
    TopUpRuleRepository rules;

    /** What rules of wallets say, of each wallet in the order in which they were made. */
    Map<UUID, List<TopUpRuleView>> views(List<UUID> wallets) {
        Map<UUID, List<TopUpRuleView>> views = new HashMap<>();
        rules.active(wallets)
                .forEach(rule -> views.computeIfAbsent(rule.walletId(), ignored -> new ArrayList<>())
                        .add(rule.view()));
        return views;
    }

    /**
     * Replaces the rules of a wallet that is held: one that says the same goes on, and tries again at once what failed.
     *
     * @return whether any ended or began
     * @throws BillingException VALIDATION_FAILED by its field
     */
    boolean replace(Wallet wallet, List<NewTopUpRule> wanted, Instant now, ZoneId zone) {
        List<TopUpRule> made = made(wallet, wanted, now, zone);
        boolean changed = false;
        List<NewTopUpRule> kept = new ArrayList<>();
        for (TopUpRule rule : rules.active(List.of(wallet.id()))) {
            NewTopUpRule same = wanted.stream().filter(rule::isLike).findFirst().orElse(null);
            if (same == null) {
                rule.end(now);
                changed = true;
            } else {
                kept.add(same);
                rule.retry(now);
            }
        }
        rules.flush(); // one of a trigger at a time
        for (int i = 0; i < made.size(); i++) {
            if (!kept.contains(wanted.get(i))) {
                rules.add(made.get(i));
                changed = true;
            }
        }
        rules.flush();
        return changed;
    }

    /** Ends all of a wallet. */
    void end(Wallet wallet, Instant now) {
        rules.active(List.of(wallet.id())).forEach(rule -> rule.end(now));
    }

    private static List<TopUpRule> made(Wallet wallet, List<NewTopUpRule> wanted, Instant now, ZoneId zone) {
        List<TopUpRule> made = new ArrayList<>();
        Set<TopUpTrigger> triggers = EnumSet.noneOf(TopUpTrigger.class);
        for (NewTopUpRule rule : wanted) {
            try {
                if (!triggers.add(rule.trigger())) {
                    throw BillingException.invalid("trigger", "duplicate", "is that of another rule already");
                }
                made.add(new TopUpRule(wallet, rule, worth(wallet, rule), now, zone));
            } catch (BillingException e) {
                throw e.within(FIELD.formatted(made.size()));
            }
        }
        return made;
    }

    private static TopUpRule.Worth worth(Wallet wallet, NewTopUpRule rule) {
        boolean interval = rule.trigger() == TopUpTrigger.INTERVAL;
        requireGiven("interval", rule.interval(), interval);
        requireGiven("threshold_credits", rule.thresholdCredits(), !interval);
        if (rule.kind() == TopUpKind.PURCHASED && rule.expiresAfterDays() != null) {
            throw BillingException.invalid(
                    "expires_after_days",
                    "not_allowed",
                    "is of granted credits: bought ones could expire before they are paid");
        }
        LocalDate starts = rule.startsOn();
        if (starts != null) {
            requireGiven("starts_on", starts, interval);
            if (starts.isBefore(FIRST_START) || starts.isAfter(LAST_START)) {
                throw BillingException.invalid(
                        "starts_on", "out_of_range", "must be from %s to %s".formatted(FIRST_START, LAST_START));
            }
        }
        Money amount = TopUps.worth(wallet, "credits", rule.credits());
        if (interval) {
            return new TopUpRule.Worth(amount, null);
        }
        BigDecimal least = Objects.requireNonNull(rule.thresholdCredits());
        if (least.compareTo(rule.credits()) > 0) {
            throw BillingException.invalid(
                    "threshold_credits", "too_large", "must be at most the credits: topped up once, there is enough");
        }
        return new TopUpRule.Worth(amount, TopUps.worth(wallet, "threshold_credits", least));
    }

    private static void requireGiven(String field, @Nullable Object value, boolean needed) {
        if (needed && value == null) {
            throw BillingException.invalid(field, "required", "must be given with this trigger");
        }
        if (!needed && value != null) {
            throw BillingException.invalid(field, "unexpected", "is not of this trigger");
        }
    }
}
