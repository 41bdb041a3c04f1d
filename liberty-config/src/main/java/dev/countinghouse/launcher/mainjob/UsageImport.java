package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.Json;
import dev.countinghouse.launcher.client.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What the API said to an imported file.
 *
 * @param truncated whether more lines were rejected than {@code errors} names
 */
record UsageImport(
        long lines, long accepted, long duplicates, long rejected, List<LineError> errors, boolean truncated) {
    private static final int SHOWN_MAX = 50;

    /** Why a line was rejected; the header is line 1. */
    record LineError(long line, String field, String code, String message) {

        @Override
        public String toString() {
            return Text.plain(
                    "line %d: %s%s"
                            .formatted(line, field.isEmpty() ? "" : field + ": ", message.isEmpty() ? code : message),
                    300);
        }
    }

    static UsageImport send(ApiClient api, UsageFile file) {
        return from(api.upload("/usage/import", file::open));
    }

    static UsageImport from(JsonNode node) {
        List<LineError> errors = new ArrayList<>();
        for (JsonNode error : node.path("errors")) {
            errors.add(new LineError(
                    Json.count(error, "line"),
                    error.path("field").asText(""),
                    error.path("code").asText(""),
                    error.path("message").asText("")));
        }
        long rejected = Json.count(node, "rejected");
        Set<Long> named = errors.stream().map(LineError::line).collect(Collectors.toSet());
        return new UsageImport(
                Json.count(node, "lines"),
                Json.count(node, "accepted"),
                Json.count(node, "duplicates"),
                rejected,
                errors,
                node.path("errors_truncated").asBoolean() || named.size() < rejected);
    }

    /** The numbers of the lines that are known to be rejected. */
    Set<Long> rejectedLines() {
        return errors.stream().map(LineError::line).collect(Collectors.toSet());
    }

    String counts() {
        return "%s accepted, %s duplicates, %s rejected"
                .formatted(Text.count(accepted), Text.count(duplicates), Text.count(rejected));
    }

    /** Names the rejected lines, the first fifty of them. */
    void tellRejected(Consumer<String> note) {
        errors.stream().limit(SHOWN_MAX).forEach(error -> note.accept(error.toString()));
        long rest = rejected - Math.min(rejectedLines().size(), SHOWN_MAX);
        if (rest > 0) {
            note.accept("and %s more".formatted(Text.count(rest, "line")));
        }
    }
}
