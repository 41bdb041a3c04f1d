package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param hang whether the connection ends without an answer
 */
record Reply(int status, String type, String body, Map<String, String> headers, boolean hang) {
    private static final int OK = 200;
    private static final int SEE_OTHER = 303;

    static Reply json(int status, String body) {
        return new Reply(status, "application/json", body, Map.of(), false);
    }

    static Reply json(JsonNode body) {
        return json(OK, body.toString());
    }

    static Reply html(int status, String body) {
        return new Reply(status, "text/html; charset=utf-8", body, Map.of(), false);
    }

    /** Sends a browser on. */
    static Reply seeOther(String url) {
        return new Reply(SEE_OTHER, "text/plain", "", Map.of("Location", url), false);
    }

    static Reply nothing() {
        return new Reply(OK, "", "", Map.of(), true);
    }

    Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, type, body, more, hang);
    }
}
