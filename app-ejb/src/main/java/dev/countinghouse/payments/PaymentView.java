package dev.countinghouse.payments;

import dev.countinghouse.money.MoneyView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment going out.
 *
 * @param gateway {@code manual} for what came in outside
 * @param excess what of the amount was more than was open, and went to the customer's credit balance
 * @param recovers whether it is of what had been written off
 */
public record PaymentView(
        UUID id,
        @Nullable String externalId,
        UUID invoiceId,
        UUID customerId,
        String gateway,
        String reference,
        MoneyView amount,
        MoneyView excess,
        LocalDate paidOn,
        boolean recovers,
        Map<String, Object> metadata,
        Instant createdAt) {}
