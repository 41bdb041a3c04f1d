package dev.countinghouse.wallet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a wallet is to change; null leaves a value as it is.
 *
 * @param priority 0 to 1000; of a customer's wallets the lowest pays first
 * @param topUpRules all of them, at most one of each trigger: one that is not named ends
 */
public record WalletChange(
        @Nullable String name,
        @Nullable Integer priority,
        @Nullable List<NewTopUpRule> topUpRules) {}
