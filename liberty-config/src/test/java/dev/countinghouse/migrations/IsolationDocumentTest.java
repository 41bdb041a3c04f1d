package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.testing.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of attacks, guards and their tests names what exists. */
class IsolationDocumentTest {

    private static final Pattern REFERENCE = Pattern.compile("[A-Z]\\w+#\\w+");

    private static final Pattern GUARD =
            Pattern.compile("(?:new Guard\\(\\s*|\\s)\"([^\"]+)\",\\s*(?:\"[a-z]+/|entering ->)");

    @Test
    void everyAttackHasATestAndATestOfItsGuardsRemoval() throws IOException {
        Map<String, String> tests = sources();
        List<IsolationDocument.Row> rows = IsolationDocument.rows();
        assertThat(rows).hasSizeGreaterThan(20);
        for (IsolationDocument.Row row : rows) {
            assertThat(row.tests()).as(row.attack()).isNotEmpty();
            assertThat(row.removals()).as(row.attack()).isNotEmpty();
            Stream.concat(row.tests().stream(), row.removals().stream())
                    .forEach(reference -> assertExists(reference, tests));
        }
    }

    @Test
    void everyGuardOfTheCodeThatCanBeSwitchedOffStandsInTheDocument() throws IOException {
        String document = IsolationDocument.text();
        Map<String, String> tests = sources();
        List<String> guards = new ArrayList<>();
        for (String source : List.of("SwitchableGuards", "RemovedGuard")) {
            GUARD.matcher(tests.get(source)).results().forEach(found -> guards.add(found.group(1)));
        }
        assertThat(guards)
                .hasSizeGreaterThan(7)
                .allSatisfy(guard -> assertThat(document).contains("| " + guard + " |"));
    }

    private static void assertExists(String reference, Map<String, String> tests) {
        assertThat(reference).matches(REFERENCE);
        String[] parts = reference.split("#", -1);
        assertThat(tests).as("the class of %s", reference).containsKey(parts[0]);
        assertThat(tests.get(parts[0])).as(reference).containsPattern("void " + parts[1] + "\\(");
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String module : List.of("migrations", "liberty-config", "app-ejb", "app-web", "app-ear")) {
            Path folder = TestFolders.projectRoot().resolve(module).resolve("src/test/java");
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return sources;
    }
}
