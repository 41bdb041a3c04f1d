package dev.countinghouse.wallet;

import dev.countinghouse.money.MoneyView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Credits that were put into a wallet, going out.
 *
 * @param amount what they were worth: credits times the wallet's rate, rounded once
 * @param left what of that can still pay
 * @param expiresAt from when on they pay nothing; null: never
 * @param madeAt by the tenant's clock
 * @param usableAt since when they pay; null while their invoice is not paid
 * @param invoiceId of the invoice that sells them; null of granted ones
 * @param ruleId of the rule by which it was made by itself; null: somebody made it
 */
public record WalletTopUpView(
        UUID id,
        UUID walletId,
        TopUpKind kind,
        BigDecimal credits,
        MoneyView amount,
        MoneyView left,
        @Nullable Instant expiresAt,
        Instant madeAt,
        @Nullable Instant usableAt,
        @Nullable UUID invoiceId,
        @Nullable UUID ruleId) {}
