package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.testing.RegistryNews;
import dev.countinghouse.testing.TestApplication;
import dev.countinghouse.testing.TestDatabase;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A tenant of one test alone, and what most tests do with it.
 *
 * @param database that it lives in
 * @param slug its short name
 * @param email of its owner
 * @param registration what registering answered
 * @param api its owner's client
 */
record TestTenant(TestDatabase database, String slug, String email, JsonNode registration, Api api) {
    static final String PASSWORD = "correct horse battery staple";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A new tenant of the application that all tests share. */
    static TestTenant register() {
        return register(TestApplication.database(), TestApplication.baseUrl());
    }

    /** A new tenant of an application of one's own. */
    static TestTenant register(TestDatabase database, URI base) {
        return register(database, Api.anonymous(base));
    }

    /** A new tenant, registered by this client. */
    static TestTenant register(TestDatabase database, Api client) {
        List<TestTenant> made = new ArrayList<>();
        Api.patiently(() -> tryToRegister(database, client, made)).expect(201);
        return made.getFirst();
    }

    /** Under names of its own: a try that was refused because there was too much to do may have taken them. */
    private static Answer tryToRegister(TestDatabase database, Api client, List<TestTenant> made) {
        String unique = unique();
        String canary = "canary-" + unique;
        String email = "owner@" + unique + ".example";
        Map<String, @Nullable Object> body =
                Body.of("company", "Company " + canary, "slug", "t-" + unique, "email", email, "password", PASSWORD);
        body.put("name", "Owner " + canary);
        Api anonymous = client.of(canary);
        Answer answer = anonymous.post("/auth/register", body);
        if (answer.status() == 201) {
            JsonNode login = answer.json();
            Api api = anonymous.withToken(login.path("access_token").asText());
            made.add(new TestTenant(database, "t-" + unique, email, login, api));
        }
        return answer;
    }

