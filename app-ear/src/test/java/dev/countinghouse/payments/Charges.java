package dev.countinghouse.payments;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Charges as the product asks Stripe for them. */
final class Charges {
    private Charges() {}

    /** A new one, to be asked for within ten minutes. */
    static Charge of(GatewayAccount account, StripeGateway.Attached card, Money amount) {
        Instant now = Instant.now();
        return new Charge(
                Ids.next(),
                account,
                Ids.next(),
                Ids.next(),
                "INV-1",
                amount,
                card.gatewayCustomer(),
                card.reference(),
                null,
                now,
                now.plusSeconds(600),
                true,
                false,
                true);
    }

    /** The same, to be asked about. */
    static Charge again(Charge charge, @Nullable String reference, boolean keyHolds, boolean abandoned) {
        return new Charge(
                charge.attemptId(),
                charge.account(),
                charge.tenantId(),
                charge.invoiceId(),
                charge.number(),
                charge.amount(),
                charge.gatewayCustomer(),
                charge.paymentMethod(),
                reference,
                charge.since(),
                charge.askBy(),
                keyHolds,
                abandoned,
                false);
    }
}
