package dev.countinghouse.web.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {

    private static final Path GENERATED = Path.of("target/openapi/openapi.yaml");
    private static final Path CHECKED_IN = Path.of("../docs/openapi.yaml");

    @Test
    void theDocumentThatIsCheckedInIsTheOneTheClassesSay() throws IOException {
        assertThat(Files.readString(CHECKED_IN))
                .as("The API has changed: read the difference, then copy app-web/%s to docs/openapi.yaml", GENERATED)
                .isEqualTo(Files.readString(GENERATED));
    }
}
