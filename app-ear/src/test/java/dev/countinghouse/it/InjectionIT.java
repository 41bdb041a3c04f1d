package dev.countinghouse.it;

import static dev.countinghouse.it.AttackedTenants.INTRUDER;
import static dev.countinghouse.it.AttackedTenants.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.it.ApiDocument.Operation;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Statements and expressions in every text that the API takes. They are text: what is stored comes back as it was sent, and
 * nothing fails inside, which is checked in {@link Api}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectionIT {
    private static final String SCHEMA = VICTIM.schema();

    /** Whose password is guessed: who guessed the intruder's would have all attacks wait that log in as he does. */
    private static final TestTenant GUESSED = TestTenant.register();

    /** A summary is not paged and looks at neither. */
    private static final Set<String> PAGING = Set.of("cursor", "limit");

    private static final List<String> EVIL = List.of(
            "'",
            "''; --",
            "\\'; SELECT 1; --",
            "'; RESET ROLE; SET ROLE " + SCHEMA + "; SELECT * FROM " + SCHEMA + ".customers; --",
            "' UNION SELECT name FROM " + SCHEMA + ".customers --",
            "x' OR '1'='1",
            "(SELECT name FROM " + SCHEMA + ".customers LIMIT 1)",
            "'||(SELECT set_config('role','" + SCHEMA + "',false))||'",
            SCHEMA + ".customers",
            "\";DELETE FROM " + SCHEMA + ".customers;--",
            "$$; SET search_path = " + SCHEMA + "; $$",
            "/* */ ' ; -- %27",
            "\u2019 OR \u02bc1\u02bc=\u02bc1",
            "${7*7} #{7*7} {{7*7}} <%=7*7%> ${jndi:ldap://127.0.0.1:1/a}",
            "new Object() {} WHERE e.id IS NOT NULL",
            ":id ?1 ? %s {0}",
            "<script>alert(1)</script>",
            "%_%");

    @AfterAll
    void nothingOfTheVictimsHasChanged() {
        assertThat(AttackedTenants.checksums()).isEqualTo(AttackedTenants.UNTOUCHED);
    }

    static Stream<Operation> bodyOperations() {
        return ApiDocument.ofTenants().filter(Operation::takesJson);
    }

    static Stream<Operation> queryOperations() {
        return ApiDocument.ofTenants().filter(operation -> !operation.queries().isEmpty());
    }

    static Stream<Operation> namingOperations() {
        return ApiDocument.ofTenants().filter(Operation::namesSomething);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodyOperations")
    void inABodyItIsText(Operation operation) {
        String path =
                operation.namesSomething() ? AttackedTenants.samplePath(INTRUDER, operation.path()) : operation.path();
        boolean slow = operation.path().matches("/(auth|users/me)/.*"); // each hashes a password
        for (List<String> place : ApiDocument.texts(operation.schema())) {
            TestTenant sender = place.getLast().endsWith("password") ? GUESSED : INTRUDER;
            for (String evil : slow ? EVIL.subList(3, 5) : EVIL) {
                JsonNode body = GoodRequests.with(GoodRequests.body(operation, sender), place, evil);
                Answer answer = sender.api()
                        .send(operation.method(), path, "application/json", BodyPublishers.ofString(body.toString()));
                assertComesBackAsSent(answer, place, evil);
            }
        }
    }

    private static void assertComesBackAsSent(Answer answer, List<String> place, String evil) {
        String field = place.getLast();
        boolean shown = answer.status() < 300 && !answer.text().isEmpty() && place.size() == 1;
        // a code may name a thing, which is shown itself
        if (shown && answer.json().path(field).isValueNode()) {
            String text = answer.json().path(field).asText();
            assertThat(text.stripTrailing()).isEqualTo(evil); // a mail that is previewed ends its last line
        }
        if (answer.status() < 300 && field.startsWith("*") && answer.json().has("metadata")) {
            assertThat(answer.json().path("metadata").toString()).contains(Body.text(evil));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queryOperations")
    void inAQueryItFindsWhatIsCalledSoAlone(Operation operation) {
        String named = operation.path().replace("{slug}", INTRUDER.slug());
        String path = named.contains("{") ? AttackedTenants.samplePath(INTRUDER, named) : named;
        for (String parameter : operation.queries()) {
            for (String evil : EVIL) {
                Answer answer = INTRUDER.api()
                        .send(
                                operation.method(),
                                path + "?" + parameter + "=" + Api.query(evil),
                                "",
                                BodyPublishers.noBody());
                boolean narrows = answer.status() < 400 && !PAGING.contains(parameter);
                if (narrows) {
                    assertThat(answer.json().path("data"))
                            .as("%s %s=%s", operation, parameter, evil)
                            .allMatch(row -> row.toString().contains(Body.text(evil)));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("namingOperations")
    void inAPathItIsNoId(Operation operation) {
        for (String evil : EVIL) {
            String path = operation
                    .path()
                    .replaceAll("\\{[^}]+}", "@")
                    .replace("@", Api.query(evil).replace("+", "%20"));
            assertThat(INTRUDER.api()
                            .send(operation.method(), path, "application/json", BodyPublishers.ofString("{}"))
                            .status())
                    .as("%s with %s", operation, evil)
                    .isBetween(400, 499);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Idempotency-Key", "X-Request-Id", "If-Match", "Accept-Language", "User-Agent", "X-Tenant"})
    void inAHeaderItIsTextToo(String header) {
        for (String evil :
                EVIL.stream().filter(text -> text.matches("[\\x20-\\x7E]+")).toList()) {
            Answer answer = INTRUDER.api().with(header, evil).post("/customers", Samples.customer());
            assertThat(answer.header("X-Request-Id")).matches("[A-Za-z0-9._-]{1,64}");
            assertThat(answer.status())
                    .as("%s: %s", header, evil)
                    .isIn(header.equals("X-Tenant") ? List.of(403) : List.of(201, 400));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "X-API-Key"})
    void inACredentialItOpensNothing(String header) {
        for (String evil :
                EVIL.stream().filter(text -> text.matches("[\\x20-\\x7E]+")).toList()) {
            INTRUDER.anonymous()
                    .with(header, "Bearer " + evil)
                    .get("/customers")
                    .expectProblem(401, "unauthenticated");
            INTRUDER.anonymous().with(header, evil).get("/customers").expectProblem(401, "unauthenticated");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4})
    void inAFileOfUsageItIsText(int column) {
        for (String evil : EVIL) {
            String[] cells = {"t-" + TestTenant.unique(), "intruders-customer", "2026-01-05T00:00:00Z", "builds", "1"};
            cells[column] = "\"" + evil.replace("\"", "\"\"") + "\"";
            INTRUDER.api()
                    .importCsv("transaction_id,external_customer_id,timestamp,metric,build_minutes\n"
                            + String.join(",", cells) + "\n")
                    .expect(200);
        }
    }
}
