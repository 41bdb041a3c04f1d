package dev.countinghouse.payments;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a customer can be charged by.
 *
 * @param kind as the gateway says it, such as {@code card}
 * @param brand of a card, such as {@code visa}
 * @param last4 digits of a card
 * @param isDefault whether it is what the customer is charged by
 * @param chargeable whether it is of the account that is connected now
 */
public record PaymentMethodView(
        UUID id,
        UUID customerId,
        String gateway,
        String kind,
        @Nullable String brand,
        @Nullable String last4,
        @Nullable Integer expMonth,
        @Nullable Integer expYear,
        boolean isDefault,
        boolean chargeable,
        Instant createdAt,
        int version) {}
