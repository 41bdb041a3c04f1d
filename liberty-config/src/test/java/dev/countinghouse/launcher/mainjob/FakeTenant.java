package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.launcher.client.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the API remembers of one tenant. */
final class FakeTenant {
    final String slug;
    final String password;
    final Set<String> keys = new HashSet<>();
    final List<Event> events = new ArrayList<>();
    final Set<String> billed = new HashSet<>();
    BigDecimal overcharge = BigDecimal.ONE;
    boolean live = true;
    boolean stuck;
    boolean unposted; // whether the ledger lacks what the last invoice comes to
    Instant now = Instant.parse("2026-11-20T12:00:00Z");

    private final Map<String, List<ObjectNode>> resources = new HashMap<>();
    private final List<FakeBilling> billing = new ArrayList<>();
    private int unsettledLooks;

    FakeTenant(String slug, String password) {
        this.slug = slug;
        this.password = password;
    }

    record Event(String transactionId, String customerId, Instant at, BigDecimal quantity) {

        ObjectNode json() {
            return Json.object()
                    .put("transaction_id", transactionId)
                    .put("timestamp", at.toString())
                    .put("quantity", quantity.toPlainString());
        }
    }

    List<ObjectNode> list(String resource) {
        return resources.computeIfAbsent(resource, name -> new ArrayList<>());
    }

    ObjectNode add(String resource, JsonNode wanted) {
        ObjectNode made = wanted.deepCopy();
        made.put("id", UUID.randomUUID().toString());
        list(resource).add(made);
        return made;
    }

    ObjectNode addPlan(JsonNode wanted) {
        ObjectNode plan = add("plans", wanted);
        plan.putObject("tax_rate").put("code", "vat20").put("name", "VAT").put("percent", "20");
        ((ObjectNode) plan.path("charges").path(0)).put("id", "charge-fee");
        ((ObjectNode) plan.path("charges").path(1)).put("id", "charge-usage");
        return plan;
    }

    ObjectNode subscribe(JsonNode wanted) {
        ObjectNode subscription = add("subscriptions", wanted);
        subscription.put("started_on", wanted.path("start_date").asText()).putNull("parked_reason");
        subscription.set(
                "ends_on",
                wanted.has("end_date") ? wanted.path("end_date") : Json.object().nullNode());
        ObjectNode customer = list("customers").stream()
                .filter(c -> c.path("id").equals(wanted.path("customer_id")))
                .findFirst()
                .orElseThrow();
        billing.add(new FakeBilling(this, customer, subscription));
        run();
        return subscription;
    }

    ObjectNode clock() {
        boolean settled = !stuck && unsettledLooks-- <= 0;
        return Json.object()
                .put("mode", live ? "live" : "test")
                .put("now", now.toString())
                .put("settled", settled);
    }

    void setClock(Instant to) {
        live = false;
        now = to;
        unsettledLooks = 2;
        run();
    }

    private void run() {
        int before = list("invoices").size();
        billing.forEach(subscription -> subscription.until(now));
        int written = list("invoices").size() - before;
        list("billing-runs")
                .add(Json.object()
                        .put("as_of", now.toString())
                        .put("invoices", written)
                        .put("parked", 0)
                        .putNull("error"));
    }

    /** Of the invoices alone. */
    ObjectNode trialBalance() {
        BigDecimal total = list("invoices").stream()
                .map(invoice -> Json.money(invoice, "total"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        ObjectNode answer = Json.object();
        ObjectNode euros = answer.putArray("currencies").addObject().put("currency", "EUR");
        account(euros, "receivable", total, BigDecimal.ZERO);
        account(euros, "revenue", BigDecimal.ZERO, unposted ? BigDecimal.ZERO : total);
        return answer;
    }

    private static void account(ObjectNode currency, String code, BigDecimal debit, BigDecimal credit) {
        ObjectNode account =
                ((ArrayNode) currency.withArray("accounts")).addObject().put("account", code);
        account.putObject("debit").put("amount", debit.toPlainString()).put("currency", "EUR");
        account.putObject("credit").put("amount", credit.toPlainString()).put("currency", "EUR");
    }

    ObjectNode verification() {
        ObjectNode answer = Json.object()
                .put("valid", !unposted)
                .put("transfers", list("invoices").size());
        ArrayNode differences = answer.putArray("differences");
        if (unposted) {
            differences.addObject().put("rule", "invoice_posts_its_total").put("document_id", "the last");
        }
        return answer;
    }

    /** Takes an event, and says accepted, duplicate, or which field is wrong. */
    String record(Map<String, String> event) {
        String customer = list("customers").stream()
                .filter(c -> c.path("external_id").asText().equals(event.get("external_customer_id")))
                .map(c -> c.path("id").asText())
                .findFirst()
                .orElse("");
        try {
            Instant at =
                    OffsetDateTime.parse(event.getOrDefault("timestamp", "")).toInstant();
            BigDecimal quantity = new BigDecimal(event.getOrDefault("build_minutes", ""));
            if (customer.isEmpty()) {
                return "external_customer_id";
            }
            if (!"builds".equals(event.get("metric"))) {
                return "metric";
            }
            String transaction = event.getOrDefault("transaction_id", "");
            if (events.stream().anyMatch(known -> known.transactionId().equals(transaction))) {
                return "duplicate";
            }
            events.add(new Event(transaction, customer, at, quantity));
            return "accepted";
        } catch (DateTimeException e) {
            return "timestamp";
        } catch (NumberFormatException e) {
            return "build_minutes";
        }
    }

    List<Event> events(Map<String, String> filters) {
        Instant from = Instant.parse(filters.getOrDefault("from", ""));
        Instant to = Instant.parse(filters.getOrDefault("to", ""));
        return events.stream()
                .filter(event -> event.customerId().equals(filters.get("customer_id")))
                .filter(event -> !event.at().isBefore(from) && event.at().isBefore(to))
                .toList();
    }

    /** The events in one bucket; who sums buckets need not know how many there are. */
    ObjectNode summary(Map<String, String> filters) {
        ObjectNode answer = Json.object();
        ArrayNode buckets = answer.putArray("data");
        for (Event event : events(filters)) {
            buckets.addObject()
                    .put("start", event.at().toString())
                    .put("quantity", event.quantity().toPlainString())
                    .put("events", 1);
        }
        return answer;
    }
}
