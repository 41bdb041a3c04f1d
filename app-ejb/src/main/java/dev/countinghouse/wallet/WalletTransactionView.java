package dev.countinghouse.wallet;

import dev.countinghouse.money.MoneyView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of what is left of a top-up, going out. All of a top-up's sum to what is left of it.
 *
 * @param amount below zero for what was taken
 * @param invoiceId of the invoice that was settled from it, or gave it back; null of the other kinds
 * @param madeAt by the tenant's clock
 */
public record WalletTransactionView(
        UUID id,
        UUID topUpId,
        WalletTransactionKind kind,
        MoneyView amount,
        @Nullable UUID invoiceId,
        Instant madeAt) {}
