package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.launcher.client.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as the API shows it. Amounts are in major units of {@code currency}.
 *
 * @param periodStart first day of the usage period, in the customer's zone
 * @param periodEnd the day after its last
 * @param taxTreatment what decided its taxes besides the rates that are named; empty for nothing
 */
record Invoice(
        String id,
        String number,
        String status,
        Buyer customer,
        String subscriptionId,
        String currency,
        String timeZone,
        LocalDate periodStart,
        LocalDate periodEnd,
        LocalDate issuedOn,
        List<Line> lines,
        BigDecimal subtotal,
        String taxTreatment,
        List<Tax> taxes,
        BigDecimal tax,
        BigDecimal total) {

    /** Whether its plan says how it is taxed: nobody wrote its lines, and it does not depend on who buys. */
    boolean isTaxedByPlan() {
        return !subscriptionId.isEmpty() && (taxTreatment.isEmpty() || taxTreatment.equals("domestic"));
    }

    record Buyer(String id, @Nullable String externalId, String name) {

        /** The external id where there is one. */
        String label() {
            return externalId == null ? id : externalId;
        }
    }

    /**
     * What is charged, for which service period.
     *
     * @param metric the metric's code; null where nothing was measured
     * @param purpose regular, or delta for usage that came after its period was billed
     * @param discount what coupons took off the amount
     */
    record Line(
            String description,
            @Nullable String metric,
            String chargeId,
            String purpose,
            LocalDate periodStart,
            LocalDate periodEnd,
            BigDecimal quantity,
            BigDecimal unitAmount,
            BigDecimal amount,
            BigDecimal discount) {

        /** What coupons leave of it. */
        BigDecimal net() {
            return amount.subtract(discount);
        }

        boolean isRegular() {
            return purpose.equals("regular");
        }

        private static Line from(JsonNode node) {
            return new Line(
                    Json.text(node, "description"),
                    Json.textOrNull(node, "metric"),
                    node.path("charge_id").asText(""),
                    node.path("purpose").asText("regular"),
                    Json.date(node, "period_start"),
                    Json.date(node, "period_end"),
                    Json.decimal(node, "quantity"),
                    Json.decimal(node, "unit_amount"),
                    Json.money(node, "amount"),
                    Json.money(node, "discount"));
        }
    }

    /** The tax of one rate. @param percent 20 means 20 % */
    record Tax(String name, BigDecimal percent, BigDecimal base, BigDecimal amount) {

        private static Tax from(JsonNode node) {
            return new Tax(
                    Json.text(node, "name"),
                    Json.decimal(node, "percent"),
                    Json.money(node, "base"),
                    Json.money(node, "amount"));
        }
    }

    boolean isVoid() {
        return status.equals("void");
    }

    static Invoice from(JsonNode node) {
        JsonNode customer = node.path("customer");
        return new Invoice(
                Json.text(node, "id"),
                Json.text(node, "number"),
                Json.text(node, "status"),
                new Buyer(
                        Json.text(customer, "id"),
                        Json.textOrNull(customer, "external_id"),
                        Json.text(customer, "name")),
                node.path("subscription_id").asText(""),
                Json.text(node, "currency"),
                Json.text(node, "time_zone"),
                Json.date(node, "period_start"),
                Json.date(node, "period_end"),
                Json.date(node, "issued_on"),
                each(node.path("lines"), Line::from),
                Json.money(node, "subtotal"),
                node.path("tax_treatment").asText(""),
                each(node.path("taxes"), Tax::from),
                Json.money(node, "tax"),
                Json.money(node, "total"));
    }

    private static <T> List<T> each(JsonNode nodes, Function<JsonNode, T> from) {
        List<T> items = new ArrayList<>();
        nodes.forEach(node -> items.add(from.apply(node)));
        return List.copyOf(items);
    }
}
