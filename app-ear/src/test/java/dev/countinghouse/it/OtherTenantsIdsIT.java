package dev.countinghouse.it;

import static dev.countinghouse.it.AttackedTenants.INTRUDER;
import static dev.countinghouse.it.AttackedTenants.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.it.ApiDocument.Operation;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Another tenant's ids, wherever the API takes one: in every path, every field of a body and every query parameter of the
 * OpenAPI document. That no answer holds the victim's canary is checked in {@link Api}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherTenantsIdsIT {
    /** What the client itself calls a thing; everything else that ends with {@code _id} names a thing that exists. */
    private static final Set<String> OWN_NAMES =
            Set.of("external_id", "transaction_id", "client_id", "external_platform_id", "external_store_id", "vat_id");

    private static final List<String> MALFORMED = List.of(
            "0",
            "-1",
            "null",
            "*",
            "%20",
            "'%20OR%20'1'%3D'1",
            "..%2f..%2fetc%2fpasswd",
            "{id}".replace("{", "%7B").replace("}", "%7D"),
            "1-1-1-1-1",
            "x".repeat(3_000),
            "%C3%A9",
            UUID.randomUUID().toString().replace("-", ""));

    @AfterAll
    void nothingOfTheVictimsHasChanged() {
        assertThat(AttackedTenants.checksums()).isEqualTo(AttackedTenants.UNTOUCHED);
    }

    static Stream<Operation> namingOperations() {
        return ApiDocument.ofTenants()
                .filter(Operation::namesSomething)
                .filter(operation ->
                        !operation.path().startsWith("/auth/sso/")) // before login, by a name that all know
                .filter(operation -> !operation.path().equals("/webhooks/stripe/{tenant}")) // by such a name too
                .filter(operation -> !operation.path().startsWith("/mail-templates/")); // the same with all tenants
    }

    static Stream<Operation> readingOperations() {
        return ApiDocument.ofTenants()
                .filter(operation -> operation.method().equals("GET") && !operation.namesSomething());
    }

    static Stream<Operation> bodyOperations() {
        return ApiDocument.ofTenants().filter(Operation::takesJson);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("namingOperations")
    void anotherTenantsIdInAPathIsAsUnknownAsAnyOther(Operation operation) {
        String theirs = AttackedTenants.samplePath(VICTIM, operation.path());
        String own = AttackedTenants.samplePath(INTRUDER, operation.path());

        if (!operation
                .key()
                .equals("DELETE /invoices/{id}/payment-link")) { // PaymentLinksIT deletes one: without an account there
            // is none
            assertThat(send(operation, own).status())
                    .as("the request itself is good: %s", operation)
                    .isNotIn(400, 401, 403, 404, 422);
        }
        send(operation, theirs).expectProblem(404, "not_found");
        send(operation, filled(operation, UUID.randomUUID().toString())).expectProblem(404, "not_found");
    }

    static Stream<Operation> operatorsOperations() {
        return ApiDocument.operations().stream().filter(Operation::operatorsOnly);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operatorsOperations")
    void noTenantMayDoWhatOperatorsDo(Operation operation) {
        for (UUID tenant : List.of(VICTIM.tenantId(), INTRUDER.tenantId())) {
            send(operation, filled(operation, tenant.toString())).expectProblem(403, "forbidden");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("namingOperations")
    void whatIsNoIdIsNotThere(Operation operation) {
        for (String id : MALFORMED) {
            assertThat(send(operation, filled(operation, id)).status())
                    .as("%s with %s", operation, id)
                    .isIn(400, 404);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodyOperations")
    void anotherTenantsIdInABodyIsRefused(Operation operation) {
        String path =
                operation.namesSomething() ? AttackedTenants.samplePath(INTRUDER, operation.path()) : operation.path();
        for (List<String> place : ApiDocument.texts(operation.schema())) {
            String theirs = theirs(operation, place.getLast());
            if (theirs == null) {
                continue;
            }
            JsonNode body = GoodRequests.with(GoodRequests.body(operation, INTRUDER), place, theirs);
            Answer answer = INTRUDER.api()
                    .send(operation.method(), path, "application/json", BodyPublishers.ofString(body.toString()));
            boolean refusedInside =
                    answer.status() == 200 && answer.json().path("accepted").asInt(-1) == 0;
            assertThat(answer.status() >= 400 || refusedInside)
                    .as("%s with %s at %s answered %s", operation, theirs, place, answer.text())
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readingOperations")
    void anotherTenantsIdInAQueryFindsNothing(Operation operation) {
        for (String parameter : operation.queries()) {
            String theirs = theirs(operation, parameter);
            if (theirs == null) {
                continue;
            }
            Answer answer = INTRUDER.api().get(operation.path() + "?" + parameter + "=" + Api.query(theirs));
            if (answer.status() < 400) {
                assertThat(answer.json().path("data"))
                        .as("%s by %s", operation, parameter)
                        .isEmpty();
            }
        }
    }

    private static @Nullable String theirs(Operation operation, String field) {
        return switch (field) {
            case "customer_id", "parent_customer_id", "child_customer_id", "resource_id" -> firstId("/customers");
            case "subscription_id" -> firstId("/subscriptions");
            case "invoice_id" -> firstId("/invoices");
            case "payment_id" -> firstId("/payments");
            case "line_id" ->
                VICTIM.api()
                        .all("/invoices?include=lines")
                        .getFirst()
                        .at("/lines/0/id")
                        .asText();
            case "import_id" -> firstId("/usage/imports");
            case "external_customer_id" -> AttackedTenants.VICTIMS_CUSTOMER;
            case "plan" -> AttackedTenants.VICTIMS_PLAN;
            case "metric" -> AttackedTenants.VICTIMS_METRIC;
            case "tax_rate" -> AttackedTenants.VICTIMS_TAX_RATE;
            case "user_id" -> VICTIM.ownerId().toString();
            case "role" -> VICTIM.roles().getLast().path("code").asText();
            case "tenant" -> VICTIM.slug();
            case "tenant_id" -> VICTIM.tenantId().toString();
            default -> {
                if (field.endsWith("_id") && !OWN_NAMES.contains(field)) {
                    fail("no sample of the victim's for %s of %s".formatted(field, operation));
                }
                yield null;
            }
        };
    }

    private static String firstId(String list) {
        return VICTIM.api().all(list).getFirst().path("id").asText();
    }

    private static String filled(Operation operation, String id) {
        return operation.path().replaceAll("\\{[^}]+}", id);
    }

    private static Answer send(Operation operation, String path) {
        return operation.takesJson()
                ? INTRUDER.api()
                        .send(
                                operation.method(),
                                path,
                                "application/json",
                                BodyPublishers.ofString(Body.text(GoodRequests.body(operation, INTRUDER))))
                : INTRUDER.api().send(operation.method(), path, operation.type(), BodyPublishers.noBody());
    }
}
