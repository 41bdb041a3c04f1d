package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The OpenAPI document as the running server serves it: what attacks are made from, so that no new operation is missed. */
final class ApiDocument {
    private static final String ROOT = "/api/v1";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final JsonNode DOCUMENT = Api.anonymous()
            .sendTo("GET", "/openapi?format=JSON", "", BodyPublishers.noBody())
            .expect(200)
            .json();

    private ApiDocument() {}

    /**
     * One method of one path.
     *
     * @param path below the API's root, with its parameters in braces
     * @param queries names of its query parameters
     * @param type of its body; empty when it takes none
     * @param schema of a JSON body; missing when it takes none
     */
    record Operation(String method, String path, List<String> queries, String type, JsonNode schema) {
        boolean namesSomething() {
            return path.contains("{");
        }

        boolean takesJson() {
            return !schema.isMissingNode();
        }

        /** Whether it is for the platform's operators, and no tenant's business. */
        boolean operatorsOnly() {
            return path.startsWith("/platform");
        }

        /** A key for tables of samples. */
        String key() {
            return method + " " + path;
        }

        @Override
        public String toString() {
            return key();
        }
    }

    static List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        DOCUMENT.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> all.add(operation(path.getKey(), method.getKey(), method.getValue()))));
        return all;
    }

    /** Paths that need no credential. */
    static Set<String> open() {
        return DOCUMENT.path("paths").properties().stream()
                .filter(path -> path.getValue().properties().stream()
                        .anyMatch(method -> METHODS.contains(method.getKey())
                                && method.getValue().path("security").isArray()
                                && method.getValue().path("security").isEmpty()))
                .map(path -> path.getKey().substring(ROOT.length()))
                .collect(Collectors.toSet());
    }

    /** Those that a tenant may use. */
    static Stream<Operation> ofTenants() {
        return operations().stream().filter(operation -> !operation.operatorsOnly());
    }

    private static Operation operation(String path, String method, JsonNode described) {
        List<String> queries = StreamSupport.stream(described.path("parameters").spliterator(), false)
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .map(parameter -> parameter.path("name").asText())
                .toList();
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path.substring(ROOT.length()),
                queries,
                described.at("/requestBody/content").properties().stream()
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(""),
                described.at("/requestBody/content/application~1json/schema"));
    }

    /** Whether a list stands at the path. */
    static boolean lists(String path) {
        return operations().stream()
                .anyMatch(operation -> operation.key().equals("GET " + path)
                        && operation.queries().contains("limit"));
    }

    /**
     * The places of text in a body: names of fields and indexes in turn. {@code *} is a value of an object with free names,
     * {@code *name} such a name.
     */
    static List<List<String>> texts(JsonNode schema) {
        List<List<String>> places = new ArrayList<>();
        collect(schema, List.of(), places);
        return places;
    }

    private static void collect(JsonNode schema, List<String> at, List<List<String>> places) {
        JsonNode own = resolved(schema);
        if (isText(own)) {
            places.add(at);
        }
        own.path("properties")
                .properties()
                .forEach(property -> collect(property.getValue(), and(at, property.getKey()), places));
        if (own.has("items")) {
            collect(own.path("items"), and(at, "0"), places);
        }
        if (own.path("additionalProperties").isObject()) {
            places.add(and(at, "*name"));
            collect(own.path("additionalProperties"), and(at, "*"), places);
        }
    }

    /** The fields that a body must have. */
    static List<String> required(JsonNode schema) {
        return StreamSupport.stream(resolved(schema).path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static boolean isText(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.asText().equals("string")
                || StreamSupport.stream(type.spliterator(), false)
                        .anyMatch(one -> one.asText().equals("string"));
    }

    private static JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText("");
        return reference.isEmpty() ? schema : resolved(DOCUMENT.at(reference.substring(1)));
    }

    private static List<String> and(List<String> places, String more) {
        List<String> longer = new ArrayList<>(places);
        longer.add(more);
        return longer;
    }
}
