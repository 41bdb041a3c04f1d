package dev.countinghouse.payments;

import dev.countinghouse.money.Money;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment that was received outside: bank transfer, cash.
 *
 * @param reference tells payments of one invoice apart, such as the bank's reference
 * @param amount more than zero
 * @param paidOn null for today by the tenant's clock
 */
public record NewPayment(
        UUID invoiceId,
        @Nullable String externalId,
        String reference,
        Money amount,
        @Nullable LocalDate paidOn,
        @Nullable Map<String, String> metadata) {}
