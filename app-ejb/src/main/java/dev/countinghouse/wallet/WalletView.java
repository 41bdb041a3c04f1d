package dev.countinghouse.wallet;

import dev.countinghouse.money.MoneyView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wallet going out.
 *
 * @param priority which wallet of the customer pays first: the lowest
 * @param creditRate money of one credit, in major units
 * @param balance what is left of its top-ups
 * @param topUpRules by which it is topped up by itself, at most one of each trigger
 * @param createdAt by the tenant's clock
 * @param terminatedAt since when nothing is paid from it; null: it is in use
 */
public record WalletView(
        UUID id,
        UUID customerId,
        String name,
        String currency,
        int priority,
        BigDecimal creditRate,
        WalletStatus status,
        MoneyView balance,
        List<TopUpRuleView> topUpRules,
        Instant createdAt,
        @Nullable Instant terminatedAt,
        int version) {

    public WalletView {
        topUpRules = List.copyOf(topUpRules);
    }
}
