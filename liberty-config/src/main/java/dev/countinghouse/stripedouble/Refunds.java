package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Money given back, in parts or whole, never more than was taken. */
final class Refunds {
    static final String KIND = "refund";

    private static final List<String> REASONS = List.of("duplicate", "fraudulent", "requested_by_customer");

    private Refunds() {}

    static void addTo(Routes routes) {
        routes.post("/v1/refunds", Refunds::create)
                .get("/v1/refunds", call -> Lists.page(call, KIND, "/v1/refunds", List.of("charge", "payment_intent")))
                .get("/v1/refunds/*", call -> {
                    call.params().done();
                    return call.unit().get(KIND, call.id(), "id");
                })
                .post("/v1/refunds/*", call -> {
                    ObjectNode refund = call.unit().get(KIND, call.id(), "id");
                    ObjectNode before = refund.deepCopy();
                    call.params().metadata(refund);
                    call.params().done();
                    call.unit().event("refund.updated", refund, Events.previous(before, refund));
                    return refund;
                });
    }

    private static ObjectNode create(Call call) {
        Unit unit = call.unit();
        Params params = call.params();
        ObjectNode charge = charge(unit, params);
        long open = charge.path("amount_captured").asLong()
                - charge.path("amount_refunded").asLong();
        Long asked = params.number("amount");
        ObjectNode refund = unit.create(KIND, "re");
        refund.put("reason", params.choice("reason", REASONS));
        params.metadata(refund);
        params.done();
        long amount = asked == null ? open : asked;
        requireRefundable(charge, open, amount);
        refund.put("amount", amount).put("charge", charge.path("id").asText());
        for (String same : List.of("currency", "payment_intent", "customer", "payment_method")) {
            refund.set(same, charge.path(same).deepCopy());
        }
        ObjectNode method = unit.find(charge.path("payment_method").asText());
        if (method != null && PaymentMethods.card(unit, method) == TestCard.REFUND_PENDING) {
            refund.put("status", "pending");
        }
        refund.put(
                "balance_transaction",
                BalanceTransactions.ofRefund(unit, refund).path("id").asText());
        addTo(charge, amount);
        unit.event("refund.created", refund);
        unit.event("charge.refunded", charge);
        return refund;
    }

    private static void addTo(ObjectNode charge, long amount) {
        long refunded = charge.path("amount_refunded").asLong() + amount;
        charge.put("amount_refunded", refunded);
        charge.put("refunded", refunded == charge.path("amount_captured").asLong());
    }

    private static ObjectNode charge(Unit unit, Params params) {
        String chargeId = params.filled("charge");
        String intentId = params.filled("payment_intent");
        if (chargeId == null && intentId == null) {
            throw StripeError.invalid(
                    "One of the following params should be provided for this request: payment_intent" + " or charge.");
        }
        if (chargeId != null) {
            return unit.get(Charges.KIND, chargeId, "charge");
        }
        ObjectNode intent = unit.get(PaymentIntents.KIND, intentId == null ? "" : intentId, "payment_intent");
        ObjectNode charge = unit.find(intent.path("latest_charge").asText());
        if (charge == null || !charge.path("captured").asBoolean()) {
            throw StripeError.invalidParam(
                    "payment_intent",
                    "This PaymentIntent (%s) does not have a successful charge to refund.".formatted(intentId));
        }
        return charge;
    }

    private static void requireRefundable(ObjectNode charge, long open, long amount) {
        String id = charge.path("id").asText();
        if (!charge.path("captured").asBoolean()) {
            throw StripeError.invalid(
                    "Charge %s has not been captured or has failed: nothing can be refunded.".formatted(id));
        }
        if (charge.path("disputed").asBoolean()) {
            throw StripeError.unexpectedState("charge_disputed", "Charge %s has been charged back.".formatted(id));
        }
        if (open == 0) {
            throw StripeError.unexpectedState(
                    "charge_already_refunded", "Charge %s has already been refunded.".formatted(id));
        }
        if (amount < 1) {
            throw StripeError.invalidParam("amount", "Invalid positive integer")
                    .with("code", "parameter_invalid_integer");
        }
        if (amount > open) {
            throw StripeError.invalidParam(
                    "amount",
                    "Refund amount (%d) is greater than unrefunded amount on charge (%d) in minor units of %s"
                            .formatted(amount, open, charge.path("currency").asText()));
        }
    }

    /**
     * The bank's last word on a refund.
     *
     * @param succeeds false where the money comes back to the account
     */
    static void settle(Unit unit, ObjectNode refund, boolean succeeds) {
        String status = refund.path("status").asText();
        boolean open = "pending".equals(status) || (!succeeds && "succeeded".equals(status));
        if (!open) {
            throw StripeError.unexpectedState("refund_disputed_payment", "The refund's status is " + status);
        }
        ObjectNode before = refund.deepCopy();
        if (succeeds) {
            refund.put("status", "succeeded");
        } else {
            ObjectNode back = BalanceTransactions.ofFailedRefund(unit, refund);
            refund.put("status", "failed").put("failure_reason", "expired_or_canceled_card");
            refund.put("failure_balance_transaction", back.path("id").asText());
            addTo(unit.linked(refund.path("charge")), -refund.path("amount").asLong());
        }
        unit.event("refund.updated", refund, Events.previous(before, refund));
        if (!succeeds) {
            unit.event("refund.failed", refund);
        }
    }
}
