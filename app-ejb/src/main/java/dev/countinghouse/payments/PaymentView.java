package dev.countinghouse.payments;

import dev.countinghouse.money.MoneyView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A payment going out. */
public record PaymentView(
        UUID id,
        @Nullable String externalId,
        UUID invoiceId,
        UUID customerId,
        String gateway,
        String reference,
        MoneyView amount,
        LocalDate paidOn,
        Map<String, Object> metadata,
        Instant createdAt) {}
