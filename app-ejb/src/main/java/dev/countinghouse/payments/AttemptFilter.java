package dev.countinghouse.payments;

import dev.countinghouse.payments.domain.AttemptStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which attempts are asked for; null means any. */
public record AttemptFilter(
        @Nullable UUID invoiceId,
        @Nullable UUID customerId,
        @Nullable AttemptStatus status) {}
