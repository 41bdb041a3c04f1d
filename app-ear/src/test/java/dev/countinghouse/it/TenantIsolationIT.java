package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two tenants with the same things; {@link Api} looks for the other's canary in every answer of every test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantIsolationIT {
    private static final String NO_RIGHT = "42501";

    private final TestTenant acme = TestTenant.register();
    private final TestTenant globex = TestTenant.register();

    @BeforeAll
    void giveBothTheSameThings() {
        Stream.of(acme, globex).forEach(TenantIsolationIT::fill);
    }

    private static void fill(TestTenant tenant) {
        tenant.startClock("2026-01-01T00:00:00Z");
        tenant.makeCatalog();
        String canary = tenant.api().canary();
        UUID customer = tenant.api()
                .post("/customers", Body.of("external_id", "c", "name", canary, "metadata", Body.of("note", canary)))
                .expect(201)
                .id();
        tenant.subscribe(customer, "2026-01-01");
        tenant.api()
                .post(
                        "/usage",
                        Body.like(
                                Samples.usage(customer, "e", "2026-01-05T00:00:00Z", "60"),
                                "properties",
                                Body.of("build_minutes", "60", "note", canary)))
                .expect(201);
        tenant.advance("2026-02-02T00:00:00Z");
        String invoice = tenant.invoices().getFirst().path("id").asText();
        tenant.api()
                .post(
                        "/invoices/" + invoice + "/payments",
                        Body.of("amount", Body.of("amount", "1.00", "currency", "EUR"), "reference", canary))
                .expect(201);
        tenant.api().post("/api-keys", Body.of("name", canary)).expect(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/customers",
                "/subscriptions",
                "/billable-metrics",
                "/plans",
                "/tax-rates",
                "/invoices",
                "/payments",
                "/api-keys"
            })
    void anotherTenantsIdIsNotThere(String list) {
        List<JsonNode> theirs = globex.api().all(list);
        assertThat(theirs).isNotEmpty();
        for (JsonNode one : theirs) {
            String path = list + "/" + one.path("id").asText();
            globex.api().get(path).expect(200);
            acme.api().get(path).expectProblem(404, "not_found");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/customers",
                "/subscriptions",
                "/invoices?include=lines",
                "/payments",
                "/usage",
                "/usage/summary",
                "/events",
                "/billing-runs",
                "/draft-invoices",
                "/users",
                "/members",
                "/api-keys",
                "/plans",
                "/tenant"
            })
    void listsHoldTheTenantsOwnThingsAlone(String path) {
        assertThat(acme.api().get(path).expect(200).text())
                .doesNotContain(globex.api().canary());
        assertThat(globex.api().get(path).expect(200).text())
                .doesNotContain(acme.api().canary());
    }

    @Test
    void anotherTenantsIdsAreUnknownInRequests() {
        String customer = globex.api().all("/customers").getFirst().path("id").asText();
        String subscription =
                globex.api().all("/subscriptions").getFirst().path("id").asText();
        String invoice = globex.invoices().getFirst().path("id").asText();
        String key = globex.api().all("/api-keys").getFirst().path("id").asText();

        acme.api()
                .post("/subscriptions", Body.of("customer_id", customer, "plan", Samples.PLAN))
                .expectProblem(422, "validation_failed", "customer_id");
        acme.api()
                .post("/usage", Samples.usage(UUID.fromString(customer), "x", "2026-01-05T00:00:00Z", "1"))
                .expectProblem(422, "validation_failed", "customer_id");
        acme.api()
                .post(
                        "/usage",
                        Body.of(
                                "transaction_id",
                                "x",
                                "subscription_id",
                                subscription,
                                "metric",
                                Samples.METRIC,
                                "timestamp",
                                "2026-01-05T00:00:00Z",
                                "quantity",
                                "1"))
                .expectProblem(422, "validation_failed", "subscription_id");
        acme.api().patch("/customers/" + customer, Body.of("name", "Mine")).expectProblem(404, "not_found");
        acme.api()
                .post(
                        "/invoices/" + invoice + "/payments",
                        Body.of("amount", Body.of("amount", "1.00", "currency", "EUR"), "reference", "r"))
                .expectProblem(404, "not_found");
        acme.api().delete("/api-keys/" + key).expectProblem(404, "not_found");
        assertThat(acme.api().all("/invoices?customer_id=" + customer)).isEmpty();
        assertThat(acme.api().all("/usage?customer_id=" + customer)).isEmpty();
        assertThat(acme.api().all("/payments?invoice_id=" + invoice)).isEmpty();
    }

    @Test
    void aCursorOfAnotherTenantShowsNothingOfIts() {
        JsonNode page = globex.api().get("/invoices?limit=1").json();
        String cursor = page.path("next_cursor").asText();
        assertThat(cursor).isNotEmpty();
        acme.api().get("/invoices?limit=1&cursor=" + cursor).expect(200);
    }

    @Test
    void theTenantNamedMustBeTheCredentials() {
        acme.api().with("X-Tenant", acme.slug()).get("/customers").expect(200);
        acme.api().with("X-Tenant", globex.slug()).get("/customers").expectProblem(403, "tenant_mismatch");
        acme.api().with("X-Tenant", "nobody").get("/customers").expectProblem(403, "tenant_mismatch");
        acme.api().with("X-Tenant", "").get("/customers").expectProblem(403, "tenant_mismatch");
        String key = globex.api()
                .post("/api-keys", Body.of("name", "k"))
                .json()
                .path("secret")
                .asText();
        globex.anonymous().withKey(key).get("/customers").expect(200);
        globex.anonymous()
                .withKey(key)
                .with("X-Tenant", acme.slug())
                .get("/customers")
                .expectProblem(403, "tenant_mismatch");
    }

    @Test
    void numbersStartAtOneInEachTenant() {
        Stream.of(acme, globex).forEach(tenant -> TestTenant.assertGapless(tenant.invoices(), tenant.slug()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM public.tenants", "SELECT * FROM public.users", "SELECT * FROM public.due_work",
                "SELECT * FROM public.signing_keys", "SELECT * FROM %s.invoices", "SELECT * FROM %s.customers",
                "CREATE TABLE public.mine (id int)", "CREATE SCHEMA mine", "CREATE TEMP TABLE mine (id int)"
            })
    void theApplicationsLoginAloneMayDoNothing(String sql) throws SQLException {
        try (Connection app = acme.database().app()) {
            assertThatThrownBy(() -> app.createStatement().execute(sql.formatted(acme.schema())))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isIn(NO_RIGHT, "42P01"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM %2$s.invoices",
                "INSERT INTO %2$s.custom_data VALUES ('x', gen_random_uuid(), '{}')",
                "SELECT password_hash FROM public.users",
                "SELECT * FROM public.sessions",
                "UPDATE public.tenants SET status = 'suspended'",
                "DELETE FROM %1$s.invoices",
                "UPDATE %1$s.invoices SET total_minor = 0",
                "UPDATE %1$s.invoice_lines SET amount_minor = 0",
                "DELETE FROM %1$s.usage_events",
                "CREATE TABLE %1$s.mine (id int)",
                "TRUNCATE %1$s.outbox"
            })
    void aTenantsRoleHasNoRightBeyondItsWork(String sql) throws SQLException {
        try (Connection app = acme.database().app()) {
            app.createStatement().execute("SET ROLE " + acme.schema());
            assertThatThrownBy(() -> app.createStatement().execute(sql.formatted(acme.schema(), globex.schema())))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(NO_RIGHT));
        }
    }

    @Test
    void aTenantsRoleSeesItsOwnRowsOfTheSharedTablesAlone() throws SQLException {
        try (Connection app = acme.database().app()) {
            app.createStatement().execute("SET ROLE " + acme.schema());
            for (String table : List.of("tenants", "memberships", "subscriptions", "api_keys", "due_work")) {
                String column = table.equals("tenants") ? "id" : "tenant_id";
                try (var rows =
                        app.createStatement().executeQuery("SELECT DISTINCT " + column + " FROM public." + table)) {
                    rows.next();
                    assertThat(rows.getObject(1, UUID.class)).as(table).isEqualTo(acme.tenantId());
                    assertThat(rows.next()).as(table).isFalse();
                }
            }
        }
    }
}
