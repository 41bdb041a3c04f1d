package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Every kind of object in its first state, with all the fields that Stripe's description says are always there. */
final class Templates {
    /** Whole numbers are long, read or made: else the same number would differ from itself after a restart. */
    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    private static final JsonNode ALL = load();

    private Templates() {}

    private static JsonNode load() {
        try (InputStream in = Templates.class.getResourceAsStream("templates.json")) {
            if (in == null) {
                throw new IllegalStateException("templates.json is missing");
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fresh copy. */
    static ObjectNode of(String kind) {
        if (ALL.get(kind) instanceof ObjectNode template) {
            return template.deepCopy();
        }
        throw new IllegalArgumentException("No template of " + kind);
    }
}
