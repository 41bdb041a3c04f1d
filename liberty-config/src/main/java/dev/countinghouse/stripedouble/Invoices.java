package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Invoices that subscriptions make, each with one payment intent. A failed payment is tried again after 3, 5 and 7 days. */
final class Invoices {
    static final String KIND = "invoice";

    private static final String PAYMENT = "invoice_payment";
    private static final List<Duration> RETRIES = List.of(Duration.ofDays(3), Duration.ofDays(5), Duration.ofDays(7));

    private Invoices() {}

    static void addTo(Routes routes) {
        routes.get("/v1/invoices", call -> {
                    String subscription = call.params().filled("subscription");
                    List<ObjectNode> all = call.unit().all(KIND).stream()
                            .filter(invoice -> subscription == null || subscription.equals(subscriptionOf(invoice)))
                            .toList();
                    String customer = call.params().filled("customer");
                    String status = call.params().filled("status");
                    return Lists.page(
                            call,
                            all,
                            "/v1/invoices",
                            Lists.created(call)
                                    .and(invoice -> customer == null || Events.is(invoice, "customer", customer))
                                    .and(invoice -> status == null || Events.is(invoice, "status", status)));
                })
                .get("/v1/invoices/*", call -> {
                    call.params().done();
                    return call.unit().get(KIND, call.id(), "id");
                })
                .post("/v1/invoices/*/pay", Invoices::pay)
                .post("/v1/invoices/*/void", call -> {
                    call.params().done();
                    ObjectNode invoice = requireOpen(call);
                    close(call.unit(), invoice, "void", "voided_at");
                    call.unit().event("invoice.voided", invoice);
                    return invoice;
                })
                .post("/v1/invoices/*/mark_uncollectible", call -> {
                    call.params().done();
                    ObjectNode invoice = requireOpen(call);
                    close(call.unit(), invoice, "uncollectible", "marked_uncollectible_at");
                    call.unit().event("invoice.marked_uncollectible", invoice);
                    return invoice;
                })
                .get(
                        "/v1/invoice_payments",
                        call -> Lists.page(call, PAYMENT, "/v1/invoice_payments", List.of("invoice", "status")));
    }

    private static ObjectNode requireOpen(Call call) {
        ObjectNode invoice = call.unit().get(KIND, call.id(), "id");
        if (!Events.is(invoice, "status", "open")) {
            throw StripeError.invalid("This invoice is %s: only an open one can be changed so."
                    .formatted(invoice.path("status").asText()));
        }
        return invoice;
    }

    private static void close(Unit unit, ObjectNode invoice, String status, String at) {
        invoice.put("status", status).putNull("next_payment_attempt").put("auto_advance", false);
        ((ObjectNode) invoice.path("status_transitions")).put(at, unit.now());
        ObjectNode intent = intentOf(unit, invoice);
        if (intent != null && !Events.is(intent, "status", "succeeded") && !Events.is(intent, "status", "canceled")) {
            PaymentIntents.cancel(unit, intent, "void_invoice");
        }
    }

    /** The id of the subscription that an invoice is for. */
    static String subscriptionOf(ObjectNode invoice) {
        return invoice.path("parent")
                .path("subscription_details")
                .path("subscription")
                .asText();
    }

    /**
     * A finalized invoice of a subscription: paid where nothing is due, else open and with a payment intent.
     *
     * @param reason such as {@code subscription_cycle}
     * @param lines from {@link #line}
     */
    static ObjectNode issue(Unit unit, ObjectNode subscription, String reason, List<ObjectNode> lines) {
        ObjectNode customer = unit.linked(subscription.path("customer"));
        ObjectNode invoice = unit.create(KIND, "in");
        String id = invoice.path("id").asText();
        long total = 0;
        ObjectNode list = (ObjectNode) invoice.path("lines");
        list.put("url", "/v1/invoices/" + id + "/lines");
        for (ObjectNode line : lines) {
            line.put("invoice", id);
            list.withArray("data").add(line);
            total += line.path("amount").asLong();
        }
        address(unit, invoice, customer, subscription);
        invoice.put("billing_reason", reason);
        amounts(invoice, customer, total);
        unit.event("invoice.created", invoice);
        finalizeIt(unit, invoice);
        return invoice;
    }

    private static void address(Unit unit, ObjectNode invoice, ObjectNode customer, ObjectNode subscription) {
        long sequence = customer.path("next_invoice_sequence").asLong();
        customer.put("next_invoice_sequence", sequence + 1);
        invoice.put(
                "number", "%s-%04d".formatted(customer.path("invoice_prefix").asText(), sequence));
        invoice.put("customer", customer.path("id").asText());
        for (String same : List.of("email", "name", "phone", "address")) {
            invoice.set("customer_" + same, customer.path(same).deepCopy());
        }
        invoice.set("customer_tax_exempt", customer.path("tax_exempt").deepCopy());
        invoice.set("currency", subscription.path("currency").deepCopy());
        invoice.put("period_start", unit.now()).put("period_end", unit.now());
        ObjectNode details = invoice.putObject("parent")
                .putNull("quote_details")
                .put("type", "subscription_details")
                .putObject("subscription_details");
        details.set("metadata", subscription.path("metadata").deepCopy());
        details.put("subscription", subscription.path("id").asText());
    }

