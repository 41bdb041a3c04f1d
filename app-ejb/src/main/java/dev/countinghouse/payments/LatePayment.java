package dev.countinghouse.payments;

import dev.countinghouse.money.Money;
import java.util.UUID;

/**
 * A payment that the gateway tells of though its attempt is over here. It counts when the gateway says the same when it is asked.
 *
 * @param amount that the attempt was for
 * @param reference what the gateway calls the payment
 */
record LatePayment(UUID attemptId, GatewayAccount account, Money amount, String reference) {}
