package dev.countinghouse.payments;

import dev.countinghouse.money.MoneyView;
import dev.countinghouse.payments.domain.RefundStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A refund going out.
 *
 * @param creditNoteId of the credit note that gives it back; null where the invoice owes it again
 * @param gateway {@code manual} for what was given back by hand
 * @param gatewayReference what the gateway calls it; null while it has not said so
 * @param excess of the amount, what had been too much and came out of the customer's credit balance
 * @param code why it failed or is not known, for programs
 * @param message the same for people
 * @param nextCheckAt when the gateway is asked again, in real time; null when nothing is expected
 */
public record RefundView(
        UUID id,
        UUID paymentId,
        UUID invoiceId,
        UUID customerId,
        @Nullable UUID creditNoteId,
        String gateway,
        @Nullable String gatewayReference,
        MoneyView amount,
        MoneyView excess,
        @Nullable String reason,
        RefundStatus status,
        @Nullable String code,
        @Nullable String message,
        LocalDate refundedOn,
        Instant createdAt,
        @Nullable Instant nextCheckAt,
        int version) {}