    /** A negative balance of the customer pays first; a negative total becomes such a balance. */
    private static void amounts(ObjectNode invoice, ObjectNode customer, long total) {
        long balance = customer.path("balance").asLong();
        long due = Math.max(0, total + balance);
        long after = total + balance - due;
        customer.put("balance", after);
        invoice.put("starting_balance", balance).put("ending_balance", after);
        invoice.put("subtotal", total).put("subtotal_excluding_tax", total);
        invoice.put("total", total).put("total_excluding_tax", total);
        invoice.put("amount_due", due).put("amount_remaining", due);
    }

    private static void finalizeIt(Unit unit, ObjectNode invoice) {
        invoice.put("status", "open").put("effective_at", unit.now());
        ((ObjectNode) invoice.path("status_transitions")).put("finalized_at", unit.now());
        long due = invoice.path("amount_due").asLong();
        if (due > 0) {
            ObjectNode intent =
                    PaymentIntents.fresh(unit, due, invoice.path("currency").asText());
            intent.set("customer", invoice.path("customer").deepCopy());
            intent.put("description", "Subscription " + invoice.path("number").asText());
            unit.hidden(intent.path("id").asText())
                    .put("invoice", invoice.path("id").asText());
            ObjectNode payment = unit.create(PAYMENT, "inpay");
            payment.put("invoice", invoice.path("id").asText()).put("amount_requested", due);
            payment.set("currency", invoice.path("currency").deepCopy());
            ((ObjectNode) payment.path("payment"))
                    .put("payment_intent", intent.path("id").asText());
            ObjectNode hidden = unit.hidden(invoice.path("id").asText());
            hidden.put("intent", intent.path("id").asText());
            hidden.put("payment", payment.path("id").asText());
        }
        unit.event("invoice.finalized", invoice);
        if (due == 0) {
            paid(unit, invoice);
        }
    }

    /** One line for an item over a period. */
    static ObjectNode line(Unit unit, ObjectNode item, long amount, String description) {
        ObjectNode line = Templates.of("line_item");
        ObjectNode price = (ObjectNode) item.path("price");
        line.put("id", unit.newId("il")).put("amount", amount).put("subtotal", amount);
        line.put("description", description);
        line.set("currency", price.path("currency").deepCopy());
        line.set("quantity", item.path("quantity").deepCopy());
        line.put("quantity_decimal", item.path("quantity").asText());
        line.set("subscription", item.path("subscription").deepCopy());
        ObjectNode period = (ObjectNode) line.path("period");
        period.set("start", item.path("current_period_start").deepCopy());
        period.set("end", item.path("current_period_end").deepCopy());
        ObjectNode details = line.putObject("parent")
                .putNull("invoice_item_details")
                .put("type", "subscription_item_details")
                .putObject("subscription_item_details");
        details.putNull("invoice_item").put("proration", false).putNull("proration_details");
        details.set("subscription", item.path("subscription").deepCopy());
        details.set("subscription_item", item.path("id").deepCopy());
        ObjectNode pricing = line.putObject("pricing").put("type", "price_details");
        pricing.set("unit_amount_decimal", price.path("unit_amount_decimal").deepCopy());
        ObjectNode priced = pricing.putObject("price_details");
        priced.set("price", price.path("id").deepCopy());
        priced.set("product", price.path("product").deepCopy());
        return line;
    }

    private static @Nullable ObjectNode intentOf(Unit unit, ObjectNode invoice) {
        ObjectNode hidden = unit.find(Account.HIDDEN + invoice.path("id").asText());
        return hidden == null ? null : unit.find(hidden.path("intent").asText());
    }

    /** What a browser needs to confirm the payment of an open invoice; null where nothing is to be paid. */
    static JsonNode confirmationSecret(Unit unit, ObjectNode invoice) {
        ObjectNode intent = intentOf(unit, invoice);
        return intent == null || !Events.is(invoice, "status", "open")
                ? Templates.JSON.nullNode()
                : Templates.JSON
                        .createObjectNode()
                        .put("client_secret", intent.path("client_secret").asText())
                        .put("type", PaymentIntents.KIND);
    }

    private static ObjectNode pay(Call call) {
        Params params = call.params();
        ObjectNode invoice = requireOpen(call);
        String method = params.filled("payment_method");
        boolean offSession = params.flag("off_session", true);
        boolean outside = params.flag("paid_out_of_band", false);
        params.done();
        if (outside) {
            ObjectNode intent = intentOf(call.unit(), invoice);
            if (intent != null) {
                PaymentIntents.cancel(call.unit(), intent, null);
            }
            paid(call.unit(), invoice);
            return invoice;
        }
        StripeError refused = collect(
                call, invoice, method, offSession ? Confirmation.Options.OFF_SESSION : Confirmation.Options.ON_SESSION);
        if (refused != null) {
            throw refused;
        }
        return invoice;
    }

