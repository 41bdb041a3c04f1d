package dev.countinghouse.launcher.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.launcher.client.Text;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Columns for people: as wide as what is in them, one line an item. */
final class Table {
    private final List<String> fields;
    private final List<List<String>> lines = new ArrayList<>();

    /** @param fields of the items, also the heads of the columns */
    Table(String... fields) {
        this.fields = List.of(fields);
        lines.add(this.fields);
    }

    Table addAll(Iterable<JsonNode> items) {
        for (JsonNode item : items) {
            lines.add(fields.stream().map(field -> cell(item.path(field))).toList());
        }
        return this;
    }

    private static String cell(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "-" : Text.plain(value.asText());
    }

    void print(PrintStream out) {
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                int column = i;
                int width = lines.stream()
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElse(0);
                text.append(line.get(i)).append(" ".repeat(width - line.get(i).length() + 2));
            }
            out.println(text.toString().stripTrailing());
        }
    }
}
