package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConcurrencyIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    private static List<Integer> statuses(List<Answer> answers) {
        return answers.stream().map(Answer::status).toList();
    }

    @Test
    void twentyIdenticalEventsAtOnceAreOneEvent() {
        tenant.makeCatalog();
        UUID customer = tenant.customer("ada", "UTC");
        Object event = Samples.usage(customer, "e", "2024-01-10T12:00:00Z", "1");

        List<Answer> answers = Together.run(20, i -> api.post("/usage", event));

        assertThat(statuses(answers)).containsOnlyOnce(201).containsOnly(200, 201);
        assertThat(answers.stream().map(Answer::id).distinct()).hasSize(1);
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_events")).isEqualTo(1);
    }

    @Test
    void differentEventsUnderOneKeyAtOnceAreOneEventAndConflicts() {
        tenant.makeCatalog();
        UUID customer = tenant.customer("ada", "UTC");

        List<Answer> answers =
                Together.run(8, i -> api.post("/usage", Samples.usage(customer, "e", "2024-01-10T12:00:00Z", "1" + i)));

        assertThat(statuses(answers)).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_events")).isEqualTo(1);
    }

    @Test
    void ofEventsSentAtOnceEachIsTakenOrRefusedForItself() {
        tenant.makeCatalog();
        UUID customer = tenant.customer("ada", "UTC");
        List<Answer> answers = Together.run(
                24,
                i -> api.post(
                        "/usage",
                        Samples.usage(
                                i % 3 == 0 ? UUID.randomUUID() : customer, "e" + i, "2024-01-10T12:00:00Z", "1")));
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).status()).isEqualTo(i % 3 == 0 ? 422 : 201);
        }
        assertThat(answers.stream().filter(answer -> answer.status() == 201).map(Answer::id))
                .doesNotHaveDuplicates();
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_events")).isEqualTo(16);
        assertThat(tenant.count("SELECT sum(rejected) FROM %s.usage_intake")).isEqualTo(8);
    }

    @Test
    void overlappingBatchesAtOnceDoNotDeadlock() {
        tenant.makeCatalog();
        UUID customer = tenant.customer("ada", "UTC");
        List<Answer> answers = Together.run(8, i -> {
            List<Object> events = new ArrayList<>();
            for (int n = 0; n < 200; n++) {
                int number = i % 2 == 0 ? n : 199 - n;
                events.add(Samples.usage(customer, "e" + number, "2024-01-10T12:00:00Z", "1"));
            }
            return api.post("/usage/batch", Body.of("events", events));
        });
        assertThat(statuses(answers)).containsOnly(200);
        assertThat(answers.stream()
                        .mapToInt(answer -> answer.json().path("accepted").asInt())
                        .sum())
                .isEqualTo(200);
    }

    @Test
    void oneSlugRegisteredAtOnceIsOneTenantWhole() {
        String slug = "race-" + TestTenant.unique();
        List<Answer> answers = Together.run(
                5,
                i -> Api.anonymous()
                        .register(Body.of(
                                "company",
                                "Race",
                                "slug",
                                slug,
                                "email",
                                "racer" + i + "@" + slug + ".example",
                                "password",
                                TestTenant.PASSWORD,
                                "name",
                                "Racer")));

        assertThat(statuses(answers)).containsOnlyOnce(201).containsOnly(201, 409);
        for (int i = 0; i < answers.size(); i++) {
            Answer login = Api.anonymous()
                    .post(
                            "/auth/login",
                            Body.of("email", "racer" + i + "@" + slug + ".example", "password", TestTenant.PASSWORD));
            assertThat(login.status()).isEqualTo(answers.get(i).status() == 201 ? 200 : 401);
        }
        assertThat(tenant.count("SELECT count(*) FROM public.tenants WHERE slug = '" + slug + "'"))
                .isEqualTo(1);
        assertThat(tenant.count("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'tenant_"
                        + slug.replace('-', '_') + "'"))
                .isEqualTo(tenant.count("SELECT count(*) FROM information_schema.tables WHERE table_schema = '%s'"));
    }

    @Test
    void oneAddressRegisteredAtOnceIsOneUserAndOneTenant() {
        String unique = TestTenant.unique();
        List<Answer> answers = Together.run(
                4,
                i -> Api.anonymous()
                        .register(Body.of(
                                "company",
                                "Race",
                                "slug",
                                "race" + i + "-" + unique,
                                "email",
                                "racer@" + unique + ".example",
                                "password",
                                TestTenant.PASSWORD,
                                "name",
                                "Racer")));
        assertThat(statuses(answers)).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(tenant.count("SELECT count(*) FROM public.tenants WHERE slug LIKE 'race_-" + unique + "'"))
                .isEqualTo(1);
        assertThat(tenant.count("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'tenant_race__" + unique + "'"))
                .isEqualTo(1);
    }

    @Test
    void ofChangesOfOneVersionAtOnceOneWins() {
        UUID id = api.post("/customers", Samples.customer()).expect(201).id();
        for (String path : List.of("/customers/" + id, "/tenant", "/users/me")) {
            String tag = api.get(path).header("ETag");
            List<Answer> answers =
                    Together.run(6, i -> api.with("If-Match", tag).patch(path, Body.of("name", "name " + i)));
            assertThat(statuses(answers)).as(path).containsOnlyOnce(200);
            assertThat(statuses(answers)).as(path).isSubsetOf(200, 409, 412);
            int winner = statuses(answers).indexOf(200);
            assertThat(api.get(path).json().path("name").asText()).as(path).isEqualTo("name " + winner);
        }
    }

    @Test
    void oneCustomerMadeAtOnceIsOneCustomer() {
        Object body = Samples.customer();
        List<Answer> answers = Together.run(6, i -> api.post("/customers", body));
        assertThat(statuses(answers)).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(api.all("/customers")).hasSize(1);
    }

    @Test
    void subscriptionsToOneMetricAtOnceAreOneSubscription() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        UUID customer = tenant.customer("ada", "UTC");
        List<Answer> answers = Together.run(
                6,
                i -> api.post(
                        "/subscriptions",
                        Body.of("customer_id", customer, "plan", Samples.PLAN, "start_date", "2024-01-01")));
        assertThat(statuses(answers)).containsOnlyOnce(201).containsOnly(201, 409);
        tenant.awaitSettled();
        assertThat(tenant.invoices()).hasSize(1);
    }

    @Test
    void sumsAreExactWhenUsageComesInWhileItIsRolledUp() {
        tenant.makeCatalog();
        UUID customer = tenant.customer("ada", "UTC");
        Together.run(4, i -> {
            for (int n = 0; n < 60; n++) {
                tenant.use(customer, i + "-" + n, "2024-01-10T%02d:30:00Z".formatted(n % 3), "0.01");
            }
            return i;
        });
        tenant.awaitSettled();
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_metrics WHERE quantity = 0.80 AND events = 80"))
                .isEqualTo(3);
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_metrics")).isEqualTo(3);
        Invariants.assertHold(tenant);
    }

    @Test
    void noUsageIsLostOrBilledTwiceThatComesInWhileItsMonthIsBilled() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        UUID customer = tenant.customer("ada", "Asia/Kolkata");
        tenant.subscribe(customer, "2024-01-01");
        tenant.awaitSettled();

        Together.run(4, i -> {
            for (int n = 0; n < 40; n++) {
                if (i == 0 && n == 10) {
                    tenant.beginToAdvance("2024-02-02T00:00:00Z");
                }
                if (i == 0 && n == 30) {
                    tenant.beginToAdvance("2024-03-02T00:00:00Z");
                }
                tenant.use(customer, i + "-" + n, "2024-01-31T18:%02d:00Z".formatted(n), "1.001");
            }
            return i;
        });
        tenant.awaitSettled();
        tenant.advance("2024-04-02T00:00:00Z");

        assertThat(billed("2024-01-01")).as("until 18:30, midnight in Kolkata").isEqualByComparingTo("120.120");
        assertThat(billed("2024-02-01")).isEqualByComparingTo("40.040");
        assertThat(amount("2024-01-01")).isEqualByComparingTo("7.51"); // 50 at 0.08 and 70.12 at 0.05
        assertThat(amount("2024-02-01")).isEqualByComparingTo("3.20");
        TestTenant.assertGapless(tenant.invoices(), tenant.slug());
        Invariants.assertHold(tenant);
    }

    private List<JsonNode> usageLines(String periodStart) {
        return tenant.invoices().stream()
                .flatMap(invoice -> invoice.path("lines").valueStream())
                .filter(line -> line.path("metric").isTextual())
                .filter(line -> line.path("period_start").asText().equals(periodStart))
                .toList();
    }

    private BigDecimal billed(String periodStart) {
        return usageLines(periodStart).stream()
                .map(line -> new BigDecimal(line.path("quantity").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal amount(String periodStart) {
        return usageLines(periodStart).stream()
                .map(line -> new BigDecimal(line.at("/amount/amount").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
