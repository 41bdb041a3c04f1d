package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.Json;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The subscriptions of a tenant's customers to the demo plan. */
final class SubscriptionBook {
    private static final int EXTERNAL_ID_MAX = 255;

    private final ApiClient api;
    private final Map<String, LocalDate> earliestStart = new HashMap<>(); // by customer id
    private final Map<String, String> parked = new HashMap<>(); // by customer id
    private int added;

    SubscriptionBook(ApiClient api) {
        this.api = api;
        api.each("/subscriptions", Map.of(), this::remember);
    }

    /**
     * Sees to it that the customer is subscribed from the month of its first event on. A subscription that starts later is left as it is: the time before
     * it gets one of its own that ends where the other starts.
     */
    void ensure(Customer customer, CustomerUsage usage) {
        LocalDate start = customer.monthOf(usage.first());
        LocalDate existing = earliestStart.get(customer.id());
        if (existing != null && !start.isBefore(existing)) {
            return;
        }
        ObjectNode body = Json.object()
                .put("customer_id", customer.id())
                .put("plan", DemoPlan.CODE)
                .put("start_date", start.toString());
        String externalId = "%s-%s-%s".formatted(customer.externalId(), DemoPlan.CODE, start);
        if (externalId.length() <= EXTERNAL_ID_MAX) {
            body.put("external_id", externalId);
        }
        if (existing != null) {
            body.put("end_date", existing.toString());
        }
        api.post("/subscriptions", body);
        earliestStart.put(customer.id(), start);
        added++;
    }

    /** From when on the customer's usage is billed. */
    Optional<LocalDate> startOf(Customer customer) {
        return Optional.ofNullable(earliestStart.get(customer.id()));
    }

    /** Why billing of the customer was taken out of the run, if it was. */
    Optional<String> parkedReason(Customer customer) {
        return Optional.ofNullable(parked.get(customer.id()));
    }

    /** How many this run added. */
    int added() {
        return added;
    }

    private void remember(JsonNode node) {
        if (!DemoPlan.CODE.equals(planOf(node))) {
            return;
        }
        String customer = Json.text(node, "customer_id");
        earliestStart.merge(customer, Json.date(node, "started_on"), (a, b) -> a.isBefore(b) ? a : b);
        String reason = Json.textOrNull(node, "parked_reason");
        if (reason != null) {
            parked.put(customer, reason);
        }
    }

    private static @Nullable String planOf(JsonNode node) {
        JsonNode plan = node.path("plan"); // a code, or the plan in short
        return plan.isObject() ? Json.textOrNull(plan, "code") : Json.textOrNull(node, "plan");
    }
}