    /** Twelve hexadecimal digits that nobody else uses. */
    static String unique() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1L << 48), 12);
    }

    String schema() {
        return "tenant_" + slug.replace('-', '_');
    }

    UUID tenantId() {
        return UUID.fromString(registration.at("/tenant/id").asText());
    }

    UUID ownerId() {
        return UUID.fromString(registration.at("/user/id").asText());
    }

    String token() {
        return registration.path("access_token").asText();
    }

    /** A client that knows the tenant's canary and has no credential yet. */
    Api anonymous() {
        return api.without("Authorization");
    }

    JsonNode login(String address) {
        return anonymous()
                .post("/auth/login", Body.of("email", address, "password", PASSWORD, "tenant", slug))
                .expect(200)
                .json();
    }

    /** Makes a user with a role, straight in the database, and answers with its e-mail address. */
    String addMember(String role) {
        UUID id = UUID.randomUUID();
        String address = role + "-" + id + "@members.example";
        execute(
                "INSERT INTO public.users (id, email, name, password_hash)"
                        + " SELECT ?, ?, ?, password_hash FROM public.users WHERE id = ?",
                id,
                address,
                "Somebody " + api.canary(),
                ownerId());
        execute("INSERT INTO public.memberships (tenant_id, user_id, role) VALUES (?, ?, ?)", tenantId(), id, role);
        return address;
    }

    /** All roles, the built-in ones first: a list without pages. */
    List<JsonNode> roles() {
        List<JsonNode> roles = new ArrayList<>();
        api.get("/roles").expect(200).json().path("data").forEach(roles::add);
        return roles;
    }

    /** A client of a new user with a role. */
    Api member(String role) {
        return api.withToken(login(addMember(role)).path("access_token").asText());
    }

    /** Executes a statement as the owner of all tables. */
    int execute(String sql, Object... values) {
        try (Connection connection = database.owner();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            int rows = statement.executeUpdate();
            RegistryNews.awaitHeard(database, sql);
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A single number out of the database, asked as the owner of all tables; {@code %s} is the tenant's schema. */
    long count(String sql) {
        return countWithin(sql.formatted(schema()));
    }

    /** A single number, asked as the owner of all tables, who looks into the tenant's schema alone. */
    long countWithin(String sql) {
        return Objects.requireNonNull(countAllWithin(Map.of("", sql)).get(""));
    }

    /** {@link #countWithin} for each of some questions, one after the other. */
    Map<String, Long> countAllWithin(Map<String, String> questions) {
        Map<String, Long> counts = new LinkedHashMap<>();
        try (Connection connection = database.owner();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = " + schema());
            for (Map.Entry<String, String> question : questions.entrySet()) {
                try (ResultSet row = statement.executeQuery(question.getValue())) {
                    row.next();
                    counts.put(question.getKey(), row.getLong(1));
                }
            }
            return counts;
        } catch (SQLException e) {
            throw new IllegalStateException(questions.values().toString(), e);
        }
    }

    /** The metric, tax rate and plan of the main job, in euros. */
    void makeCatalog() {
        api.post("/billable-metrics", Samples.metric()).expect(201);
        api.post("/tax-rates", Samples.vat()).expect(201);
        api.post("/plans", Samples.plan()).expect(201);
    }

    UUID customer(String externalId, String zone) {
        return api.post("/customers", Body.of("external_id", externalId, "name", externalId, "time_zone", zone))
                .expect(201)
                .id();
    }

    UUID subscribe(UUID customer, String startDate) {
        return api.post(
                        "/subscriptions",
                        Body.of("customer_id", customer, "plan", Samples.PLAN, "start_date", startDate))
                .expect(201)
                .id();
    }

    /** Records one event of so many build minutes and answers with its id. */
    UUID use(UUID customer, String transactionId, String timestamp, String minutes) {
        return api.post("/usage", Samples.usage(customer, transactionId, timestamp, minutes))
                .expect(201)
                .id();
    }

    void startClock(String now) {
        api.put("/tenant/clock", Body.of("now", now)).expect(200);
    }

    /** Advances the test clock and waits until the timers have done all that fell due. */
    void advance(String to) {
        beginToAdvance(to);
        awaitSettled();
    }

    void beginToAdvance(String to) {
        api.post("/tenant/clock/advance", Body.of("to", to)).expect(200);
    }

    void awaitSettled() {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ofMillis(25))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> api.get("/tenant/clock").json().path("settled").asBoolean());
    }

    /** Waits until every entry of the audit log has its seal: then nothing writes to the tenant by itself. */
    void awaitSealed() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> count("SELECT count(*) FROM %s.audit_log a WHERE NOT EXISTS (SELECT FROM " + schema()
                                + ".audit_seals s WHERE s.entry_id = a.id)")
                        == 0);
    }

    /** Waits for so many invoices, and for nothing else. */
    void awaitInvoices(int wanted) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> count("SELECT count(*) FROM %s.invoices") == wanted);
    }

    /** All invoices with their lines, in the order of their numbers. */
    List<JsonNode> invoices() {
        return api.all("/invoices?include=lines").stream()
                .sorted((one, other) -> one.path("number")
                        .asText()
                        .compareTo(other.path("number").asText()))
                .toList();
    }

    /** The only invoice there is. */
    JsonNode onlyInvoice() {
        List<JsonNode> invoices = invoices();
        assertThat(invoices).hasSize(1);
        return invoices.getFirst();
    }

    /** Numbers go from 1 without a gap, and a later number never has an earlier instant. */
    static void assertGapless(List<JsonNode> invoicesByNumber, String slug) {
        for (int i = 0; i < invoicesByNumber.size(); i++) {
            assertThat(invoicesByNumber.get(i).path("number").asText())
                    .isEqualTo("%s-%06d".formatted(slug.toUpperCase(java.util.Locale.ROOT), i + 1));
        }
        assertThat(invoicesByNumber.stream()
                        .map(invoice ->
                                Instant.parse(invoice.path("finalized_at").asText()))
                        .toList())
                .isSorted();
    }
}
