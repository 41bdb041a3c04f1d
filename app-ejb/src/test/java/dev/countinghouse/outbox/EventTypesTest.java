package dev.countinghouse.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path CATALOGUE = Path.of("../docs/EVENTS.md");

    /** The first argument of what adds an event: a type, or the choice between two. */
    private static final Pattern ADDED = Pattern.compile(
            "(?:[oO]utbox\\s*\\.add\\(|Outbox\\.Pending\\()\\s*(?:[A-Za-z]+ \\? )?\"([a-z_]+\\.[a-z_]+)\"(?: : \"([a-z_]+\\.[a-z_]+)\")?");

    private static final Pattern SECTION =
            Pattern.compile("### `([^`]+)`\\n(.*?)```json\\n(.*?)\\n```", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("^- `([^`]+)`: .+$", Pattern.MULTILINE);

    private static Set<String> added() throws IOException {
        Set<String> types = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                ADDED.matcher(Files.readString(file)).results().forEach(found -> {
                    types.add(found.group(1));
                    if (found.group(2) != null) {
                        types.add(found.group(2));
                    }
                });
            }
        }
        return types;
    }

    @Test
    void everyTypeThatTheProgramAddsIsKnown() throws IOException {
        assertThat(added()).hasSizeGreaterThan(25).isSubsetOf(EventTypes.known());
    }

    @Test
    void theCatalogueDescribesEachTypeWithItsFieldsAndAnExample() throws IOException {
        List<MatchResult> sections =
                SECTION.matcher(Files.readString(CATALOGUE)).results().toList();
        assertThat(sections.stream().map(section -> section.group(1)))
                .containsExactlyElementsOf(new TreeSet<>(EventTypes.known()));
        for (MatchResult section : sections) {
            JsonNode example = Json.MAPPER.readTree(section.group(3));
            assertThat(example.path("type").asText()).isEqualTo(section.group(1));
            Set<String> fields = FIELD.matcher(section.group(2))
                    .results()
                    .map(field -> field.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            fields.add("subject_id");
            assertThat(Json.readObject(example.path("data").toString()).keySet())
                    .as(section.group(1))
                    .isEqualTo(fields);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoice.finalized", "invoice.*", "plan_version.*", "webhook_endpoint.ping"})
    void aTypeIsASelectorAndSoAreAllOfAResource(String selector) {
        assertThat(EventTypes.isSelector(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                ".*",
                "invoice",
                "invoice.",
                "invoice.fin*",
                "*.created",
                "invoices.*",
                "invoice.*.*",
                "x.y"
            })
    void everythingElseIsNone(String selector) {
        assertThat(EventTypes.isSelector(selector)).isFalse();
    }
}
