package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.testing.TestApplication;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served outside of the API. */
class OperationIT {

    private static Answer get(String path) {
        return Api.anonymous().sendTo("GET", path, "", BodyPublishers.noBody());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/health/started", "/health/redis"})
    void theServerTellsThatItIsWell(String path) {
        assertThat(get(path).expect(200).json().path("status").asText()).isEqualTo("UP");
    }

    @Test
    void theDescriptionOfTheApiIsServedAsItWasBuilt() {
        Answer document = get("/openapi?format=JSON").expect(200);
        assertThat(document.json().path("openapi").asText()).startsWith("3.1");
        assertThat(document.json().path("paths").has("/api/v1/invoices/{id}/payments"))
                .isTrue();
    }

    @Test
    void theDescriptionHasAPageForPeople() {
        assertThat(get("/openapi/ui/").expect(200).text()).contains("<html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing.html",
                "/api/v2/customers",
                "/WEB-INF/web.xml",
                "/META-INF/openapi.yaml",
                "/problem/x",
                "/.env"
            })
    void whatIsNotThereIsAProblemToo(String path) {
        assertThat(get(path).status()).isIn(401, 404);
    }

    @Test
    void noSecretIsWrittenToTheLog() throws IOException {
        TestTenant tenant = TestTenant.register();
        String refresh = tenant.login(tenant.email()).path("refresh_token").asText();
        String key = tenant.api()
                .post("/api-keys", Body.of("name", "k"))
                .json()
                .path("secret")
                .asText();
        String wrong = "wrong-" + TestTenant.unique() + "-password";
        tenant.anonymous()
                .post("/auth/login", Body.of("email", tenant.email(), "password", wrong))
                .expect(401);
        tenant.anonymous()
                .post("/auth/login", Body.of("email", 1, "password", wrong))
                .expect(400);
        tenant.anonymous().withKey(key + "x").get("/customers").expect(401);
        tenant.api().post("/customers", Samples.customer()).expect(201);
        tenant.anonymous()
                .post("/auth/refresh", Body.of("refresh_token", refresh))
                .expect(200);
        tenant.anonymous()
                .post("/auth/refresh", Body.of("refresh_token", refresh))
                .expect(401);

        String log = Files.readString(TestApplication.logFile());
        assertThat(log).isNotEmpty();
        for (String secret : List.of(TestTenant.PASSWORD, wrong, refresh, key, tenant.token())) {
            assertThat(log.contains(secret)).as("a secret stands in the log").isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void theKeysAreOnlyRead(String method) {
        assertThat(Api.anonymous()
                        .sendTo(method, "/.well-known/jwks.json", "", BodyPublishers.noBody())
                        .status())
                .isBetween(400, 499);
    }
}
