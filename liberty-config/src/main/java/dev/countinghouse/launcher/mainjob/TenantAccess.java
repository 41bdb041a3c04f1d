package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.launcher.client.Answer;
import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.ApiException;
import dev.countinghouse.launcher.client.Json;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets into a tenant: registers it or finds it there, logs its owner in, and has an API key for the work that follows. */
final class TenantAccess {
    private static final String KEY_NAME = "countinghouse up";

    private final ApiClient anonymous;
    private final StateFile state;
    private final String password;
    private final ZoneId zone;

    TenantAccess(ApiClient anonymous, StateFile state, String password, ZoneId zone) {
        this.anonymous = anonymous;
        this.state = state;
        this.password = password;
        this.zone = zone;
    }

    /** @throws MainJobException if the tenant exists under another password */
    TenantSession enter(DemoTenant demo) {
        boolean created = false;
        Answer login = login(demo, state.apiKey(demo.slug()).isPresent());
        if (login == null) {
            created = register(demo);
            login = login(demo);
        }
        JsonNode session = session(demo, login);
        String key = workingKey(demo).orElseGet(() -> newKey(demo, Json.text(session, "access_token")));
        return new TenantSession(
                demo, Json.text(session.path("tenant"), "schema"), anonymous.withKey(key), key, created);
    }

    /** Whether it is new; false when the slug or the owner is taken. */
    private boolean register(DemoTenant demo) {
        ObjectNode body = Json.object()
                .put("company", demo.company())
                .put("slug", demo.slug())
                .put("email", demo.ownerEmail())
                .put("password", password)
                .put("name", demo.ownerName())
                .put("time_zone", zone.getId())
                .put("currency", DemoPlan.CURRENCY);
        Answer answer = anonymous.tryPost("/auth/register", body);
        if (answer.is(409)) {
            return false;
        }
        answer.required();
        return true;
    }

    /** The answer to a tenant that an earlier run has left its key of; null when it has to be registered. */
    private @Nullable Answer login(DemoTenant demo, boolean known) {
        Answer answer = known ? login(demo) : null;
        return answer == null || answer.is(401) ? null : answer;
    }

    private Answer login(DemoTenant demo) {
        return anonymous.tryPost(
                "/auth/login",
                Json.object()
                        .put("email", demo.ownerEmail())
                        .put("password", password)
                        .put("tenant", demo.slug()));
    }

    private static JsonNode session(DemoTenant demo, Answer login) {
        if (login.is(401)) {
            throw new MainJobException(
                    "The tenant %s exists, but %s cannot log in with the demo password: use the password of the first run, or start over with --fresh (%s)"
                            .formatted(demo.slug(), demo.ownerEmail(), new ApiException(login).getMessage()));
        }
        return login.required();
    }

    /** A demo's logins are printed for whoever looks at it: no second factor is demanded of them. */
    private void lookAroundWithoutTelephone(String accessToken) {
        ObjectNode nobody = Json.object();
        nobody.putArray("mfa_required_for");
        anonymous.withToken(accessToken).patch("/tenant", nobody);
    }

    private Optional<String> workingKey(DemoTenant demo) {
        return state.apiKey(demo.slug()).filter(key -> {
            Answer answer = anonymous.withKey(key).tryGet("/tenant");
            return !answer.is(401) && demo.slug().equals(Json.textOrNull(answer.required(), "slug"));
        });
    }

    private String newKey(DemoTenant demo, String accessToken) {
        lookAroundWithoutTelephone(accessToken);
        JsonNode key =
                anonymous.withToken(accessToken).post("/api-keys", Json.object().put("name", KEY_NAME));
        String secret = Json.text(key, "secret");
        state.rememberApiKey(demo.slug(), secret);
        return secret;
    }
}
