package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.it.RolesIT.Operation;
import dev.countinghouse.it.RolesIT.Role;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Webhook endpoints of tenants, as tests make them. */
final class Webhooks {
    private static final String LIST = "/webhook-endpoints";
    private static final String NOBODY = "http://127.0.0.1:1/nobody-listens";
    private static final int MANY = 30;

    private Webhooks() {}

    static List<Operation> operations() {
        Object since = Body.of("since", "2026-01-01T00:00:00Z");
        return List.of(
                new Operation("POST", LIST, Role.ADMIN, Body.of("url", NOBODY)),
                new Operation("GET", LIST, Role.ADMIN, null),
                new Operation("GET", LIST + "/{id}", Role.ADMIN, null),
                new Operation("PATCH", LIST + "/{id}", Role.ADMIN, Body.of("description", "Other")),
                new Operation("DELETE", LIST + "/{id}", Role.ADMIN, null),
                new Operation("POST", LIST + "/{id}/rotate-secret", Role.ADMIN, Body.of("overlap_seconds", 60)),
                new Operation("POST", LIST + "/{id}/ping", Role.ADMIN, null),
                new Operation("POST", LIST + "/{id}/replay", Role.ADMIN, since),
                new Operation("GET", LIST + "/{id}/deliveries", Role.ADMIN, null),
                new Operation("POST", LIST + "/{id}/deliveries/{event_id}/replay", Role.ADMIN, null));
    }

    /** A good body for a fresh endpoint, where nobody listens, which wants what hardly happens. */
    static Map<String, @Nullable Object> body(String description) {
        return Body.of("url", NOBODY, "description", description, "event_types", List.of("tenant.limit_reached"));
    }

    /** An endpoint, and something that waits to be delivered to it. */
    static String open(TestTenant tenant, String description) {
        String endpoint = LIST + "/"
                + tenant.api().post(LIST, body(description)).expect(201).id();
        tenant.api().post(endpoint + "/ping").expect(200);
        return endpoint;
    }

    /**
     * The path of an endpoint, or of a delivery to it.
     *
     * @param path with its parameters in braces
     * @param fresh whether it is new: what is done to it may be its end
     */
    static String samplePath(TestTenant tenant, String path, boolean fresh) {
        List<JsonNode> there = tenant.api().all(LIST);
        if (fresh && there.size() > MANY) { // a tenant has fifty at most
            tenant.api().delete(LIST + "/" + there.getLast().path("id").asText());
        }
        String endpoint = fresh
                ? open(tenant, "fresh")
                : LIST + "/" + there.getLast().path("id").asText();
        String event = tenant.api()
                .all(endpoint + "/deliveries")
                .getFirst()
                .path("event_id")
                .asText();
        return path.replace(LIST + "/{id}", endpoint).replace("{event_id}", event);
    }
}
