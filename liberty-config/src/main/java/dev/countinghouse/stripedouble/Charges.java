package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Charges are made by payment intents only; here they come to be and are shown. */
final class Charges {
    static final String KIND = "charge";

    private static final int REFERENCE = 15;

    private Charges() {}

    static void addTo(Routes routes) {
        routes.get("/v1/charges", call -> Lists.page(call, KIND, "/v1/charges", List.of("customer", "payment_intent")))
                .get("/v1/charges/*", call -> {
                    call.params().done();
                    return call.unit().get(KIND, call.id(), "id");
                })
                .post("/v1/charges/*", call -> {
                    ObjectNode charge = call.unit().get(KIND, call.id(), "id");
                    ObjectNode before = charge.deepCopy();
                    call.params().copyTexts(charge, List.of("description", "receipt_email"));
                    call.params().metadata(charge);
                    call.params().done();
                    call.unit().event("charge.updated", charge, Events.previous(before, charge));
                    return charge;
                });
        BalanceTransactions.addTo(routes);
    }

    private static ObjectNode make(Unit unit, ObjectNode intent, ObjectNode method) {
        ObjectNode charge = unit.create(KIND, "ch");
        charge.put("amount", intent.path("amount").asLong());
        for (String same : List.of(
                "currency", "customer", "description", "receipt_email", "statement_descriptor", "transfer_group")) {
            charge.set(same, intent.path(same).deepCopy());
        }
        charge.set("metadata", intent.path("metadata").deepCopy());
        charge.put("payment_intent", intent.path("id").asText());
        charge.put("payment_method", method.path("id").asText());
        charge.put("calculated_statement_descriptor", "COUNTINGHOUSE");
        charge.set("billing_details", method.path("billing_details").deepCopy());
        ObjectNode card = Templates.of("charge_card");
        for (String same : List.of("brand", "last4", "exp_month", "exp_year", "funding", "fingerprint", "country")) {
            card.set(same, method.path("card").path(same).deepCopy());
        }
        card.put("network", method.path("card").path("brand").asText());
        card.put("network_transaction_id", Ids.text(charge.path("id").asText(), REFERENCE));
        card.put("amount_authorized", charge.path("amount").asLong());
        charge.putObject("payment_method_details").put("type", "card").set("card", card);
        return charge;
    }

    /** A charge that the bank allowed; captured at once unless the intent waits for that. */
    static ObjectNode succeed(Unit unit, ObjectNode intent, ObjectNode method, boolean capture) {
        ObjectNode charge = make(unit, intent, method);
        charge.put("status", "succeeded").put("paid", true);
        charge.set("outcome", Templates.of("charge_outcome"));
        if (capture) {
            capture(unit, charge, charge.path("amount").asLong());
        }
        unit.event("charge.succeeded", charge);
        return charge;
    }

    /** Takes the authorized money, or a part of it. */
    static void capture(Unit unit, ObjectNode charge, long amount) {
        charge.put("captured", true).put("amount_captured", amount);
        ObjectNode movement = BalanceTransactions.ofCharge(unit, charge, amount);
        charge.put("balance_transaction", movement.path("id").asText());
    }

    /** A charge that the bank did not allow. */
    static ObjectNode fail(Unit unit, ObjectNode intent, ObjectNode method, Decline decline) {
        ObjectNode charge = make(unit, intent, method);
        ((ObjectNode) charge.path("payment_method_details").path("card")).putNull("amount_authorized");
        charge.put("status", "failed").put("failure_code", decline.code()).put("failure_message", decline.message());
        ObjectNode outcome = Templates.of("charge_outcome");
        outcome.put("network_status", "declined_by_network").put("type", "issuer_declined");
        outcome.put("reason", decline.declineCode());
        outcome.put("seller_message", "The bank returned the decline code `%s`.".formatted(decline.declineCode()));
        charge.set("outcome", outcome);
        unit.event("charge.failed", charge);
        return charge;
    }
}
