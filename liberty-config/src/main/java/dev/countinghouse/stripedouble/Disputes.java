package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Payments that a cardholder does not accept. The evidence decides as at Stripe: {@code winning_evidence} or {@code losing_evidence}. */
final class Disputes {
    static final String KIND = "dispute";

    private static final long DUE_SECONDS = 7L * 24 * 3_600;
    private static final String WINNING = "winning_evidence";
    private static final String LOSING = "losing_evidence";
    private static final Set<String> CLOSED = Set.of("won", "lost", "warning_closed");

    private Disputes() {}

    static void addTo(Routes routes) {
        routes.get("/v1/disputes", call -> Lists.page(call, KIND, "/v1/disputes", List.of("charge", "payment_intent")))
                .get("/v1/disputes/*", call -> {
                    call.params().done();
                    return call.unit().get(KIND, call.id(), "id");
                })
                .post("/v1/disputes/*", Disputes::update)
                .post("/v1/disputes/*/close", call -> {
                    call.params().done();
                    ObjectNode dispute = call.unit().get(KIND, call.id(), "id");
                    resolve(call.unit(), dispute, false);
                    return dispute;
                });
    }

    /** Some test cards dispute what they were charged. */
    static void openIfTheCardDoes(Unit unit, ObjectNode charge, ObjectNode method) {
        switch (PaymentMethods.card(unit, method)) {
            case DISPUTE -> open(unit, charge, "fraudulent", false);
            case DISPUTE_NOT_RECEIVED -> open(unit, charge, "product_not_received", false);
            case DISPUTE_INQUIRY -> open(unit, charge, "fraudulent", true);
            default -> {
                // most do not
            }
        }
    }

    private static void open(Unit unit, ObjectNode charge, String reason, boolean inquiry) {
        ObjectNode dispute = unit.create(KIND, "du");
        dispute.put("amount", charge.path("amount").asLong())
                .put("charge", charge.path("id").asText());
        dispute.set("currency", charge.path("currency").deepCopy());
        dispute.set("payment_intent", charge.path("payment_intent").deepCopy());
        dispute.put("reason", reason).put("status", inquiry ? "warning_needs_response" : "needs_response");
        dispute.put("is_charge_refundable", inquiry);
        ((ObjectNode) dispute.path("evidence_details")).put("due_by", unit.now() + DUE_SECONDS);
        ObjectNode card = (ObjectNode) dispute.path("payment_method_details").path("card");
        String brand =
                charge.path("payment_method_details").path("card").path("brand").asText();
        card.put("brand", brand).put("network", brand).put("case_type", inquiry ? "inquiry" : "chargeback");
        if (!inquiry) {
            charge.put("disputed", true);
            withdraw(unit, dispute);
        }
        unit.event("charge.dispute.created", dispute);
        if (!inquiry) {
            unit.event("charge.dispute.funds_withdrawn", dispute);
        }
    }

    private static void withdraw(Unit unit, ObjectNode dispute) {
        dispute.withArray("balance_transactions")
                .add(BalanceTransactions.ofDispute(unit, dispute).deepCopy());
    }

    private static ObjectNode update(Call call) {
        Params params = call.params();
        ObjectNode dispute = call.unit().get(KIND, call.id(), "id");
        requireOpen(dispute);
        ObjectNode before = dispute.deepCopy();
        ObjectNode evidence = (ObjectNode) dispute.path("evidence");
        Params given = params.object("evidence");
        for (Map.Entry<String, JsonNode> field : List.copyOf(evidence.properties())) {
            if (!field.getValue().isObject()) {
                given.copyTexts(evidence, List.of(field.getKey()));
            }
        }
        boolean submit = params.flag("submit", true);
        params.metadata(dispute);
        params.done();
        ObjectNode details = (ObjectNode) dispute.path("evidence_details");
        if (evidence.properties().stream().anyMatch(field -> field.getValue().isTextual())) {
            details.put("has_evidence", true);
        }
        if (!submit || !details.path("has_evidence").asBoolean()) {
            call.unit().event("charge.dispute.updated", dispute, Events.previous(before, dispute));
            return dispute;
        }
        details.put("submission_count", details.path("submission_count").asInt() + 1);
        dispute.put("status", isInquiry(dispute) ? "warning_under_review" : "under_review");
        call.unit().event("charge.dispute.updated", dispute, Events.previous(before, dispute));
        String text = evidence.path("uncategorized_text").asText();
        if (WINNING.equals(text) || LOSING.equals(text)) {
            resolve(call.unit(), dispute, WINNING.equals(text));
        }
        return dispute;
    }

    private static boolean isInquiry(ObjectNode dispute) {
        return dispute.path("status").asText().startsWith("warning_");
    }

    private static void requireOpen(ObjectNode dispute) {
        if (CLOSED.contains(dispute.path("status").asText())) {
            throw StripeError.invalid("This dispute is already closed");
        }
    }

    /** The bank decides. */
    static void resolve(Unit unit, ObjectNode dispute, boolean won) {
        requireOpen(dispute);
        boolean inquiry = isInquiry(dispute);
        dispute.put("status", inquiry && won ? "warning_closed" : won ? "won" : "lost");
        if (won && !inquiry) {
            dispute.withArray("balance_transactions")
                    .add(BalanceTransactions.ofWonDispute(unit, dispute).deepCopy());
            unit.event("charge.dispute.funds_reinstated", dispute);
        }
        if (!won && inquiry) {
            unit.linked(dispute.path("charge")).put("disputed", true);
            withdraw(unit, dispute);
            unit.event("charge.dispute.funds_withdrawn", dispute);
        }
        unit.event("charge.dispute.closed", dispute);
    }
}
