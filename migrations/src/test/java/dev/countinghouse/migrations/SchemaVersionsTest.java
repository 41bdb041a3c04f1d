package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaVersionsTest {

    @Test
    void theCodeWorksWithItsOwnVersionAndNeitherWithANewerNorWithAnUnknownOne() {
        assertThat(SchemaVersions.supports(SchemaVersions.current())).isTrue();
        assertThat(SchemaVersions.supported()).endsWith(Changelog.TENANT.version());
        assertThat(SchemaVersions.supports("9999.abcdef012345")).isFalse();
        assertThat(SchemaVersions.supports("")).isFalse();
        assertThat(SchemaVersions.supports(Changelog.TENANT.files().size() + ".000000000000"))
                .isFalse();
    }

    @Test
    void theFirstFilesOfAChangelogAreItsEarlierVersions() {
        Changelog two = new Changelog("versions/two.xml");
        assertThat(two.versions()).containsExactly(new Changelog("versions/one.xml").version(), two.version());
    }

    @Test
    void theChangelogSaysHowFarBackTheCodeWorks() {
        assertThat(new Changelog("versions/two.xml").workableVersions())
                .containsExactly(new Changelog("versions/two.xml").version());
        assertThat(new Changelog("versions/two-works-from-one.xml").workableVersions())
                .containsExactlyElementsOf(new Changelog("versions/two.xml").versions());
        assertThatIllegalStateException()
                .isThrownBy(() -> new Changelog("versions/two-works-from-three.xml").workableVersions())
                .withMessageContaining("is 3, and there are 2 files");
    }

    @Test
    void whatIsNewerOrAnothersIsToldFromWhatIsOlder() {
        Changelog two = new Changelog("versions/two.xml");
        assertThat(List.of("3.000000000000", "2.000000000000", "10.000000000000"))
                .allMatch(two::isBehind);
        assertThat(List.of(two.version(), "1.000000000000", "0.older", "")).noneMatch(two::isBehind);
        assertThat(two.versions()).noneMatch(two::isBehind);
    }

    /** A tenant is migrated in one transaction: what cannot run in one has no place in its changelog. */
    @Test
    void noChangeSetOfATenantRunsOutsideATransaction() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/db/tenant"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContainIgnoringCase("runInTransaction")
                        .doesNotContainIgnoringCase("CONCURRENTLY");
            }
        }
    }
}
