package dev.countinghouse.migrations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangelogTest {

    @ParameterizedTest
    @ValueSource(strings = {"shared", "tenant"})
    void everyFileIsIncludedOnce(String which) throws IOException {
        Path sources = Path.of("src/main/resources"); // what was built may hold files that are no more
        List<String> sql;
        try (Stream<Path> files = Files.walk(sources.resolve("db").resolve(which))) {
            sql = files.map(file -> sources.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".sql"))
                    .toList();
        }
        assertThat(new Changelog("db/" + which + "/changelog.xml").files()).containsExactlyInAnyOrderElementsOf(sql);
    }

    @Test
    void theVersionIsTheNumberOfFilesAndADigestOfTheirText() {
        assertThat(new Changelog("versions/one.xml").version()).isEqualTo("1.e4886640cccc");
        assertThat(Changelog.TENANT.version())
                .isEqualTo(Changelog.TENANT.version())
                .startsWith(Changelog.TENANT.files().size() + ".")
                .hasSizeLessThanOrEqualTo(64); // tenants.schema_version
    }

    @Test
    void theVersionIsTheSameWithLinesEndedAsOnWindows() {
        assertThat(Changelog.digestible("a\r\nb\r\n".getBytes(UTF_8))).isEqualTo("a\nb\n".getBytes(UTF_8));
    }

    @Test
    void anotherStatementOrAnotherOrderIsAnotherVersion() {
        assertThat(List.of(
                        new Changelog("versions/one.xml").version(),
                        new Changelog("versions/two.xml").version(),
                        new Changelog("versions/two-other-order.xml").version()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> new Changelog("versions/missing.xml").version())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("versions/not-there.sql");
    }
}
