package dev.countinghouse.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;

/** The API refused a request: what was asked, what it answered and the reference to find it again in the server's log. */
public final class ApiException extends ClientException {
    private static final long serialVersionUID = 1L;
    private static final int TEXT_MAX = 300; // an answer that is no problem+json is quoted no further

    private final int status;

    public ApiException(Answer answer) {
        super(describe(answer));
        this.status = answer.status();
    }

    public int status() {
        return status;
    }

    private static String describe(Answer answer) {
        StringBuilder text =
                new StringBuilder("%s %s answered %d".formatted(answer.method(), answer.path(), answer.status()));
        JsonNode problem = answer.body();
        if (!problem.isObject()) {
            return text.append(": ").append(Text.plain(answer.text(), TEXT_MAX)).toString();
        }
        append(text, " ", problem.path("code").asText(""));
        append(text, ": ", problem.path("detail").asText(problem.path("title").asText("")));
        for (JsonNode error : problem.path("errors")) {
            text.append("; ")
                    .append(error.path("field").asText("?"))
                    .append(": ")
                    .append(error.path("message").asText(""));
        }
        append(text, " [request ", problem.path("request_id").asText(""));
        return Text.plain(problem.hasNonNull("request_id") ? text.append(']').toString() : text.toString());
    }

    private static void append(StringBuilder text, String before, String value) {
        if (!value.isEmpty()) {
            text.append(before).append(value);
        }
    }
}
