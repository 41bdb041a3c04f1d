package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Another platform that signs what it asks for, written from the API's description alone.
 *
 * @param id what it is called
 * @param keyId its provisioning key
 * @param secret of the key
 */
record SigningPlatform(String id, String keyId, String secret) {
    static final String PATH = "/auth/provision";
    private static final String TARGET = "POST /api/v1/auth/provision";

    /** One that an operator trusts. */
    static SigningPlatform trusted() {
        return named("platform-" + TestTenant.unique());
    }

    /** The same by its name. */
    static SigningPlatform named(String id) {
        JsonNode key = Operators.client()
                .post("/platform/provisioning-keys", Body.of("external_platform_id", id, "name", "Test"))
                .expect(201)
                .json();
        return new SigningPlatform(
                id, key.path("id").asText(), key.path("secret").asText());
    }

    /** What it sends about a store. */
    Map<String, @Nullable Object> store(String storeId) {
        Map<String, @Nullable Object> body =
                Body.of("external_platform_id", id, "external_store_id", storeId, "company", "Jansen & S\u00f6hne");
        body.put("email", "owner@" + TestTenant.unique() + ".example");
        return body;
    }

    /** Signs a body and sends it. */
    Answer provision(Object body) {
        return send(signed(Body.text(body)), Body.text(body));
    }

    /** A client with the headers of a signed body. */
    Api signed(String body) {
        return signed(body, Instant.now().getEpochSecond(), "nonce-" + TestTenant.unique());
    }

    Api signed(String body, long timestamp, String nonce) {
        return Api.anonymous()
                .of(Api.ALL)
                .with("X-Provision-Key", keyId)
                .with("X-Provision-Timestamp", String.valueOf(timestamp))
                .with("X-Provision-Nonce", nonce)
                .with("X-Provision-Signature", hmac(timestamp + "\n" + nonce + "\n" + TARGET + "\n" + body));
    }

    static Answer send(Api api, String body) {
        return api.send("POST", PATH, "application/json", BodyPublishers.ofString(body));
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
