package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request as it came in.
 *
 * @param query undecoded; empty for none
 */
record Request(String method, String path, String query, Headers headers, String body) {
    static Request of(HttpExchange exchange, String body) {
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""),
                exchange.getRequestHeaders(),
                body);
    }

    @Nullable
    String header(String name) {
        return headers.getFirst(name);
    }

    /** Parameters of the form, or of the query where there is no form. */
    ObjectNode parameters() {
        return Form.parse(encoded());
    }

    /** What the parameters were read from. */
    String encoded() {
        return body.isEmpty() ? query : body;
    }
}
