package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are wrong around the body: paths, methods, parameters, media types, sizes, headers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/customers?external_id=%00",
                "/billable-metrics?code=%00",
                "/invoices?number=%00",
                "/events?type=%00",
                "/usage?metric=%00",
                "/invoices?external_customer_id=%00"
            })
    void aParameterWithANulIsRefused(String path) {
        assertThat(api.get(path).status()).isIn(200, 400, 422);
    }

    @ParameterizedTest
    @CsvSource({
        "/customers?limt=5, limt", "/customers?limit=5&limit=6, limit", "/invoices?customer=x, customer",
        "/usage/summary?by=day, by", "/tenant?x=1, x", "/users/me?fields=all, fields"
    })
    void aMisspeltOrRepeatedParameterIsRefusedByItsName(String path, String parameter) {
        Answer answer = api.get(path).expect(400);
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(parameter);
        assertThat(answer.json().path("code").asText()).isIn("unknown_parameter", "malformed_request");
    }

    @ParameterizedTest
    @CsvSource({
        "/customers?limit=0, limit", "/customers?limit=101, limit", "/customers?limit=-1, limit",
        "/customers?limit=ten, limit", "/customers?limit=99999999999, limit", "/customers?limit=, limit",
        "/invoices?status=open, status", "/invoices?customer_id=1, customer_id", "/invoices?include=all, include",
        "/usage?from=yesterday, from", "/usage?to=2026-01-01, to", "/usage/summary?granularity=week, granularity",
        "/usage/summary?time_zone=CET%2B1, time_zone", "/subscriptions?status=none, status"
    })
    void aBadParameterIsRefusedByItsName(String path, String parameter) {
        api.get(path).expectProblem(422, "validation_failed", parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%20", "MTIz", "not-base64!", "AAAAAAAAAAAAAAAAAAAAAAAA"})
    void aCursorThatIsNotOursIsRefused(String cursor) {
        api.get("/customers?cursor=" + cursor).expectProblem(400, "invalid_cursor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/customers/x/y/z",
                "/customers/not-a-uuid",
                "/customers/..%2f..%2fetc",
                "/invoices/01900000-0000-7000-8000-00000000dead",
                "/Customers",
                "/customers;x=1/nothing",
                "//customers"
            })
    void whatIsNotThereIsNotFound(String path) {
        assertThat(api.get(path).status()).isIn(400, 404);
        Api.anonymous().get(path);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /customers",
        "PUT, /customers",
        "PATCH, /invoices",
        "DELETE, /invoices/01900000-0000-7000-8000-00000000dead",
        "POST, /tenant",
        "GET, /auth/logout",
        "GET, /usage/batch"
    })
    void aMethodThatIsNotOfferedIsRefusedWithThoseThatAre(String method, String path) {
        Answer answer = api.send(method, path, "application/json", BodyPublishers.ofString("{}"));
        answer.expectProblem(405, "method_not_allowed");
        assertThat(answer.header("Allow")).isNotEmpty().doesNotContain(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECTX", "PROPFIND"})
    void aStrangeMethodIsRefused(String method) {
        assertThat(api.send(method, "/customers", "", BodyPublishers.noBody()).status())
                .isBetween(400, 499);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "multipart/form-data",
                "application/x-www-form-urlencoded",
                "nonsense"
            })
    void aMediaTypeThatIsNotUnderstoodIsRefused(String type) {
        Answer answer = api.send("POST", "/customers", type, BodyPublishers.ofString("{\"name\":\"x\"}"));
        assertThat(answer.status()).isIn(415, 400);
        if (!type.equals("nonsense")) {
            answer.expectProblem(415, "unsupported_media_type");
        }
    }

    @Test
    void aBodyWithoutAMediaTypeIsRefused() {
        assertThat(api.send("POST", "/customers", "", BodyPublishers.ofString("{\"name\":\"x\"}"))
                        .status())
                .isIn(400, 415);
    }

    @Test
    void anAnswerThatIsNotOfferedIsNotAcceptable() {
        api.with("Accept", "application/xml").get("/customers").expectProblem(406, "not_acceptable");
    }

    @ParameterizedTest
    @CsvSource({"/customers, 270000", "/usage, 270000", "/usage/batch, 4300000", "/auth/login, 270000"})
    void aBodyThatIsTooLargeIsRefused(String path, int size) {
        String body = " ".repeat(size) + "{}";
        api.post(path, body).expectProblem(413, "body_too_large");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        api.send("POST", path, "application/json", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                .expectProblem(413, "body_too_large");
    }

    @Test
    void theRequestIdIsTheClientsWhenItIsHarmless() {
        assertThat(api.with("X-Request-Id", "order-77").get("/tenant").header("X-Request-Id"))
                .isEqualTo("order-77");
        assertThat(api.with("X-Request-Id", "a b<script>").get("/tenant").header("X-Request-Id"))
                .isNotEmpty()
                .doesNotContain("script");
    }

    @Test
    void answersAreNeitherCachedNorSniffed() {
        Answer answer = api.get("/tenant").expect(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Powered-By")).isEmpty();
        assertThat(answer.header("Server")).isEmpty();
    }
}
