package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.launcher.client.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the invoices of one subscription to the demo plan; knows just enough of billing to answer as the API does. */
final class FakeBilling {
    private static final BigDecimal[][] TIERS = {
        {new BigDecimal("50"), new BigDecimal("0.08")},
        {new BigDecimal("500"), new BigDecimal("0.05")},
        {new BigDecimal("1000000000"), new BigDecimal("0.03")}
    };

    private final FakeTenant tenant;
    private final ObjectNode customer;
    private final String subscriptionId;
    private final LocalDate start;
    private final @Nullable LocalDate end;
    private @Nullable LocalDate billedTo;

    FakeBilling(FakeTenant tenant, ObjectNode customer, ObjectNode subscription) {
        this.tenant = tenant;
        this.customer = customer;
        this.subscriptionId = subscription.path("id").asText();
        this.start = LocalDate.parse(subscription.path("started_on").asText());
        this.end = subscription.hasNonNull("ends_on")
                ? LocalDate.parse(subscription.path("ends_on").asText())
                : null;
    }

    void until(Instant now) {
        if (billedTo == null && !startOf(start).isAfter(now)) {
            ObjectNode invoice = invoice(start, start);
            fee(invoice, start);
            finish(invoice);
            billedTo = start;
        }
        while (billedTo != null
                && !billedTo.equals(end)
                && !startOf(billedTo.plusMonths(1)).isAfter(now)) {
            LocalDate next = billedTo.plusMonths(1);
            ObjectNode invoice = invoice(billedTo, next);
            late(invoice, billedTo);
            usage(invoice, billedTo, next);
            if (!next.equals(end)) {
                fee(invoice, next);
            }
            finish(invoice);
            billedTo = next;
        }
    }

    private Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone()).toInstant();
    }

    private ZoneId zone() {
        return ZoneId.of(customer.path("time_zone").asText());
    }

    private List<FakeTenant.Event> take(LocalDate from, LocalDate to) {
        List<FakeTenant.Event> due = tenant.events.stream()
                .filter(event -> event.customerId().equals(customer.path("id").asText()))
                .filter(event ->
                        !event.at().isBefore(startOf(from)) && event.at().isBefore(startOf(to)))
                .filter(event -> tenant.billed.add(event.transactionId()))
                .toList();
        return due;
    }

    private void late(ObjectNode invoice, LocalDate before) {
        for (FakeTenant.Event event : take(start, before)) {
            line(invoice, "Late usage", before.minusMonths(1), event.quantity(), TIERS[0][1])
                    .put("metric", "builds")
                    .put("purpose", "delta");
        }
    }

    private void usage(ObjectNode invoice, LocalDate from, LocalDate to) {
        BigDecimal rest =
                take(from, to).stream().map(FakeTenant.Event::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal lower = BigDecimal.ZERO;
        for (BigDecimal[] tier : TIERS) {
            BigDecimal here = rest.min(tier[0].subtract(lower));
            if (here.signum() > 0) {
                line(invoice, "Build minutes", from, here, tier[1])
                        .put("metric", "builds")
                        .put("charge_id", "charge-usage");
            }
            rest = rest.subtract(here.max(BigDecimal.ZERO));
            lower = tier[0];
        }
    }

    private void fee(ObjectNode invoice, LocalDate from) {
        line(invoice, "Monthly fee", from, BigDecimal.ONE, new BigDecimal("29.00"))
                .put("charge_id", "charge-fee");
    }

    private ObjectNode line(
            ObjectNode invoice, String description, LocalDate from, BigDecimal quantity, BigDecimal unit) {
        ObjectNode line = ((ArrayNode) invoice.withArray("lines")).addObject();
        line.put("description", description).putNull("metric").put("purpose", "regular");
        line.put("period_start", from.toString())
                .put("period_end", from.plusMonths(1).toString());
        line.put("quantity", quantity.toPlainString()).put("unit_amount", unit.toPlainString());
        money(line, "discount", BigDecimal.ZERO);
        money(
                line,
                "amount",
                quantity.multiply(unit).multiply(tenant.overcharge).setScale(2, RoundingMode.HALF_UP));
        return line;
    }

    private ObjectNode invoice(LocalDate from, LocalDate to) {
        ObjectNode invoice = Json.object();
        invoice.put("id", UUID.randomUUID().toString());
        invoice.put(
                "number",
                "%s-%06d"
                        .formatted(
                                tenant.slug.toUpperCase(Locale.ROOT),
                                tenant.list("invoices").size() + 1));
        invoice.put("status", "finalized")
                .put("subscription_id", subscriptionId)
                .put("currency", "EUR");
        invoice.set("customer", customer.deepCopy());
        invoice.put("time_zone", zone().getId())
                .put("period_start", from.toString())
                .put("period_end", to.toString());
        invoice.put("issued_on", to.toString()).put("added_later", "must not disturb");
        return invoice;
    }

    private void finish(ObjectNode invoice) {
        BigDecimal net = BigDecimal.ZERO;
        for (var line : invoice.path("lines")) {
            net = net.add(Json.money(line, "amount"));
        }
        BigDecimal tax = net.multiply(new BigDecimal("0.20")).setScale(2, RoundingMode.HALF_UP);
        money(invoice, "subtotal", net);
        money(invoice, "tax", tax);
        money(invoice, "total", net.add(tax));
        ObjectNode part = ((ArrayNode) invoice.withArray("taxes"))
                .addObject()
                .put("code", "vat20")
                .put("name", "VAT")
                .put("percent", "20");
        money(part, "base", net);
        money(part, "amount", tax);
        tenant.list("invoices").add(invoice);
    }

    private static void money(ObjectNode node, String field, BigDecimal amount) {
        node.putObject(field).put("amount", amount.toPlainString()).put("currency", "EUR");
    }
}
