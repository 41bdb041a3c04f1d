package dev.countinghouse.launcher.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.ClientException;
import dev.countinghouse.launcher.client.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The platform's part of the API, by the tenant's slug. */
final class OperatorApi {
    private static final String SIGNING_KEYS = "/platform/signing-keys";
    private static final String TENANTS = "/platform/tenants";
    private static final String TIERS = "/platform/plans";

    private final ApiClient client;

    OperatorApi(ApiClient client) {
        this.client = client;
    }

    List<JsonNode> tenants(Map<String, String> filters) {
        return all(TENANTS, filters);
    }

    List<JsonNode> tiers() {
        return all(TIERS, Map.of());
    }

    JsonNode create(ObjectNode registration) {
        return client.post(TENANTS, registration);
    }

    /** The tenant of a slug.
     *
     * @throws ClientException when there is none */
    JsonNode tenant(String slug) {
        List<JsonNode> found = tenants(Map.of("slug", slug));
        if (found.isEmpty()) {
            throw new ClientException("There is no tenant " + slug);
        }
        return found.getFirst();
    }

    /** Something at a tenant: {@code of("acme", "/backups")}. */
    JsonNode get(String slug, String what) {
        return client.get(path(slug, what));
    }

    List<JsonNode> list(String slug, String what) {
        return all(path(slug, what), Map.of());
    }

    JsonNode post(String slug, String what, JsonNode body) {
        return client.post(path(slug, what), body);
    }

    JsonNode put(String slug, String what, JsonNode body) {
        return client.put(path(slug, what), body);
    }

    /** Writes a tenant's archive to a file, which is there whole or not at all; answers with its bytes. */
    long download(String slug, String archiveId, Path file) {
        return client.download(path(slug, "/backups/" + archiveId + "/content"), file);
    }

    /** Sends an archive that is to become a tenant; answers with the job. */
    JsonNode importArchive(Path file, Map<String, String> tenant) {
        return client.upload(ApiClient.query(TENANTS + "/import", tenant), "application/zip", file);
    }

    /** The keys that sign tokens, newest first. */
    JsonNode signingKeys() {
        return client.get(SIGNING_KEYS);
    }

    /** Makes a new one; answers with all. */
    JsonNode rotateSigningKeys(boolean compromised) {
        return client.post(SIGNING_KEYS, Json.object().put("compromised", compromised));
    }

    JsonNode job(String id) {
        return client.get("/jobs/" + id);
    }

    JsonNode cancel(String id) {
        return client.post("/jobs/" + id + "/cancel", Json.object());
    }

    private List<JsonNode> all(String path, Map<String, String> filters) {
        List<JsonNode> all = new ArrayList<>();
        client.each(path, filters, all::add);
        return all;
    }

    private String path(String slug, String what) {
        return TENANTS + "/" + Json.text(tenant(slug), "id") + what;
    }
}
