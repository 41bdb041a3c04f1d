package dev.countinghouse.it;

import static dev.countinghouse.it.AttackedTenants.INTRUDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.it.ApiDocument.Operation;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the API document that changes something of a tenant leaves an entry in its audit log. */
class AuditedOperationsIT {
    /** Usage events, and what Stripe tells, are their own record: each has its key, its time and its source. */
    private static final Set<String> THEIR_OWN_RECORD = Set.of("POST /usage", "POST /webhooks/stripe/{tenant}");

    private static final Set<String> CHANGING_NOTHING = Set.of(
            "POST /plans/{id}/versions/{number}/migration/preview",
            "POST /subscriptions/preview",
            "POST /subscriptions/{id}/change/preview",
            "POST /invoices/{id}/credit-notes/preview",
            "POST /invoices/preview",
            "POST /mail-templates/{kind}/preview",
            "POST /billing-runs/rehearsal");

    /** Who comes and goes, and by what password, is in the security log: it is a person's, not a tenant's. */
    private static boolean isAboutASession(Operation operation) {
        return operation.path().startsWith("/auth/")
                || operation.path().startsWith("/sessions")
                || operation.path().startsWith("/users/me/");
    }

    static Stream<Operation> changingOperations() {
        return ApiDocument.ofTenants()
                .filter(operation -> !operation.method().equals("GET"))
                .filter(operation -> !isAboutASession(operation))
                .filter(operation -> !THEIR_OWN_RECORD.contains(operation.key()))
                .filter(operation -> !CHANGING_NOTHING.contains(operation.key()));
    }

