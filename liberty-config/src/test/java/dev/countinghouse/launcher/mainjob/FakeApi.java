package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.countinghouse.launcher.client.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The part of the REST API that the main job uses, in memory. It answers in pages of three, so that cursors count. */
final class FakeApi implements AutoCloseable {
    private static final int PAGE = 3;

    final Map<String, FakeTenant> tenants = new HashMap<>();
    final List<String> requests = new ArrayList<>();
    int busy; // so many requests are answered 503
    int breaksAt; // this request, counted from 1, has its effect, but the answer is lost

    private final HttpServer server;

    FakeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v1", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create(
                "http://127.0.0.1:%d/api/v1".formatted(server.getAddress().getPort()));
    }

    FakeTenant tenant(String slug) {
        return Objects.requireNonNull(tenants.get(slug), slug);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** What came in. */
    private record Call(String method, String path, Map<String, String> query, String body) {

        private JsonNode json() {
            return Json.parse(body);
        }
    }

    private record Reply(int status, JsonNode body) {

        private static Reply problem(int status, String code) {
            return new Reply(
                    status,
                    Json.object()
                            .put("status", status)
                            .put("code", code)
                            .put("detail", "because")
                            .put("request_id", "r-1"));
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        Call call = read(exchange);
        requests.add(call.method() + " " + call.path());
        Reply effect = reply(exchange, call);
        Reply reply = requests.size() == breaksAt ? Reply.problem(500, "lost") : effect;
        byte[] bytes = reply.body().toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Reply reply(HttpExchange exchange, Call call) {
        try {
            if (busy-- > 0) {
                return Reply.problem(503, "busy");
            }
            return call.path().startsWith("auth/") ? identity(call) : authorized(exchange, call);
        } catch (RuntimeException e) {
            return Reply.problem(500, e.toString());
        }
    }

    private static Call read(HttpExchange exchange) throws IOException {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        try (InputStream body = exchange.getRequestBody()) {
            String path = exchange.getRequestURI().getPath().substring("/api/v1/".length());
            return new Call(
                    exchange.getRequestMethod(), path, query, new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Reply identity(Call call) {
        String slug = call.json()
                .path(call.path().equals("auth/register") ? "slug" : "tenant")
                .asText();
        FakeTenant there = tenants.get(slug);
        if (call.path().equals("auth/register")) {
            if (there != null) {
                return Reply.problem(409, "slug_taken");
            }
            there = new FakeTenant(slug, call.json().path("password").asText());
            tenants.put(slug, there);
        } else if (there == null
                || !there.password.equals(call.json().path("password").asText())) {
            return Reply.problem(401, "bad_credentials");
        }
        ObjectNode session = Json.object().put("access_token", "token-" + slug);
        session.putObject("tenant").put("slug", slug).put("schema", "tenant_" + slug);
        return new Reply(call.path().equals("auth/register") ? 201 : 200, session);
    }

    private Reply authorized(HttpExchange exchange, Call call) {
        String key = exchange.getRequestHeaders().getFirst("X-API-Key");
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        String claimed = exchange.getRequestHeaders().getFirst("X-Tenant");
        FakeTenant tenant = tenants.values().stream()
                .filter(t -> t.keys.contains(String.valueOf(key)) || ("Bearer token-" + t.slug).equals(token))
                .findFirst()
                .orElse(null);
        if (tenant == null) {
            return Reply.problem(401, "unauthorized");
        }
        if (claimed != null && !claimed.equals(tenant.slug)) {
            return Reply.problem(403, "wrong_tenant");
        }
        return call.method().equals("GET") ? get(tenant, call) : write(tenant, call);
    }

    private static Reply get(FakeTenant tenant, Call call) {
        return switch (call.path()) {
            case "tenant" -> new Reply(200, Json.object().put("slug", tenant.slug));
            case "tenant/clock" -> new Reply(200, tenant.clock());
            case "ledger/trial-balance" -> new Reply(200, tenant.trialBalance());
            case "ledger/verification" -> new Reply(200, tenant.verification());
            case "usage/summary" -> new Reply(200, tenant.summary(call.query()));
            case "usage" ->
                page(
                        tenant.events(call.query()).stream()
                                .map(FakeTenant.Event::json)
                                .toList(),
                        call);
            case "customers", "subscriptions", "invoices", "billing-runs", "plans", "billable-metrics", "tax-rates" ->
                page(
                        tenant.list(call.path()).stream()
                                .filter(item -> matches(item, call.query()))
                                .toList(),
                        call);
            default -> one(tenant, call.path());
        };
    }

    private static boolean matches(JsonNode item, Map<String, String> query) {
        return List.of("code", "external_id").stream()
                .allMatch(f -> !query.containsKey(f) || item.path(f).asText().equals(query.get(f)));
    }

    private static Reply one(FakeTenant tenant, String path) {
        String[] parts = path.split("/");
        return tenant.list(parts[0]).stream()
                .filter(item -> item.path("id").asText().equals(parts[parts.length - 1]))
                .findFirst()
                .map(item -> new Reply(200, item))
                .orElseGet(() -> Reply.problem(404, "not_found"));
    }

    private static Reply page(Collection<? extends JsonNode> all, Call call) {
        int from = Integer.parseInt(call.query().getOrDefault("cursor", "0"));
        ObjectNode page = Json.object();
        ArrayNode data = page.putArray("data");
        all.stream().skip(from).limit(PAGE).forEach(data::add);
        page.put("next_cursor", from + PAGE < all.size() ? Integer.toString(from + PAGE) : null);
        return new Reply(200, page);
    }

    private static Reply write(FakeTenant tenant, Call call) {
        return switch (call.path()) {
            case "api-keys" -> {
                String secret = "ch_test_%s_%d".formatted(tenant.slug, tenant.keys.size() + 1);
                tenant.keys.add(secret);
                yield new Reply(201, Json.object().put("secret", secret));
            }
            case "tenant/clock" -> clock(tenant, call.json().path("now").asText());
            case "tenant/clock/advance" -> clock(tenant, call.json().path("to").asText());
            case "plans" -> new Reply(201, tenant.addPlan(call.json()));
            case "subscriptions" -> new Reply(201, tenant.subscribe(call.json()));
            case "usage/import" -> new Reply(200, imported(tenant, call.body()));
            case "usage/batch" -> new Reply(200, batch(tenant, call.json()));
            case "customers" ->
                call.json().path("external_id").asText().contains("\u0007")
                        ? Reply.problem(422, "validation_failed")
                        : new Reply(201, tenant.add("customers", call.json()));
            default -> new Reply(201, tenant.add(call.path(), call.json()));
        };
    }

    private static Reply clock(FakeTenant tenant, String instant) {
        tenant.setClock(Instant.parse(instant));
        return new Reply(200, tenant.clock());
    }

    private static ObjectNode imported(FakeTenant tenant, String csv) {
        ObjectNode answer = Json.object();
        ArrayNode errors = answer.putArray("errors");
        Map<String, Long> counts = new HashMap<>();
        for (NamedCsvRecord line : CsvReader.builder()
                .allowMissingFields(true)
                .detectBomHeader(true)
                .ofNamedCsvRecord(csv)) {
            count(counts, tenant.record(line.getFieldsAsMap()), line.getStartingLineNumber(), errors);
        }
        return counted(answer, counts).put("errors_truncated", false);
    }

    private static void count(Map<String, Long> counts, String result, @Nullable Long line, ArrayNode errors) {
        boolean good = result.equals("accepted") || result.equals("duplicate");
        counts.merge(good ? result : "rejected", 1L, Long::sum);
        counts.merge("lines", 1L, Long::sum);
        if (!good) {
            errors.addObject()
                    .put("line", line)
                    .put("field", result)
                    .put("code", "invalid")
                    .put("message", "is not valid");
        }
    }

    private static ObjectNode batch(FakeTenant tenant, JsonNode batch) {
        ObjectNode answer = Json.object();
        Map<String, Long> counts = new HashMap<>();
        for (JsonNode event : batch.path("events")) {
            Map<String, String> fields = new HashMap<>();
            event.properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText()));
            event.path("properties")
                    .properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText()));
            count(counts, tenant.record(fields), null, answer.withArray("results"));
        }
        return counted(answer, counts);
    }

    private static ObjectNode counted(ObjectNode answer, Map<String, Long> counts) {
        return answer.put("lines", counts.getOrDefault("lines", 0L))
                .put("accepted", counts.getOrDefault("accepted", 0L))
                .put("duplicates", counts.getOrDefault("duplicate", 0L))
                .put("rejected", counts.getOrDefault("rejected", 0L));
    }
}
