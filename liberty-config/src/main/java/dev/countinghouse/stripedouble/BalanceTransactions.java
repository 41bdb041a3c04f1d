package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Movements of the account's balance. The fee is a rule of the double's own: 1.5 % of the amount, rounded half up, and 25
 * minor units; refunds do not return it, a dispute costs 1,500 minor units. Everything is available at once.
 */
final class BalanceTransactions {
    static final String KIND = "balance_transaction";

    private static final long FEE_PER_MILLE = 15;
    private static final long MILLE = 1_000;
    private static final long FEE_FIXED = 25;
    private static final long DISPUTE_FEE = 1_500;

    private BalanceTransactions() {}

    static void addTo(Routes routes) {
        routes.get(
                        "/v1/balance_transactions",
                        call -> Lists.page(
                                call, KIND, "/v1/balance_transactions", List.of("currency", "source", "type")))
                .get("/v1/balance_transactions/*", call -> {
                    call.params().done();
                    return call.unit().get(KIND, call.id(), "id");
                });
    }

    /** What Stripe keeps of an amount. */
    static long fee(long amount) {
        return (Math.multiplyExact(amount, FEE_PER_MILLE) + MILLE / 2) / MILLE + FEE_FIXED;
    }

    static ObjectNode ofCharge(Unit unit, ObjectNode charge, long amount) {
        ObjectNode movement = make(unit, charge, amount, fee(amount));
        movement.set("description", charge.path("description").deepCopy());
        return movement.put("type", "charge").put("reporting_category", "charge");
    }

    static ObjectNode ofRefund(Unit unit, ObjectNode refund) {
        return make(unit, refund, -refund.path("amount").asLong(), 0)
                .put("type", "refund")
                .put("reporting_category", "refund")
                .put("description", "REFUND FOR CHARGE");
    }

    /** The money of a refund comes back. */
    static ObjectNode ofFailedRefund(Unit unit, ObjectNode refund) {
        return make(unit, refund, refund.path("amount").asLong(), 0)
                .put("type", "refund_failure")
                .put("reporting_category", "refund_failure")
                .put("description", "REFUND FAILURE");
    }

    static ObjectNode ofDispute(Unit unit, ObjectNode dispute) {
        return make(unit, dispute, -dispute.path("amount").asLong(), DISPUTE_FEE)
                .put("type", "adjustment")
                .put("reporting_category", "dispute")
                .put(
                        "description",
                        "Chargeback withdrawal for " + dispute.path("charge").asText());
    }

    static ObjectNode ofWonDispute(Unit unit, ObjectNode dispute) {
        return make(unit, dispute, dispute.path("amount").asLong(), 0)
                .put("type", "adjustment")
                .put("reporting_category", "dispute_reversal")
                .put(
                        "description",
                        "Chargeback reversal for " + dispute.path("charge").asText());
    }

    private static ObjectNode make(Unit unit, ObjectNode source, long amount, long fee) {
        ObjectNode movement = unit.create(KIND, "txn");
        String currency = source.path("currency").asText();
        movement.put("amount", amount).put("fee", fee).put("net", amount - fee).put("currency", currency);
        movement.put("source", source.path("id").asText());
        movement.put("status", "available").put("available_on", unit.now());
        if (fee > 0) {
            movement.withArray("fee_details")
                    .addObject()
                    .put("amount", fee)
                    .putNull("application")
                    .put("currency", currency)
                    .put("description", "Stripe processing fees")
                    .put("type", "stripe_fee");
        }
        return movement;
    }
}
