package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.launcher.Launcher;
import dev.countinghouse.testing.TestApplication;
import dev.countinghouse.testing.TestFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands for operators as programs of their own, against the running server. */
class OperatorCommandsIT {
    private static final int REFUSED = 9;
    private static final Pattern ID = Pattern.compile("\"archive_id\" : \"([0-9a-f-]{36})\"");
    private static final Pattern JOB = Pattern.compile("restore ([0-9a-f-]{36}): succeeded");

    private final String key = Operators.newKey(TestApplication.database());
    private final TestTenant tenant = TestTenant.register();
    private final Path folder = TestFolders.temporary();

    @AfterEach
    void deleteFolder() throws IOException {
        TestFolders.delete(folder);
    }

    private record Ended(int status, String output) {
        String expect(int wanted) {
            assertThat(status).as(output).isEqualTo(wanted);
            return output;
        }
    }

    private Ended run(String... words) {
        return runWith(key, words);
    }

    private Ended runWith(String withKey, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName()));
        command.addAll(Arrays.asList(words));
        command.add("--url=" + TestApplication.baseUrl());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CH_OPERATOR_KEY", withKey);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    @Test
    void aBackupIsTakenDownloadedRestoredAndSwapped() throws IOException {
        tenant.customer("before", "UTC");
        String archive = found(ID, run("tenant", "backup", tenant.slug()).expect(0));
        tenant.customer("after", "UTC");
        Path file = folder.resolve("acme.zip");

        run("tenant", "download", tenant.slug(), archive, "--to=" + file).expect(0);
        String restored = run("tenant", "restore", tenant.slug(), archive).expect(0);
        run("tenant", "swap", tenant.slug(), found(JOB, restored)).expect(0);

        assertThat(Files.size(file)).isPositive();
        assertThat(run("tenant", "backups", tenant.slug()).expect(0)).contains(archive, "backup");
        assertThat(tenant.api().all("/customers"))
                .extracting(customer -> customer.path("external_id").asText())
                .containsExactly("before");
    }

    @Test
    void invoicesAreVerifiedAndWhatDiffersIsTheStatus() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        tenant.subscribe(tenant.customer("ada", "UTC"), "2024-01-01");
        tenant.advance("2024-02-01T12:00:00Z");
        assertThat(run("verify", "--tenant=" + tenant.slug()).expect(0)).contains("2 invoices", "all of it holds");
        tenant.execute("UPDATE " + tenant.schema() + ".invoice_lines SET amount_minor = amount_minor + 1"
                + " WHERE description = 'Base fee' AND period_start = '2024-02-01'");
        assertThat(run("verify", "--tenant=" + tenant.slug()).expect(1))
                .contains(
                        "-000002 line 1 amount: stored 29.01, computed 29.00",
                        "invoice_posts_its_total",
                        "3 differences");
    }

    @Test
    void anArchiveBecomesATenant() throws IOException {
        tenant.customer("moved", "UTC");
        String archive = found(ID, run("tenant", "backup", tenant.slug()).expect(0));
        Path file = folder.resolve("moving.zip");
        run("tenant", "download", tenant.slug(), archive, "--to=" + file).expect(0);
        String slug = "i-" + TestTenant.unique();
        String moved = run("tenant", "import", file.toString(), "--slug=" + slug, "--name=Moved & Co")
                .expect(0);
        assertThat(moved).contains(slug, "succeeded");
        assertThat(run("tenant", "show", slug).expect(0)).contains("Moved & Co", "suspended");
        assertThat(run("tenant", "import", file.toString(), "--slug=" + slug, "--name=Again")
                        .expect(REFUSED))
                .contains(slug);
        assertThat(run("tenant", "import", folder.resolve("none").toString(), "--slug=x1", "--name=N")
                        .expect(REFUSED))
                .contains("cannot be read")
                .doesNotContain("Exception:");
    }

    @Test
    void aTenantIsSuspendedAndResumed() {
        run("tenant", "suspend", tenant.slug(), "--reason=unpaid").expect(0);
        tenant.api().get("/customers").expectProblem(403, "tenant_suspended");
        assertThat(run("tenant", "tiers").expect(0)).contains("community", "Community");
        assertThat(run("tenant", "list", "--status=suspended").expect(0)).contains(tenant.slug());
        run("tenant", "resume", tenant.slug()).expect(0);
        tenant.api().get("/customers").expect(200);
    }

    @Test
    void whatTheServerRefusesIsToldInOneSentenceAndByTheExitStatus() {
        assertThat(run("tenant", "show", "nobody-there").expect(REFUSED)).contains("There is no tenant nobody-there");
        run("tenant", "suspend", tenant.slug(), "--reason=leaves").expect(0);
        assertThat(run("tenant", "erase", tenant.slug(), "--confirm=other").expect(REFUSED))
                .contains("confirm")
                .doesNotContain("Exception");
        assertThat(runWith("ch_ops_wrong", "tenant", "list").expect(REFUSED)).contains("401");
    }
}
