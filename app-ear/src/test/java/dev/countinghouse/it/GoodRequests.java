package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bodies that each operation takes, and how to put something evil into one of their fields. */
final class GoodRequests {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private GoodRequests() {}

    /** A good body of the operation, for the tenant. One that is not named here gets some text in each required field. */
    static Map<String, @Nullable Object> body(ApiDocument.Operation operation, TestTenant tenant) {
        if (Things.areAt(operation.path())) {
            return Things.body(operation, tenant);
        }
        String fresh = "x" + TestTenant.unique();
        return switch (operation.key()) {
            case "POST /api-keys" -> Body.of("name", "k");
            case "POST /auth/login" -> Body.of("email", tenant.email(), "password", TestTenant.PASSWORD);
            case "POST /auth/password-reset", "POST /auth/magic-link" -> Body.of("email", tenant.email());
            case "POST /platform/tenants/{id}/clone" -> Body.of("slug", "c-" + fresh, "name", "C");
            case "POST /platform/tenants/{id}/restore" -> Body.of("archive_id", UUID.randomUUID());
            case "POST /auth/register", "POST /platform/tenants" ->
                Body.like(
                        Body.of("company", "C", "slug", "t-" + fresh, "email", "o@" + fresh + ".example", "name", "O"),
                        "password",
                        TestTenant.PASSWORD);
            case "POST /billable-metrics" -> Body.like(Samples.metric(), "code", fresh);
            case "POST /catalog/import" ->
                Body.of("billable_metrics", List.of(Body.like(Samples.metric(), "code", fresh)));
            case "POST /platform/plans" -> Samples.platformTier();
            case "POST /plans" -> Body.like(Samples.plan(), "code", fresh);
            case "POST /api-keys/{id}/rotate" -> Body.of("overlap_seconds", 0);
            case "PUT /tenant/sso" -> Sso.configuration("http://127.0.0.1:1");
            case "POST /customers" -> Samples.customer();
            case "POST /subscriptions" -> Body.of("customer_id", customer(tenant), "plan", Samples.PLAN);
            case "PATCH /customers/{id}",
                    "PATCH /billable-metrics/{id}",
                    "PATCH /roles/{id}",
                    "PATCH /tenant",
                    "PATCH /users/me",
                    "PATCH /wallets/{id}",
                    "PATCH /platform/plans/{code}" -> Body.of("name", "Somebody");
            case "POST /invoices/{id}/payments" ->
                Body.of("amount", Body.of("amount", "0.01", "currency", "EUR"), "reference", fresh);
            case "POST /subscriptions/{id}/draft-invoice/finalize" -> Body.of("boundary_at", "2026-02-01T00:00:00Z");
            case "PUT /tenant/clock" -> Body.of("now", "2026-01-01T00:00:00Z");
            case "POST /tenant/clock/advance" -> Body.of("to", "2026-02-02T00:00:00Z");
            default -> ofPeople(operation, tenant, fresh);
        };
    }

    private static Map<String, @Nullable Object> ofPeople(
            ApiDocument.Operation operation, TestTenant tenant, String fresh) {
        return switch (operation.key()) {
            case "POST /usage" -> usage(tenant, fresh);
            case "POST /subscriptions/preview" -> Body.of("customer_id", customer(tenant), "plan", Samples.PLAN);
            case "POST /invoices", "POST /invoices/preview" ->
                Body.of(
                        "customer_id",
                        customer(tenant),
                        "lines",
                        List.of(Body.of("description", fresh, "unit_amount", "1.00")));
            case "POST /customers/{id}/coupons" -> Body.of("coupon", coupon(tenant));
            case "POST /webhook-endpoints" -> Webhooks.body(fresh);
            case "PATCH /webhook-endpoints/{id}" -> Body.of("description", fresh);
            case "POST /webhook-endpoints/{id}/rotate-secret" -> Body.of("overlap_seconds", 60);
            case "POST /webhook-endpoints/{id}/replay" -> Body.of("since", "2026-01-01T00:00:00Z");
            case "POST /customers/{id}/wallets" -> Body.of("name", fresh);
            case "POST /wallets/{id}/top-ups" -> Body.of("kind", "granted", "credits", "1.5");
            case "POST /subscriptions/{id}/cancel" -> Body.of("at", "period_end");
            case "POST /subscriptions/{id}/pause" -> Body.of("behavior", "collection");
            case "POST /subscriptions/{id}/change" -> Body.of("at", "now", "quantity", 7, "proration", "none");
            case "POST /subscriptions/{id}/change/preview" -> Body.of("at", "now", "quantity", 8, "proration", "none");
            case "POST /invoices/{id}/credit-notes" -> Body.like(creditNote(tenant), "reason", fresh);
            case "POST /invoices/{id}/credit-notes/preview" -> creditNote(tenant);
            case "POST /usage/{id}/amendments" ->
                Body.of("kind", "correct", "reason", fresh, "timestamp", "2026-01-05T00:00:00Z");
            case "POST /usage/batch" -> Body.of("events", List.of(usage(tenant, fresh)));
            case "POST /platform/tenants/{id}/support-access" -> Body.of("reason", "Support");
            case "POST /invitations" -> Body.of("email", fresh + "@guests.example", "role", "viewer");
            case "POST /auth/switch" -> Body.of("tenant", tenant.slug());
            case "POST /auth/invitations/accept" -> Body.of("token", fresh);
            case "POST /legal-entities" -> LegalEntities.body(fresh);
            case "PATCH /legal-entities/{id}" -> Body.of("seller", Body.of("legal_name", "Somebody"));
            case "POST /roles" -> Body.of("code", fresh, "name", "Clerk", "permissions", List.of("customer:read"));
            case "PATCH /plans/{id}" -> Body.of("name", "Somebody");
            case "PATCH /members/{user_id}" -> Body.of("role", "viewer");
            case "POST /tenant/ownership" -> Body.of("user_id", UUID.randomUUID(), "password", TestTenant.PASSWORD);
            default -> ofPayments(operation, fresh);
        };
    }

