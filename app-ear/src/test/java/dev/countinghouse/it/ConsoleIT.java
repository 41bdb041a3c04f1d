package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.testing.TestApplication;
import dev.countinghouse.testing.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * People's ways through the console, in Chromium. Each file of {@code app-web/console/e2e/walks} is one; what they need to find
 * is made here. Each page they look at is checked by axe, light and dark, and kept as a picture in
 * {@code target/console-screens}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {
    private static final Path CONSOLE = TestFolders.projectRoot().resolve("app-web/console");
    private static final Path SCREENS = Path.of("target/console-screens").toAbsolutePath();
    private static final int PATIENCE_MINUTES = 6; // a starved build machine

    /** Where Debian and its like put it, and what a walk takes when CHROMIUM names no other. */
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final TestTenant tenant = TestTenant.register();
    private final TestTenant empty = TestTenant.register();

    @BeforeAll
    void billTwoMonths() throws IOException {
        TestFolders.delete(SCREENS);
        Files.createDirectories(SCREENS);
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        UUID ada = customer("ada", "Ada Lovelace Analytical Engines", "Europe/Paris");
        UUID bob =
                customer("bob", "Bob & Sons <i>Import/Export</i> GmbH of a Name That Goes On and On", "Europe/Berlin");
        tenant.subscribe(ada, "2024-01-01");
        tenant.subscribe(bob, "2024-01-01");
        tenant.use(ada, "1", "2024-01-10T12:00:00Z", "427.63");
        tenant.use(bob, "2", "2024-01-12T12:00:00Z", "1200");
        tenant.awaitSettled();
        tenant.advance("2024-02-02T00:00:00Z");
        tenant.use(ada, "3", "2024-02-03T12:00:00Z", "33");
        tenant.awaitSettled();
        tenant.advance("2024-02-10T00:00:00Z");
    }

    private UUID customer(String externalId, String name, String zone) {
        return tenant.api()
                .post("/customers", Body.of("external_id", externalId, "name", name, "time_zone", zone))
                .expect(201)
                .id();
    }

    @Test
    void thereIsABrowser() {
        @Nullable String named = System.getenv("CHROMIUM");
        assertThat(named != null || BROWSERS.stream().anyMatch(path -> Files.isExecutable(Path.of(path))))
                .as("Chromium is not installed: apt-get install chromium, or name one in CHROMIUM")
                .isTrue();
    }

    @TestFactory
    Stream<DynamicTest> people() throws IOException {
        try (Stream<Path> files = Files.list(CONSOLE.resolve("e2e/walks"))) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".mjs"))
                    .map(file -> file.replace(".mjs", ""))
                    .sorted()
                    .toList();
            assertThat(names).isNotEmpty();
            String data = Body.text(data());
            return names.stream().map(name -> dynamicTest(name, () -> walk(name, data)));
        }
    }

    /** Who is there and what there is to see: what e2e/README.md says. */
    private Map<String, @Nullable Object> data() {
        JsonNode invoice = tenant.invoices().stream()
                .filter(one -> one.at("/customer/name").asText().startsWith("Ada")
                        && one.path("lines").size() > 1)
                .findFirst()
                .orElseThrow();
        String id = invoice.path("id").asText();
        return Body.of(
                "people",
                Body.of(
                        "owner", person(tenant.email(), "Owner " + tenant.api().canary()),
                        "finance",
                                person(
                                        tenant.addMember("manager"),
                                        "Somebody " + tenant.api().canary()),
                        "viewer",
                                person(
                                        tenant.addMember("viewer"),
                                        "Somebody " + tenant.api().canary()),
                        "newcomer", person(empty.email(), "Owner " + empty.api().canary())),
                "customer",
                Body.of("name", invoice.at("/customer/name").asText()),
                "invoice",
                Body.of("id", id, "number", invoice.path("number").asText()),
                "plan",
                Body.of("code", Samples.PLAN, "name", "Team"),
                "deepLink",
                Body.of("path", "/invoices/" + id));
    }

    private static Map<String, @Nullable Object> person(String email, String name) {
        return Body.of("email", email, "password", TestTenant.PASSWORD, "name", name);
    }

    private static void walk(String name, String data) throws IOException, InterruptedException {
        Path log = SCREENS.resolve(name + ".log");
        ProcessBuilder walk = new ProcessBuilder("node", "e2e/walk.mjs", name)
                .directory(CONSOLE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        walk.environment()
                .putAll(Map.of(
                        "CONSOLE_URL", TestApplication.baseUrl().toString(),
                        "CONSOLE_DATA", data,
                        "CONSOLE_SCREENS", SCREENS.toString()));
        Process process = walk.start();
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(ended && process.exitValue() == 0)
                .as("%s went wrong%s:%n%s", name, ended ? "" : " and never ended", Files.readString(log))
                .isTrue();
    }
}