    /**
     * Tries to collect an open invoice.
     *
     * @param method the card; null for the default one of the subscription or the customer
     * @return why the card was refused; null when it was not
     */
    static @Nullable StripeError collect(
            Call call, ObjectNode invoice, @Nullable String method, Confirmation.Options options) {
        Unit unit = call.unit();
        ObjectNode intent = intentOf(unit, invoice);
        String card = method == null ? defaultCard(unit, invoice) : method;
        if (intent == null || card == null) {
            throw StripeError.unexpectedState(
                    "resource_missing",
                    "This customer has no attached payment source or default payment method. Please consider adding a"
                            + " default payment method.");
        }
        ObjectNode used = PaymentMethods.of(unit, card, "payment_method");
        if (Events.is(intent, "status", "requires_action")) {
            intent.putNull("next_action");
        }
        intent.put("payment_method", used.path("id").asText()).put("status", "requires_confirmation");
        return new Confirmation(unit, call.base()).confirm(intent, options);
    }

    private static @Nullable String defaultCard(Unit unit, ObjectNode invoice) {
        ObjectNode subscription = unit.find(subscriptionOf(invoice));
        if (subscription != null && subscription.path("default_payment_method").isTextual()) {
            return subscription.path("default_payment_method").asText();
        }
        JsonNode own =
                unit.linked(invoice.path("customer")).path("invoice_settings").path("default_payment_method");
        return own.isTextual() ? own.asText() : null;
    }

    private static @Nullable ObjectNode invoiceOf(Unit unit, ObjectNode intent) {
        ObjectNode hidden = unit.find(Account.HIDDEN + intent.path("id").asText());
        return hidden == null ? null : unit.find(hidden.path("invoice").asText());
    }

    /** The intent of an invoice, if it is one of an invoice, was paid. */
    static void paymentSucceeded(Unit unit, ObjectNode intent) {
        ObjectNode invoice = invoiceOf(unit, intent);
        if (invoice != null) {
            attempted(invoice);
            ObjectNode payment = unit.find(
                    unit.hidden(invoice.path("id").asText()).path("payment").asText());
            if (payment != null) {
                payment.put("status", "paid")
                        .put("amount_paid", intent.path("amount_received").asLong());
                ((ObjectNode) payment.path("status_transitions")).put("paid_at", unit.now());
                unit.event("invoice_payment.paid", payment);
            }
            paid(unit, invoice);
            Subscriptions.paid(unit, invoice, intent);
        }
    }

    private static void attempted(ObjectNode invoice) {
        invoice.put("attempted", true)
                .put("attempt_count", invoice.path("attempt_count").asInt() + 1);
    }

    private static void paid(Unit unit, ObjectNode invoice) {
        invoice.put("status", "paid").putNull("next_payment_attempt").put("attempted", true);
        invoice.put("amount_paid", invoice.path("amount_due").asLong()).put("amount_remaining", 0);
        ((ObjectNode) invoice.path("status_transitions")).put("paid_at", unit.now());
        unit.event("invoice.paid", invoice);
        unit.event("invoice.payment_succeeded", invoice);
    }

    /** The intent of an invoice, if it is one of an invoice, was not paid. */
    static void paymentFailed(Unit unit, ObjectNode intent) {
        ObjectNode invoice = invoiceOf(unit, intent);
        if (invoice == null) {
            return;
        }
        attempted(invoice);
        int failures = invoice.path("attempt_count").asInt();
        boolean first = Events.is(invoice, "billing_reason", "subscription_create");
        if (first || failures > RETRIES.size()) {
            invoice.putNull("next_payment_attempt");
        } else {
            invoice.put(
                    "next_payment_attempt",
                    unit.now() + RETRIES.get(failures - 1).toSeconds());
        }
        unit.event("invoice.payment_failed", invoice);
        Subscriptions.unpaid(unit, invoice, failures > RETRIES.size());
    }

    /** There is no card to collect an invoice from: an attempt that failed like any other. */
    static void withoutCard(Unit unit, ObjectNode invoice) {
        ObjectNode intent = intentOf(unit, invoice);
        if (intent != null) {
            paymentFailed(unit, intent);
        }
    }

    /** The first invoice of a subscription that never became active. */
    static void voidIfOpen(Unit unit, ObjectNode subscription) {
        ObjectNode invoice = unit.find(subscription.path("latest_invoice").asText());
        if (invoice != null && Events.is(invoice, "status", "open")) {
            close(unit, invoice, "void", "voided_at");
            unit.event("invoice.voided", invoice);
        }
    }
}
