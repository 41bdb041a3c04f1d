package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the audit log tells, and that nobody changes it unseen. */
class AuditLogIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    private JsonNode newest() {
        return api.get("/audit-log?limit=1").expect(200).json().at("/data/0");
    }

    private JsonNode verification() {
        tenant.awaitSealed();
        return api.get("/audit-log/verification").expect(200).json();
    }

    @Test
    void anEntryTellsWhoDidWhatToWhatAndWhatItChanged() {
        UUID customer = api.post("/customers", Body.of("name", "Ada Lovelace", "email", "ada@example.com"))
                .expect(201)
                .id();
        api.with("X-Request-Id", "req-1")
                .patch("/customers/" + customer, Body.of("name", "Ada King", "country", "GB"))
                .expect(200);
        JsonNode entry = newest();
        assertThat(entry.path("action").asText()).isEqualTo("customer.update");
        assertThat(entry.path("resource_id").asText()).isEqualTo(customer.toString());
        assertThat(entry.at("/actor/id").asText()).isEqualTo(tenant.ownerId().toString());
        assertThat(entry.at("/actor/role").asText()).isEqualTo("owner");
        assertThat(entry.at("/actor/request_id").asText()).isEqualTo("req-1");
        assertThat(entry.path("before").toString()).isEqualTo("{\"country\":null,\"name\":\"***\",\"version\":0}");
        assertThat(entry.path("after").toString()).isEqualTo("{\"country\":\"GB\",\"name\":\"***\",\"version\":1}");
        assertThat(api.get("/audit-log").text()).doesNotContain("Ada", "ada@example.com");
    }

    @Test
    void aKeyIsNamedByItsPrefixAndNeverBySecret() {
        JsonNode key =
                api.post("/api-keys", Body.of("name", "Importer")).expect(201).json();
        String secret = key.path("secret").asText();
        tenant.anonymous().withKey(secret).post("/tax-rates", Samples.vat()).expect(201);
        JsonNode actor = newest().path("actor");
        assertThat(actor.path("kind").asText()).isEqualTo("key");
        assertThat(actor.path("id")).isEqualTo(key.path("id"));
        assertThat(actor.path("key_prefix")).isEqualTo(key.path("prefix"));
        assertThat(api.get("/audit-log").text()).doesNotContain(secret);
    }

    @Test
    void aRunOfTheSystemsIsWrittenDownOnce() {
        tenant.startClock("2026-01-01T00:00:00Z");
        tenant.makeCatalog();
        tenant.subscribe(tenant.customer("c", "UTC"), "2026-01-01");
        tenant.advance("2026-01-02T00:00:00Z");
        List<JsonNode> runs = api.all("/audit-log?action=billing_run.finish");
        assertThat(runs).hasSize(1);
        assertThat(runs.getFirst().at("/actor/kind").asText()).isEqualTo("system");
        assertThat(runs.getFirst().path("after").toString()).isEqualTo("{\"invoices\":1,\"parked\":0}");
    }

    @Test
    void entriesAreFoundByWhoWhatAndWhen() {
        api.post("/tax-rates", Samples.vat()).expect(201);
        UUID customer = api.post("/customers", Samples.customer()).expect(201).id();
        Person admin = Person.with(tenant, "admin");
        admin.api().patch("/customers/" + customer, Body.of("name", "Other")).expect(200);
        assertThat(api.all("/audit-log")).hasSize(3);
        assertThat(api.all("/audit-log?actor=" + admin.id())).hasSize(1);
        assertThat(api.all("/audit-log?actor=" + Api.query(admin.email()))).hasSize(1);
        assertThat(api.all("/audit-log?action=tax_rate.create")).hasSize(1);
        assertThat(api.all("/audit-log?resource=customer")).hasSize(2);
        assertThat(api.all("/audit-log?resource=customer&resource_id=" + customer))
                .hasSize(2);
        assertThat(api.all("/audit-log?resource_id=" + UUID.randomUUID())).isEmpty();
        String at = newest().path("at").asText();
        assertThat(api.all("/audit-log?from=" + at)).hasSize(1);
        assertThat(api.all("/audit-log?to=" + at)).hasSize(2);
        api.get("/audit-log?from=yesterday").expectProblem(422, "validation_failed", "from");
    }

    @Test
    void theLogCanBeTakenAwayAsLinesOfJsonAndAsCsv() {
        api.post("/tax-rates", Body.like(Samples.vat(), "name", "=1+1, \"quoted\""))
                .expect(201);
        api.post("/customers", Samples.customer()).expect(201);
        Answer lines = api.get("/audit-log/export").expect(200);
        assertThat(lines.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(lines.text()
                        .lines()
                        .map(Body::parse)
                        .map(entry -> entry.path("action").asText()))
                .containsExactly("tax_rate.create", "customer.create");
        Answer csv =
                api.get("/audit-log/export?format=csv&action=tax_rate.create").expect(200);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.text().lines()).hasSize(2);
        assertThat(csv.text()).contains("\"tax_rate.create\"", "=1+1, \\\"\"quoted\\\"\"");
        api.get("/audit-log/export?format=xml").expectProblem(422, "validation_failed", "format");
    }

    @Test
    void theChainHoldsHoweverManyWriteAtOnce() {
        Together.run(
                12,
                i -> api.post("/customers", Body.of("name", "c" + i))
                        .expect(201)
                        .id());
        JsonNode found = verification();
        assertThat(found.path("valid").asBoolean()).isTrue();
        assertThat(found.path("sealed").asInt()).isEqualTo(12);
        assertThat(found.path("unsealed").asInt()).isZero();
    }

    @Test
    void whoeverChangesRemovesOrAddsAnEntryIsFoundOut() {
        for (int i = 0; i < 4; i++) {
            api.post("/customers", Body.of("name", "c" + i)).expect(201);
        }
        JsonNode good = verification();
        assertThat(good.path("valid").asBoolean()).isTrue();
        String log = tenant.schema() + ".audit_log";
        String second = " WHERE id = (SELECT entry_id FROM " + tenant.schema() + ".audit_seals WHERE seq = 2)";
        tenant.execute("UPDATE " + log + " SET actor_name = 'somebody else'" + second);
        JsonNode changed = verification();
        assertThat(changed.path("valid").asBoolean()).isFalse();
        assertThat(changed.at("/first_broken/seq").asInt()).isEqualTo(2);
        assertThat(changed.at("/first_broken/problem").asText()).isEqualTo("entry");
        tenant.execute("UPDATE " + log + " SET actor_name = '" + tenant.email() + "'" + second);
        assertThat(verification()).isEqualTo(good);

        tenant.execute("UPDATE " + tenant.schema() + ".audit_seals SET seq = 9 WHERE seq = 3");
        JsonNode removed = verification();
        assertThat(removed.at("/first_broken/seq").asInt()).isEqualTo(3);
        assertThat(removed.at("/first_broken/problem").asText()).isEqualTo("missing");
    }

    @Test
    void aCustomerIsErasedAndTheChainHolds() {
        UUID customer = api.post("/customers", Body.of("name", "Ada Lovelace", "email", "ada@example.com"))
                .expect(201)
                .id();
        Jobs.result(api, api.post("/customers/" + customer + "/erase"));
        assertThat(verification().path("valid").asBoolean()).isTrue();
        assertThat(tenant.count("SELECT count(*) FROM %s.audit_log l WHERE l::text ~ 'Ada|ada@'"))
                .isZero();
    }
}
