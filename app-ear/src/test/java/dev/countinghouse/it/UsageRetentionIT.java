package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.testing.TestApplication;
import dev.countinghouse.vault.Progress;
import dev.countinghouse.vault.UsageRetention;
import dev.countinghouse.vault.VaultException;
import dev.countinghouse.vault.VaultTenant;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Usage that is invoiced goes when it is as old as the tenant wants, and what was counted of it stays. */
class UsageRetentionIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String HOURS = "/usage/summary?granularity=hour&customer_id=";

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID ada = new UUID(0, 0);
    private UUID nobodys = new UUID(0, 0);

    /** Ada's months begin at 18:30 UTC of the day before. */
    @BeforeEach
    void useForThreeMonths() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        ada = tenant.customer("ada", "Asia/Kolkata");
        nobodys = tenant.customer("bob", "UTC");
        tenant.subscribe(ada, "2024-01-01");
        tenant.use(ada, "january", "2024-01-10T12:00:00Z", "30");
        amend(tenant.use(ada, "void", "2024-01-15T12:00:00Z", "100"), Body.of("kind", "void"));
        amend(
                tenant.use(ada, "moved", "2024-01-16T12:00:00Z", "100"),
                Body.of("kind", "correct", "timestamp", "2024-03-10T12:00:00Z"));
        tenant.use(ada, "last hour", "2024-01-31T18:10:00Z", "5");
        tenant.use(ada, "first hour", "2024-01-31T18:50:00Z", "7");
        tenant.use(ada, "february", "2024-02-10T12:00:00Z", "11");
        tenant.use(nobodys, "nobody's", "2024-01-10T12:00:00Z", "3");
        tenant.awaitSettled();
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertProved(tenant);
    }

    private Answer amend(UUID event, Map<String, ?> how) {
        TreeMap<String, Object> body = new TreeMap<>(how);
        body.put("reason", "mistaken");
        return api.post("/usage/" + event + "/amendments", body);
    }

    private void keep(int months) {
        api.patch("/tenant", Body.of("usage_retention_months", months)).expect(200);
        tenant.awaitSettled();
    }

    private List<String> events() {
        return api.all("/usage").stream()
                .map(event -> event.path("transaction_id").asText())
                .sorted()
                .toList();
    }

    private void awaitEvents(String... left) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events()).containsExactly(left));
    }

    private UUID event(String transactionId) {
        return api.all("/usage").stream()
                .filter(event -> event.path("transaction_id").asText().equals(transactionId))
                .map(event -> UUID.fromString(event.path("id").asText()))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode hours(UUID customer) {
        return api.get(HOURS + customer).expect(200).json().path("data");
    }

    private List<String> lines(JsonNode invoice) {
        return invoice.path("lines")
                .valueStream()
                .filter(line -> line.path("metric").asText().equals(Samples.METRIC))
                .map(line -> line.path("purpose").asText() + " "
                        + new BigDecimal(line.path("quantity").asText())
                                .stripTrailingZeros()
                                .toPlainString())
                .toList();
    }

    @Test
    void itIsDeletedWhenItIsInvoicedAndOldAndItsSumsStay() {
        tenant.advance("2024-03-31T12:00:00Z");
        JsonNode before = hours(ada);
        keep(2);
        assertThat(events()).as("January ended less than two months ago").hasSize(7);
        tenant.advance("2024-04-02T00:00:00Z");
        awaitEvents("february", "first hour", "last hour", "moved", "nobody's");
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_amendments"))
                .as("that of the moved event")
                .isEqualTo(1);
        assertThat(hours(ada)).isEqualTo(before);
        List<JsonNode> received = ReconciliationIT.hours(tenant);
        assertThat(received)
                .allSatisfy(
                        hour -> assertThat(hour.path("balanced").asBoolean()).isTrue());
        assertThat(received.stream()
                        .mapToInt(hour -> hour.path("deleted").asInt())
                        .sum())
                .isEqualTo(2);
        assertThat(received.stream().mapToInt(hour -> hour.path("open").asInt()).sum())
                .as("nobody's")
                .isEqualTo(1);
        JsonNode job = api.all("/jobs").getLast();
        assertThat(job.path("kind").asText()).isEqualTo("delete_usage");
        tenant.advance("2024-05-02T00:00:00Z");
        awaitEvents("moved", "nobody's");
        assertThat(hours(ada)).isEqualTo(before);
    }

    @Test
    void nothingComesToClosedUsageAndNothingInItIsAmended() {
        tenant.advance("2024-04-02T00:00:00Z");
        keep(2);
        awaitEvents("february", "first hour", "last hour", "moved", "nobody's");
        api.post("/usage", Samples.usage(ada, "late", "2024-01-20T12:00:00Z", "1"))
                .expectProblem(422, "validation_failed", "timestamp");
        api.post("/usage", Samples.usage(ada, "january", "2024-01-10T12:00:00Z", "30"))
                .expectProblem(422, "validation_failed", "timestamp");
        api.post("/usage", Samples.usage(ada, "edge", "2024-01-31T18:29:59Z", "1"))
                .expectProblem(422, "validation_failed", "timestamp");
        assertThat(api.post("/usage", Samples.usage(ada, "last hour", "2024-01-31T18:10:00Z", "5"))
                        .expect(200)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("duplicate");
        amend(event("last hour"), Body.of("kind", "void")).expectProblem(409, "conflict");
        amend(event("february"), Body.of("kind", "correct", "timestamp", "2024-01-20T12:00:00Z"))
                .expectProblem(422, "validation_failed", "timestamp");
        api.get("/customers/" + ada + "/usage?at=2024-01-20T00:00:00Z").expectProblem(422, "validation_failed", "at");
        tenant.use(nobodys, "nobody's either", "2024-01-20T12:00:00Z", "1");
    }

    @Test
    void whatComesLateToTheHourThatClosedUsageEndsInIsBilledForItsOwnPeriod() {
        tenant.advance("2024-04-02T00:00:00Z");
        keep(2);
        awaitEvents("february", "first hour", "last hour", "moved", "nobody's");
        tenant.use(ada, "late", "2024-01-31T18:45:00Z", "4");
        tenant.awaitSettled();
        tenant.advance("2024-05-02T00:00:00Z");
        assertThat(lines(tenant.invoices().getLast())).containsExactly("regular 0", "delta 4");
    }

    @Test
    void whatIsNotInvoicedStays() {
        tenant.execute("UPDATE " + tenant.schema() + ".billable_metrics SET late_usage = 'ignore'");
        tenant.advance("2024-02-02T00:00:00Z");
        tenant.use(ada, "late", "2024-01-20T12:00:00Z", "1");
        tenant.awaitSettled();
        tenant.advance("2024-03-02T00:00:00Z");
        UUID february = UUID.fromString(tenant.invoices().getLast().path("id").asText());
        api.post("/invoices/" + february + "/void", Body.of("reason", "wrong")).expect(200);
        tenant.advance("2024-06-02T00:00:00Z");
        keep(2);
        awaitEvents("february", "first hour", "last hour", "late", "moved", "nobody's");
        tenant.advance("2024-08-02T00:00:00Z");
        awaitEvents("february", "first hour", "last hour", "late", "moved", "nobody's");
    }

    @Test
    void booksThatAreRestoredToAMomentHaveTheSumsOfWhatWasDeleted() {
        Api operator = Operators.client();
        String path = "/platform/tenants/" + tenant.tenantId();
        tenant.advance("2024-04-02T00:00:00Z");
        keep(2);
        awaitEvents("february", "first hour", "last hour", "moved", "nobody's");
        Jobs.result(operator, operator.post(path + "/backups"));
        tenant.use(ada, "april", "2024-04-01T12:00:00Z", "13");
        tenant.awaitSettled();
        JsonNode then = hours(ada);
        int invoices = tenant.invoices().size();
        String moment = Instant.now().toString();
        tenant.use(ada, "after", "2024-04-01T13:00:00Z", "17");
        tenant.advance("2024-05-02T00:00:00Z");
        await().atMost(PATIENCE)
                .until(() -> tenant.count(
                                "SELECT count(*) FROM %s.metered_spans WHERE closed_through = '2024-02-29T18:30:00Z'")
                        == 1);

        Answer asked = operator.post(path + "/restore", Body.of("to", moment));
        Jobs.result(operator, asked);
        operator.post(path + "/restores/" + asked.id() + "/swap").expect(200);
        awaitEvents("april", "february", "first hour", "last hour", "moved", "nobody's");
        tenant.awaitSettled();
        assertThat(hours(ada)).isEqualTo(then);
        assertThat(lines(tenant.invoices().get(invoices)))
                .as("no period is found to have changed")
                .containsExactly("regular 13");
    }

    @Test
    void itGoesOnWhereItWasStopped() throws SQLException {
        tenant.advance("2024-06-02T00:00:00Z");
        tenant.execute("UPDATE public.tenants SET usage_retention_months = 2 WHERE id = ?", tenant.tenantId());
        UsageRetention retention = new UsageRetention(owner(), 1);
        VaultTenant books = new VaultTenant(tenant.tenantId(), tenant.slug(), tenant.schema());
        Progress stopped = new Progress() {
            private long done;

            @Override
            public void at(String step, long events, long total) {
                done = events;
            }

            @Override
            public boolean canceled() {
                return done == 2;
            }
        };
        assertThatThrownBy(() -> retention.run(books, Optional.empty(), stopped))
                .isInstanceOf(VaultException.class);
        assertThat(events()).hasSize(4);
        assertThat(retention.run(books, Optional.empty(), Progress.NONE).events())
                .isEqualTo(3);
        assertThat(events()).containsExactly("nobody's");
        assertThat(tenant.count("SELECT CAST(sum(events) AS bigint) FROM %s.usage_deleted"))
                .isEqualTo(6);
    }

    @Test
    void whatABackupMightBeReplayedWithStays() throws SQLException {
        tenant.advance("2024-06-02T00:00:00Z");
        tenant.execute("UPDATE public.tenants SET usage_retention_months = 2 WHERE id = ?", tenant.tenantId());
        UsageRetention.Deleted deleted = new UsageRetention(owner(), 100)
                .run(
                        new VaultTenant(tenant.tenantId(), tenant.slug(), tenant.schema()),
                        Optional.of(Instant.now()),
                        Progress.NONE);
        assertThat(deleted.closed()).isEqualTo(1);
        assertThat(deleted.events())
                .as("all came in within the hour before the backup")
                .isZero();
    }

    private static PGSimpleDataSource owner() {
        PGSimpleDataSource owner = new PGSimpleDataSource();
        var database = TestApplication.database();
        owner.setServerNames(new String[] {database.host()});
        owner.setPortNumbers(new int[] {database.port()});
        owner.setDatabaseName(database.name());
        owner.setUser("ch_owner");
        owner.setPassword(database.ownerPassword());
        return owner;
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 241})
    void itIsKeptForEverOrFromTwoMonthsToTwentyYears(int months) {
        api.patch("/tenant", Body.of("usage_retention_months", months))
                .expectProblem(422, "validation_failed", "usage_retention_months");
        api.patch("/tenant", Body.of("usage_retention_months", 240)).expect(200);
        assertThat(api.patch("/tenant", Body.of("usage_retention_months", 0))
                        .expect(200)
                        .json()
                        .path("usage_retention_months")
                        .asInt())
                .isZero();
    }
}
