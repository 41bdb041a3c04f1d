package dev.countinghouse.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A prepared statement is used for one tenant after the other, whose tables may be a version apart. PostgreSQL plans it anew, but
 * refuses when it would answer with other columns; so what a statement answers with is said in it (docs/adr/0057).
 */
class StatementsNameTheirColumnsTest {

    private static final Pattern WHATEVER_THERE_IS =
            Pattern.compile("\"\\s*SELECT \\* FROM [a-z_.]++(?!\\()|RETURNING \\*", Pattern.CASE_INSENSITIVE);

    @Test
    void noStatementAnswersWithWhateverColumnsATableHas() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (WHATEVER_THERE_IS.matcher(Files.readString(file)).find()) {
                    found.add(file.getFileName().toString());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void oneThatDoesIsFound() {
        assertThat("em.createNativeQuery(\"SELECT * FROM customers WHERE id = :id\", Customer.class)")
                .containsPattern(WHATEVER_THERE_IS);
        assertThat("em.createNativeQuery(\"SELECT id, name FROM customers\", Tuple.class)")
                .doesNotContainPattern(WHATEVER_THERE_IS);
    }
}
