package dev.countinghouse.wallet;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wallet to be made.
 *
 * @param currency ISO 4217; null for the customer's
 * @param priority 0 to 1000; of a customer's wallets the lowest pays first
 * @param creditRate money of one credit in major units, above zero
 */
public record NewWallet(
        UUID customerId, String name, @Nullable String currency, int priority, BigDecimal creditRate) {}
