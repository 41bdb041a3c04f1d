package dev.countinghouse.payments;

import dev.countinghouse.money.MoneyView;
import dev.countinghouse.payments.domain.LinkStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page on which a customer pays an invoice himself.
 *
 * @param amount what was due when it was made
 * @param url for the customer's browser; null when it cannot be paid on
 * @param expiresAt in real time; null while the gateway has not said so
 * @param code why the gateway made none, for programs
 * @param message the same for people
 * @param paymentId what he paid on it
 */
public record PaymentLinkView(
        UUID id,
        UUID invoiceId,
        UUID customerId,
        String gateway,
        @Nullable String gatewayReference,
        MoneyView amount,
        LinkStatus status,
        @Nullable String url,
        @Nullable Instant expiresAt,
        @Nullable String code,
        @Nullable String message,
        @Nullable UUID paymentId,
        Instant createdAt,
        int version) {}
