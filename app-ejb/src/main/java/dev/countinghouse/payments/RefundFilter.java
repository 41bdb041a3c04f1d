package dev.countinghouse.payments;

import dev.countinghouse.payments.domain.RefundStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which refunds are asked for; null means any. */
public record RefundFilter(
        @Nullable UUID paymentId,
        @Nullable UUID invoiceId,
        @Nullable UUID customerId,
        @Nullable RefundStatus status) {}
