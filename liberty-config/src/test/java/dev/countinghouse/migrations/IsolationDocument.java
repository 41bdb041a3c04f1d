package dev.countinghouse.migrations;

import dev.countinghouse.testing.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** docs/ISOLATION.md, as far as tests hold it to the truth. */
final class IsolationDocument {

    private static final Pattern BAR = Pattern.compile("\\s*\\|\\s*");

    private IsolationDocument() {}

    /** One line of the table: an attack, the guard against it, and where each is proven, as {@code Class#method}. */
    record Row(String attack, String guard, List<String> tests, List<String> removals) {}

    static String text() throws IOException {
        return Files.readString(path());
    }

    static List<Row> rows() throws IOException {
        return Files.readAllLines(path()).stream()
                .filter(line -> line.startsWith("| ") && line.contains("#"))
                .map(line -> BAR.split(line.substring(1).strip(), -1))
                .map(cells -> new Row(cells[0], cells[1], references(cells[2]), references(cells[3])))
                .toList();
    }

    private static List<String> references(String cell) {
        return Arrays.stream(cell.split(",\\s*"))
                .map(reference -> reference.replace("`", "").strip())
                .toList();
    }

    private static Path path() {
        return TestFolders.projectRoot().resolve("docs/ISOLATION.md");
    }
}
