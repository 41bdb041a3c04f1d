package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.testing.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Events that really happen have the fields that docs/EVENTS.md promises. */
class EventCatalogueIT {
    private static final Pattern SECTION = Pattern.compile("### `([^`]+)`\\n(.*?)```json", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("^- `([^`]+)`: (.+)$", Pattern.MULTILINE);

    private final TestTenant tenant = TestTenant.register();

    /** By type, each field and whether it is always there. */
    private static Map<String, Map<String, Boolean>> catalogue() throws IOException {
        Map<String, Map<String, Boolean>> types = new TreeMap<>();
        Matcher sections =
                SECTION.matcher(Files.readString(TestFolders.projectRoot().resolve("docs/EVENTS.md")));
        while (sections.find()) {
            Map<String, Boolean> fields = new TreeMap<>();
            Matcher field = FIELD.matcher(sections.group(2));
            while (field.find()) {
                fields.put(field.group(1), !field.group(2).contains("; only when"));
            }
            types.put(sections.group(1), fields);
        }
        return types;
    }

    private void live() {
        Api api = tenant.api();
        tenant.startClock("2026-01-01T00:00:00Z");
        tenant.makeCatalog();
        Things.makeAll(tenant);
        UUID customer = tenant.customer("ada", "UTC");
        api.patch("/customers/" + customer, Body.of("name", "Ada")).expect(200);
        UUID subscription = tenant.subscribe(customer, "2026-01-01");
        tenant.use(customer, "t", "2026-01-05T00:00:00Z", "60");
        tenant.advance("2026-02-02T00:00:00Z");
        String invoice = "/invoices/" + tenant.invoices().getFirst().path("id").asText();
        api.post(
                        invoice + "/payments",
                        Body.of("amount", Body.of("amount", "1.00", "currency", "EUR"), "reference", "r"))
                .expect(201);
        api.post(invoice + "/credit-notes", Body.like(GoodRequests.creditNote(tenant), "reason", "r"))
                .expect(201);
        api.post(invoice + "/uncollectible", Body.of("reason", "r")).expect(200);
        String sold = "/subscriptions/" + subscription;
        Object seats = Body.of("at", "period_end", "quantity", 7);
        api.post(sold + "/change", seats).expect(200);
        api.delete(sold + "/change").expect(200);
        api.post(sold + "/pause", Body.of("behavior", "collection")).expect(200);
        api.post(sold + "/resume").expect(200);
        api.post(sold + "/cancel", Body.of("at", "period_end")).expect(200);
        Webhooks.open(tenant, "x");
    }

    @Test
    void whatHappensIsToldAsTheCatalogueSays() throws IOException {
        live();
        Map<String, Map<String, Boolean>> catalogue = catalogue();
        List<JsonNode> events = tenant.api().all("/events");
        Set<String> seen = new TreeSet<>();
        for (JsonNode event : events) {
            String type = event.path("type").asText();
            seen.add(type);
            assertThat(catalogue).containsKey(type);
            Map<String, Boolean> fields = catalogue.getOrDefault(type, Map.of());
            Set<String> told = new TreeSet<>();
            event.path("data").fieldNames().forEachRemaining(told::add);
            assertThat(fields.keySet()).as(type).containsAll(told);
            assertThat(told)
                    .as(type)
                    .containsAll(fields.entrySet().stream()
                            .filter(Map.Entry::getValue)
                            .map(Map.Entry::getKey)
                            .toList());
        }
        assertThat(seen)
                .contains(
                        "customer.created",
                        "customer.updated",
                        "subscription.created",
                        "subscription.changed",
                        "subscription.change_withdrawn",
                        "subscription.paused",
                        "subscription.resumed",
                        "subscription.canceled",
                        "invoice.finalized",
                        "invoice.written_off",
                        "payment.succeeded",
                        "credit_note.created",
                        "plan.created",
                        "coupon.created",
                        "webhook_endpoint.ping");
    }
}
