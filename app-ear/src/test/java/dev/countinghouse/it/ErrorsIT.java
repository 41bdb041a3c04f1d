package dev.countinghouse.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.testing.TestApplication;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input of every kind; that refusals are problem documents without anything of the inside is checked in {@link Api}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorsIT {
    private static final String NUL = "\0";
    private static final String HALF_A_PAIR = "\\ud800";

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeAll
    void makeCatalog() {
        tenant.makeCatalog();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"name\":",
                "nonsense",
                "{\"name\":\"x\"}}",
                "{\"name\":\"x\"} {}",
                "{'name':'x'}",
                "{name:\"x\"}",
                "{\"name\":\"x\",}",
                "// comment\n{\"name\":\"x\"}",
                "null",
                "[]",
                "\"text\"",
                "42",
                "true",
                "{\"name\":NaN}",
                "{\"name\":\"\u0001\"}"
            })
    void malformedJsonIsABadRequest(String json) {
        api.post("/customers", json).expectProblem(400, "malformed_request");
    }

    @Test
    void jsonThatIsNotUtf8IsABadRequest() {
        byte[] latin = "{\"name\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        api.send("POST", "/customers", "application/json", BodyPublishers.ofByteArray(latin))
                .expectProblem(400, "malformed_request");
    }

    @Test
    void aFieldThatDoesNotExistIsNamed() {
        api.post("/customers", Body.of("name", "x", "nmae", "y")).expectProblem(400, "unknown_field", "nmae");
        api.post("/plans", Body.like(Samples.plan(), "charges", List.of(Body.like(Samples.fee(), "pric", "1"))))
                .expectProblem(400, "unknown_field", "charges[0].pric");
        api.post("/auth/validate").expect(200);
    }

    @Test
    void aFieldGivenTwiceIsNamed() {
        api.post("/customers", "{\"name\":\"x\",\"name\":\"y\"}").expectProblem(400, "malformed_request", "name");
        api.post("/customers", "{\"name\":\"x\",\"metadata\":{\"a\":\"1\",\"a\":\"2\"}}")
                .expectProblem(400, "malformed_request");
    }

    @ParameterizedTest(name = "{0} of a customer as {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name | 1",
                "name | true",
                "name | []",
                "name | {}",
                "name | 1.5",
                "external_id | 7",
                "metadata | \"x\"",
                "metadata | []",
                "time_zone | 1",
                "email | {}"
            })
    void aValueOfAWrongTypeIsRefusedByItsName(String field, String json) {
        String body = "{\"external_id\":\"x\",\"%s\":%s%s}"
                .formatted(field, json, field.equals("name") ? "" : ",\"name\":\"n\"")
                .replace(field.equals("external_id") ? "\"external_id\":\"x\"," : "\n", "");
        api.post("/customers", body).expectProblem(400, "malformed_request", field);
    }

    @Test
    void metadataIsShortText() {
        api.post("/customers", "{\"name\":\"x\",\"metadata\":{\"a\":1}}")
                .expectProblem(400, "malformed_request", "metadata.a");
        api.post("/customers", "{\"name\":\"x\",\"metadata\":{\"a\":null}}")
                .expectProblem(422, "validation_failed", "metadata.a");
        api.post("/customers", Body.of("name", "x", "metadata", Map.of("a", "b".repeat(501))))
                .expectProblem(422, "validation_failed", "metadata.a");
        api.post("/customers", Body.of("name", "x", "metadata", Map.of("a".repeat(41), "b")))
                .expectProblem(422, "validation_failed", "metadata");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1E+999999999",
                "-1e999999999",
                "1e-999999999",
                "\"1e400\"",
                "\"NaN\"",
                "\"Infinity\"",
                "\"0x10\"",
                "\"1_000\"",
                "\"1,5\"",
                "\"\"",
                "\" 1\"",
                "\"\u0661\"",
                "true",
                "{}",
                "[1]",
                "\"+1\"",
                "\".5\"",
                "\"5.\""
            })
    void aDecimalIsWrittenOutPlainly(String json) {
        api.post("/tax-rates", "{\"code\":\"t\",\"name\":\"T\",\"percent\":%s}".formatted(json))
                .expectProblem(400, "malformed_request", "percent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "100.000001", "1000", "1.0000001", "-0.000001"})
    void aPercentageIsBetweenNothingAndEverything(String percent) {
        api.post("/tax-rates", Body.of("code", "t", "name", "T", "percent", percent))
                .expectProblem(422, "validation_failed", "percent");
    }

    @Test
    void hugeNumbersAreRefusedWithoutReadingThem() {
        String digits = "9".repeat(5_000);
        api.post("/tax-rates", "{\"code\":\"t\",\"name\":\"T\",\"percent\":%s}".formatted(digits))
                .expectProblem(400, "malformed_request");
        api.post("/subscriptions", "{\"external_customer_id\":\"c\",\"plan\":\"team\",\"quantity\":99999999999}")
                .expectProblem(400, "malformed_request", "quantity");
        api.post("/subscriptions", "{\"external_customer_id\":\"c\",\"plan\":\"team\",\"quantity\":1e9}")
                .expectProblem(400, "malformed_request", "quantity");
        api.post("/subscriptions", "{\"external_customer_id\":\"c\",\"plan\":\"team\",\"quantity\":\"1\"}")
                .expectProblem(400, "malformed_request", "quantity");
        api.post("/subscriptions", "{\"external_customer_id\":\"c\",\"plan\":\"team\",\"quantity\":1.5}")
                .expectProblem(400, "malformed_request", "quantity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-02-30\"", "\"2026-13-01\"", "\"0000-01-01\"", "\"+999999999-12-31\"", "\"-5-01-01\"",
                        "20260101",
                "[2026,1,1]", "\"2026-01-01T00:00:00Z\"", "\"01/02/2026\"", "\"\"", "\"today\"", "1e3"
            })
    void aDateIsAnIsoDate(String json) {
        api.post(
                        "/subscriptions",
                        "{\"external_customer_id\":\"c\",\"plan\":\"team\",\"start_date\":%s}".formatted(json))
                .expectProblem(400, "malformed_request", "start_date");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1999-12-31", "2200-01-01", "9999-12-31", "0001-01-01"})
    void aSubscriptionBeginsInAPlausibleYear(String date) {
        api.post("/subscriptions", Body.of("external_customer_id", "c", "plan", "team", "start_date", date))
                .expectProblem(422, "validation_failed", "start_date");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-01-01\"",
                "\"2026-01-01T00:00:00\"",
                "1767225600",
                "\"1767225600\"",
                "\"2026-02-30T00:00:00Z\"",
                "\"+292278994-08-17T07:12:55Z\"",
                "\"2026-01-01T24:00:01Z\"",
                "\"2026-01-01T00:00:00+19:00\"",
                "\"\"",
                "\"now\"",
                "1e30",
                "[2026,1,1]"
            })
    void anInstantIsIsoWithAnOffset(String json) {
        api.post(
                        "/usage",
                        "{\"transaction_id\":\"t\",\"external_customer_id\":\"c\",\"metric\":\"builds\",\"timestamp\":%s}"
                                .formatted(json))
                .expectProblem(400, "malformed_request", "timestamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"})
    void usageHappenedInAPlausibleTime(String timestamp) {
        UUID customer = tenant.customer("late-" + TestTenant.unique(), "UTC");
        api.post("/usage", Samples.usage(customer, "t", timestamp, "1"))
                .expectProblem(422, "validation_failed", "timestamp");
    }

    @Test
    void textWithANulIsRefusedWhereverItStands() {
        UUID customer = tenant.customer("nul-" + TestTenant.unique(), "UTC");
        api.post("/customers", Body.of("name", "a" + NUL)).expectProblem(400, "malformed_request", "name");
        api.post("/customers", Body.of("name", "a", "metadata", Map.of("k", NUL)))
                .expectProblem(400, "malformed_request", "metadata.k");
        assertThat(api.post("/customers", Body.of("name", "a", "metadata", Map.of("k" + NUL, "v")))
                        .status())
                .isIn(400, 422);
        api.post(
                        "/usage",
                        Body.like(
                                Samples.usage(customer, "n", "2026-01-01T00:00:00Z", "1"),
                                "properties",
                                Map.of("build_minutes", "1", "note", NUL)))
                .expectProblem(400, "malformed_request");
        assertThat(api.post(
                                "/usage",
                                Body.like(
                                        Samples.usage(customer, "n", "2026-01-01T00:00:00Z", "1"),
                                        "properties",
                                        Map.of("build_minutes", "1", "no" + NUL + "te", "x")))
                        .status())
                .isIn(400, 422);
        tenant.anonymous()
                .post("/auth/login", Body.of("email", NUL + "@x.example", "password", TestTenant.PASSWORD))
                .expectProblem(400, "malformed_request", "email");
    }

    @Test
    void halfOfASurrogatePairIsRefusedWhereverItStands() {
        api.post("/customers", "{\"name\":\"a%s\"}".formatted(HALF_A_PAIR))
                .expectProblem(400, "malformed_request", "name");
        api.post("/customers", "{\"name\":\"a\",\"metadata\":{\"k\":\"%s\"}}".formatted(HALF_A_PAIR))
                .expectProblem(400, "malformed_request", "metadata.k");
        assertThat(api.post("/customers", "{\"name\":\"a\",\"metadata\":{\"%s\":\"v\"}}".formatted(HALF_A_PAIR))
                        .status())
                .isIn(400, 422);
        api.post("/customers", "{\"name\":\"whole \\ud83d\\ude00\"}").expect(201);
    }

    @Test
    void deepNestingIsRefused() {
        api.post("/customers", "{\"metadata\":" + "[".repeat(5_000)).expectProblem(400, "malformed_request");
        api.post("/usage", "{\"properties\":" + "{\"a\":".repeat(100)).expectProblem(400, "malformed_request");
    }

    @Test
    void whatAConstraintRefusesIsNoFailureInTheServersLog() throws IOException {
        String name = "twice-" + TestTenant.unique();
        UUID customer = api.post("/customers", Body.of("name", name, "external_id", name))
                .expect(201)
                .id();
        tenant.subscribe(customer, "2026-01-01");
        for (int i = 0; i < 20; i++) {
            api.post("/customers", Body.of("name", name, "external_id", name)).expectProblem(409, "external_id_taken");
            api.post(
                            "/subscriptions",
                            Body.of("customer_id", customer, "plan", Samples.PLAN, "start_date", "2026-01-01"))
                    .expectProblem(409, "metric_already_billed");
        }
        Path log = TestApplication.logFile();
        try (Stream<Path> files = Files.walk(requireNonNull(log.getParent()))) {
            assertThat(files.filter(Files::isRegularFile))
                    .anyMatch(log::equals)
                    .allSatisfy(file -> assertThat(file).content().doesNotContain(name, customer.toString()));
        }
    }

    @Test
    void valuesThatLookLikeStatementsAreJustText() {
        String evil = "'; DROP TABLE customers; --";
        UUID id = api.post("/customers", Body.of("name", evil, "external_id", evil))
                .expect(201)
                .id();
        assertThat(api.all("/customers?external_id=" + Api.query(evil)))
                .extracting(customer -> customer.path("id").asText())
                .containsExactly(id.toString());
    }
}
