package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** "small" (29.00 a seat, minutes at 0.10) and "business" (49.00, minutes at 0.04) by calendar months, on 11 June 2024, and who changes them later. */
record PlannedBooks(TestTenant tenant) {
    static final String SMALL = "small";
    static final String BUSINESS = "business";

    /** Those of a new tenant. */
    static PlannedBooks open() {
        return open(TestTenant.register());
    }

    static PlannedBooks open(TestTenant tenant) {
        tenant.startClock("2024-06-11T12:00:00Z");
        tenant.makeCatalog();
        tenant.api().post("/plans", Samples.plan(SMALL, "29.00", "0.10")).expect(201);
        tenant.api().post("/plans", Samples.plan(BUSINESS, "49.00", "0.04")).expect(201);
        return new PlannedBooks(tenant);
    }

    void assertInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    Api api() {
        return tenant.api();
    }

    UUID subscribe(String customer) {
        return subscribe(customer, "UTC");
    }

    /** Two seats since 1 June. */
    UUID subscribe(String customer, String zone, @Nullable Object... more) {
        Map<String, @Nullable Object> wanted = Body.of(
                "customer_id",
                tenant.customer(customer, zone),
                "plan",
                SMALL,
                "quantity",
                2,
                "start_date",
                "2024-06-01");
        wanted.putAll(Body.of(more));
        UUID id = api().post("/subscriptions", wanted).expect(201).id();
        tenant.awaitSettled();
        return id;
    }

    UUID customer(String externalId) {
        return UUID.fromString(api().all("/customers?external_id=" + externalId)
                .getFirst()
                .path("id")
                .asText());
    }

    /** The id of the plan with a code. */
    String plan(String code) {
        return api().all("/plans?code=" + code).getFirst().path("id").asText();
    }

    static String path(UUID subscription) {
        return "/subscriptions/" + subscription + "/change";
    }

    Answer ask(UUID subscription, String day, @Nullable Object... what) {
        return api().post(path(subscription), dated(day, what));
    }

    static Map<String, @Nullable Object> dated(String day, @Nullable Object... what) {
        Map<String, @Nullable Object> body = Body.of("at", "date", "date", day);
        body.putAll(Body.of(what));
        return body;
    }

    JsonNode planned(UUID subscription) {
        return api().get("/subscriptions/" + subscription).expect(200).json().path("planned_change");
    }

    List<JsonNode> events(String type) {
        return api().all("/events?type=subscription." + type);
    }

    /** The lines of its invoices, in the order of their numbers. */
    List<String> billed(UUID subscription) {
        return tenant.invoices().stream()
                .filter(invoice -> invoice.path("subscription_id").asText().equals(subscription.toString()))
                .flatMap(invoice -> StreamSupport.stream(invoice.path("lines").spliterator(), false)
                        .map(line -> invoice.path("issued_on").asText() + ": "
                                + line.path("purpose").asText() + " "
                                + line.path("description").asText() + " = "
                                + line.at("/amount/amount").asText()))
                .toList();
    }
}