    private static Map<String, @Nullable Object> ofPayments(ApiDocument.Operation operation, String fresh) {
        return switch (operation.key()) {
            case "PUT /ledger/account-mapping" ->
                Body.of("accounts", List.of(Body.of("account", "revenue", "number", fresh, "name", "Sales")));
            case "POST /customers/{id}/payment-methods" -> Body.of("gateway", "stripe", "token", "pm_card_visa");
            case "PATCH /customers/{id}/payment-methods/{method_id}" -> Body.of("is_default", false);
            case "PUT /payment-gateways/stripe" -> new TreeMap<>(StripeShop.keys("sk_test_" + fresh, "whsec_" + fresh));
            case "POST /payments/{id}/refund" -> Body.of("amount", Body.of("amount", "0.01", "currency", "EUR"));
            case "POST /invoices/{id}/payment-link" -> Body.of("success_url", "https://shop.example/" + fresh);
            case "POST /dunning-campaigns" ->
                Body.of("name", fresh, "steps", List.of(Body.of("wait_days", 7, "action", "mail")));
            case "PATCH /dunning-campaigns/{id}" -> Body.of("name", fresh);
            case "PUT /mail-settings" -> Body.of("kinds", List.of("refund_made"), "from_name", fresh);
            case "PUT /mail-templates/{kind}" -> Body.of("subject", fresh, "text", "Thank you.");
            case "POST /mail-templates/{kind}/preview" -> Body.of("subject", fresh);
            default -> required(operation);
        };
    }

    private static String coupon(TestTenant tenant) {
        return tenant.api()
                .post("/coupons", Things.coupon())
                .expect(201)
                .json()
                .path("code")
                .asText();
    }

    private static Map<String, @Nullable Object> required(ApiDocument.Operation operation) {
        Map<String, @Nullable Object> body = Body.of();
        ApiDocument.required(operation.schema()).forEach(name -> body.put(name, "x"));
        return body;
    }

    private static Map<String, @Nullable Object> usage(TestTenant tenant, String transaction) {
        return Samples.usage(customer(tenant), transaction, "2026-01-05T00:00:00Z", "1");
    }

    /** Of a cent of a line of the tenant's first invoice, which has more than that due. */
    static Map<String, @Nullable Object> creditNote(TestTenant tenant) {
        return Body.of(
                "lines",
                List.of(Body.of(
                        "line_id",
                        tenant.invoices().getFirst().at("/lines/0/id").asText(),
                        "amount",
                        Body.of("amount", "0.01", "currency", "EUR"))));
    }

    private static UUID customer(TestTenant tenant) {
        return UUID.fromString(tenant.api()
                .all("/customers?external_id=" + AttackedTenants.INTRUDERS_CUSTOMER)
                .getFirst()
                .path("id")
                .asText());
    }

    /** The body with text at a place of {@link ApiDocument#texts}; the objects and lists on the way are made. */
    static JsonNode with(Map<String, @Nullable Object> body, List<String> place, String text) {
        JsonNode tree = MAPPER.valueToTree(body);
        put(tree, place, text);
        return tree;
    }

    private static void put(JsonNode into, List<String> place, String text) {
        String name = place.getFirst();
        boolean last = place.size() == 1;
        JsonNode value = JsonNodeFactory.instance.textNode(last && name.equals("*name") ? "value" : text);
        if (!last) {
            JsonNode there = into instanceof ArrayNode list ? list.path(0) : into.path(name);
            boolean list = place.get(1).equals("0");
            value = there.isContainerNode() && there.isArray() == list
                    ? there
                    : list ? JsonNodeFactory.instance.arrayNode() : JsonNodeFactory.instance.objectNode();
            put(value, place.subList(1, place.size()), text);
        }
        if (into instanceof ArrayNode list) {
            if (list.isEmpty()) {
                list.add(value);
            } else {
                list.set(0, value);
            }
        } else {
            ((ObjectNode) into).set(last && name.equals("*name") ? text : name.equals("*") ? "key" : name, value);
        }
    }
}
