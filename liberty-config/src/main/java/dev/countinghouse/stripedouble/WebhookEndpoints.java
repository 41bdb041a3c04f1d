package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Where events go. Events never leave the machine: an endpoint must be at a loopback address. */
final class WebhookEndpoints {
    private static final String KIND = "webhook_endpoint";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private WebhookEndpoints() {}

    static void addTo(Routes routes) {
        routes.post("/v1/webhook_endpoints", WebhookEndpoints::create)
                .get("/v1/webhook_endpoints", call -> Lists.page(call, KIND, "/v1/webhook_endpoints", List.of()))
                .get("/v1/webhook_endpoints/*", WebhookEndpoints::retrieve)
                .post("/v1/webhook_endpoints/*", WebhookEndpoints::update)
                .delete("/v1/webhook_endpoints/*", WebhookEndpoints::delete)
                .get("/v1/events", call -> {
                    String type = call.params().filled("type");
                    List<String> types = call.params().texts("types");
                    List<ObjectNode> events = call.unit().all("event").stream()
                            .filter(event -> type == null
                                    || Events.matches(type, event.path("type").asText()))
                            .filter(event -> types.isEmpty()
                                    || types.contains(event.path("type").asText()))
                            .toList();
                    return Lists.page(call, events, "/v1/events", Lists.created(call));
                })
                .get("/v1/events/*", call -> {
                    call.params().done();
                    return call.unit().get("event", call.id(), "id");
                });
    }

    private static ObjectNode create(Call call) {
        Params params = call.params();
        ObjectNode endpoint = call.unit().create(KIND, "we");
        endpoint.put("url", loopback(params.require("url")));
        List<String> events = params.texts("enabled_events");
        if (events.isEmpty()) {
            throw StripeError.missing("enabled_events");
        }
        setEvents(endpoint, events);
        endpoint.put("api_version", StripeDouble.API_VERSION);
        if (!StripeDouble.API_VERSION.equals(params.text("api_version")) && params.has("api_version")) {
            throw StripeError.invalidParam("api_version", "Invalid API version: only " + StripeDouble.API_VERSION);
        }
        params.copyTexts(endpoint, List.of("description"));
        params.metadata(endpoint);
        params.done();
        String id = endpoint.path("id").asText();
        String secret = call.unit().newId("whsec");
        call.unit().hidden(id).put("secret", secret);
        return endpoint.deepCopy().put("secret", secret); // told once, as Stripe does
    }

    private static void setEvents(ObjectNode endpoint, List<String> events) {
        ArrayNode enabled = endpoint.putArray("enabled_events");
        events.forEach(enabled::add);
    }

    private static String loopback(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && LOOPBACK.contains(uri.getHost())) {
                return url;
            }
        } catch (java.net.URISyntaxException e) {
            // told below
        }
        throw StripeError.invalidParam(
                        "url", "Invalid URL: this double sends webhooks to http(s) addresses of this machine only")
                .with("code", "url_invalid");
    }

    private static ObjectNode retrieve(Call call) {
        call.params().done();
        return call.unit().get(KIND, call.id(), "id");
    }

    private static ObjectNode update(Call call) {
        Params params = call.params();
        ObjectNode endpoint = call.unit().get(KIND, call.id(), "id");
        String url = params.filled("url");
        if (url != null) {
            endpoint.put("url", loopback(url));
        }
        List<String> events = params.texts("enabled_events");
        if (!events.isEmpty()) {
            setEvents(endpoint, events);
        }
        Boolean disabled = params.flag("disabled");
        if (disabled != null) {
            endpoint.put("status", disabled ? "disabled" : "enabled");
        }
        params.copyTexts(endpoint, List.of("description"));
        params.metadata(endpoint);
        params.done();
        return endpoint;
    }

    private static ObjectNode delete(Call call) {
        call.params().done();
        call.unit().get(KIND, call.id(), "id");
        call.unit().delete(call.id());
        return Events.deleted(KIND, call.id());
    }

    /** Whether an endpoint is to be told of events of a type. */
    static boolean wants(ObjectNode endpoint, String type) {
        if (!"enabled".equals(endpoint.path("status").asText())) {
            return false;
        }
        for (JsonNode wanted : endpoint.path("enabled_events")) {
            if (Events.matches(wanted.asText(), type)) {
                return true;
            }
        }
        return false;
    }
}