    /**
     * A request that succeeds.
     *
     * @param tenant whose log is looked at
     * @param body null for none
     */
    private record Request(
            TestTenant tenant,
            Api api,
            String path,
            @Nullable Object body) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("changingOperations")
    void itLeavesAnEntry(Operation operation) {
        Request request = request(operation);
        String id = "audited-" + TestTenant.unique();
        Answer answer = Api.patiently(() -> send(request, operation, id));
        assertThat(answer.status())
                .as("%s answered %s", operation, answer.text())
                .isBetween(200, 299);

        List<JsonNode> entries = request.tenant().api().all("/audit-log").stream()
                .filter(entry -> entry.at("/actor/request_id").asText().equals(id))
                .toList();
        assertThat(entries).as("entries of %s", operation).isNotEmpty();
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.at("/actor/kind").asText()).isEqualTo("user");
            assertThat(entry.at("/actor/name").asText()).contains("@");
            assertThat(entry.at("/actor/ip").asText()).isNotEmpty();
            assertThat(entry.path("action").asText())
                    .startsWith(entry.path("resource").asText() + ".");
            assertThat(entry.toString())
                    .doesNotContain(TestTenant.PASSWORD)
                    .doesNotContainPattern("ch_live_[A-Za-z0-9]{8}_");
        });
    }

    private static Answer send(Request request, Operation operation, String id) {
        Api api = request.api().with("X-Request-Id", id);
        Object body = request.body();
        if (body instanceof String file) {
            return api.importCsv(file);
        }
        return body == null
                ? api.send(operation.method(), request.path(), "", BodyPublishers.noBody())
                : api.send(
                        operation.method(),
                        request.path(),
                        "application/json",
                        BodyPublishers.ofString(Body.text(body)));
    }

    private static Request request(Operation operation) {
        return switch (operation.key()) {
            case "DELETE /members/me" ->
                new Request(INTRUDER, Person.with(INTRUDER, "viewer").api(), operation.path(), null);
            case "POST /tenant/ownership" -> ofAnOwner(operation);
            case "PUT /payment-gateways/stripe" -> ofNewTenant(operation, GoodRequests.body(operation, INTRUDER));
            case "DELETE /payment-gateways/stripe",
                    "POST /payment-gateways/stripe/release",
                    "POST /invoices/{id}/payment-link",
                    "DELETE /invoices/{id}/payment-link",
                    "POST /customers/{id}/payment-methods",
                    "POST /invoices/{id}/collect" -> ofAShop(operation);
            case "PUT /tenant/clock" -> ofNewTenant(operation, Body.of("now", "2026-01-01T00:00:00Z"));
            case "POST /jobs/{id}/cancel" -> cancelOfAHeldJob();
            case "POST /payment-attempts/{id}/abandon" ->
                new Request(INTRUDER, INTRUDER.api(), StripeRows.open(INTRUDER) + "/abandon", null);
            case "POST /subscriptions" -> own(operation, Body.of("customer_id", newCustomer(), "plan", Samples.PLAN));
            case "POST /subscriptions/{id}/cancel" -> ofASale(operation, Body.of("at", "now"));
            case "POST /subscriptions/{id}/change" ->
                ofASale(operation, Body.of("at", "now", "quantity", 2, "proration", "none"));
            case "POST /subscriptions/{id}/resume" -> own(operation, null);
            case "POST /subscriptions/{id}/pause" -> ofASale(operation, Body.of("behavior", "collection"));
            case "DELETE /subscriptions/{id}/change" -> ofAPlannedChange(operation);
            case "POST /subscriptions/{id}/draft-invoice/finalize" -> ofADraft(operation);
            case "POST /plans/{id}/versions/{number}/migration" -> migrationAsShown(operation);
            case "POST /tenant/sandboxes" -> own(operation, Body.of("slug", "s-" + TestTenant.unique(), "name", "S"));
            case "POST /usage/import" -> own(operation, "transaction_id,external_customer_id,timestamp,metric\n");
            case "DELETE /tenant/sso", "POST /tenant/sso/test" -> {
                Sso.set(INTRUDER, Sso.configuration("http://127.0.0.1:1"));
                yield own(operation, null);
            }
            default -> own(operation, operation.takesJson() ? GoodRequests.body(operation, INTRUDER) : null);
        };
    }

    private static Request ofAnOwner(Operation operation) {
        TestTenant own = TestTenant.register();
        Object body = Body.of("user_id", Person.with(own, "admin").id(), "password", TestTenant.PASSWORD);
        return new Request(own, own.api(), operation.path(), body);
    }

    private static Request ofAPlannedChange(Operation operation) {
        Request change = ofASale(operation, Body.of());
        change.api()
                .post(change.path(), Body.of("at", "period_end", "quantity", 2))
                .expect(200);
        return new Request(change.tenant(), change.api(), change.path(), null);
    }

    /** Of a tenant where nothing is billed between the preview and what it allows. */
    private static Request migrationAsShown(Operation operation) {
        TestTenant own = TestTenant.register();
        own.makeCatalog();
        String path = AttackedTenants.samplePath(own, operation.path());
        own.awaitSettled();
        JsonNode shown =
                own.api().post(path + "/preview", Body.of()).expect(200).json();
        return new Request(
                own, own.api(), path, Body.of("token", shown.path("token").asText()));
    }

    /** Of a tenant where nothing else falls due meanwhile. */
    private static Request ofADraft(Operation operation) {
        TestTenant own = TestTenant.register();
        own.startClock("2026-02-02T00:00:00Z");
        own.makeCatalog();
        String subscription = FreshThings.subscriptionWithDraft(own);
        return new Request(
                own,
                own.api(),
                operation.path().replace("{id}", subscription),
                Body.of("boundary_at", "2026-02-01T00:00:00Z"));
    }

    private static UUID newCustomer() {
        return INTRUDER.customer("audited-" + TestTenant.unique(), "UTC");
    }

    private static Request own(Operation operation, @Nullable Object body) {
        String path =
                operation.namesSomething() ? AttackedTenants.samplePath(INTRUDER, operation.path()) : operation.path();
        return new Request(INTRUDER, INTRUDER.api(), path, body);
    }

    private static Request ofNewTenant(Operation operation, Object body) {
        TestTenant tenant = TestTenant.register();
        return new Request(tenant, tenant.api(), operation.path(), body);
    }

    /** Of a tenant that collects through Stripe when it says so. */
    private static Request ofAShop(Operation operation) {
        StripeShop shop = StripeShop.open();
        String path = operation.path();
        if (path.endsWith("/collect")) {
            shop.collects("manual");
            shop.card("pm_card_visa");
            path = "/invoices/" + shop.invoice("10") + "/collect";
        }
        if (path.endsWith("/payment-link")) {
            path = "/invoices/" + shop.invoice("10") + "/payment-link";
        }
        if (operation.key().equals("DELETE /invoices/{id}/payment-link")) {
            shop.api()
                    .post(path, Body.of("success_url", "https://shop.example"))
                    .expect(200);
        }
        Object body = operation.takesJson() ? GoodRequests.body(operation, shop.tenant()) : null;
        return new Request(
                shop.tenant(), shop.api(), path.replace("{id}", shop.customer().toString()), body);
    }

    /** Of a subscription that nothing else is done to. */
    private static Request ofASale(Operation operation, Object body) {
        Object sale = Body.of("customer_id", newCustomer(), "plan", Samples.PLAN);
        UUID sold = INTRUDER.api().post("/subscriptions", sale).expect(201).id();
        return new Request(INTRUDER, INTRUDER.api(), operation.path().replace("{id}", sold.toString()), body);
    }

    /** Of a job that a replica which is not there seems to work on; a tenant has one at a time, so nobody else's. */
    private static Request cancelOfAHeldJob() {
        TestTenant tenant = TestTenant.register();
        UUID id = UUID.randomUUID();
        tenant.execute(
                "INSERT INTO public.jobs (id, tenant_id, kind, parameters, state, requested_by, lease_until, lease_token)"
                        + " VALUES (?, ?, 'clone', '{\"held\": true}', 'running', 'test', now() + interval '1 hour', ?)",
                id,
                tenant.tenantId(),
                UUID.randomUUID());
        return new Request(tenant, tenant.api(), "/jobs/" + id + "/cancel", null);
    }

    @Test
    void whatIsRefusedLeavesNone() {
        TestTenant tenant = TestTenant.register();
        tenant.api().post("/tax-rates", Samples.vat()).expect(201);
        Api refused = tenant.api().with("X-Request-Id", "refused");
        refused.post("/tax-rates", Samples.vat()).expectProblem(409, "code_taken");
        refused.post("/tenant/clock/advance", Body.of("to", "2026-01-01T00:00:00Z"))
                .expectProblem(409, "clock_not_allowed");
        refused.patch("/members/" + tenant.ownerId(), Body.of("role", "viewer")).expectProblem(409, "last_owner");
        assertThat(tenant.api().all("/audit-log"))
                .extracting(entry -> entry.path("action").asText())
                .containsExactly("tax_rate.create");
    }
}
