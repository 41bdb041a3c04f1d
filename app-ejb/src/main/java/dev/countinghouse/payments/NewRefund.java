package dev.countinghouse.payments;

import dev.countinghouse.money.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A refund that is wanted.
 *
 * @param amount null for all that is left of the payment
 * @param reason for people
 */
public record NewRefund(
        UUID paymentId, @Nullable Money amount, @Nullable String reason) {}
