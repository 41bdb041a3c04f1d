package dev.countinghouse.wallet;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Credits to be put into a wallet.
 *
 * @param credits above zero
 * @param expiresAt the instant from which on they pay nothing; null: never
 */
public record NewTopUp(
        UUID walletId,
        TopUpKind kind,
        BigDecimal credits,
        @Nullable Instant expiresAt) {}
