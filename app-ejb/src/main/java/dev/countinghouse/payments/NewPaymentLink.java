package dev.countinghouse.payments;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment link that is wanted.
 *
 * @param successUrl where the customer goes when he has paid
 * @param cancelUrl where he goes when he does not want to; null for nowhere
 */
public record NewPaymentLink(
        UUID invoiceId, String successUrl, @Nullable String cancelUrl) {}
