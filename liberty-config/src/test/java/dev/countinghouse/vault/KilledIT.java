package dev.countinghouse.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countinghouse.vault.VaultStep.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is killed at any statement of a step leaves the state before the step or the one after it. */
class KilledIT {

    static final String APPLICATION = "vault-step";

    private static final Books BOOKS = Books.open();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aKilledStepIsWholeOrNotThere(Kind kind) throws Exception {
        int calls = countCalls(prepared(kind));
        assertThat(calls).isGreaterThan(4);
        for (int stopAt : List.of(calls / 2, calls - 1, calls)) {
            VaultStep step = prepared(kind);
            String before = fingerprint(step);

            killAt(step, stopAt);
            String killed = fingerprint(step);
            step.run(BOOKS.owner(), BOOKS.app());
            String after = fingerprint(step);

            assertThat(killed).as("%s killed at %d of %d", kind, stopAt, calls).isIn(before, after);
            assertThat(after).isNotEqualTo(before);
            step.run(BOOKS.owner(), BOOKS.app());
            assertThat(fingerprint(step)).as("done twice").isEqualTo(after);
        }
    }

    private static int countCalls(VaultStep step) throws SQLException, IOException {
        AtomicInteger calls = new AtomicInteger();
        step.run(
                VaultStep.counted(BOOKS.owner(), calls::incrementAndGet),
                VaultStep.counted(BOOKS.app(), calls::incrementAndGet));
        return calls.get();
    }

    /** A tenant of its own, brought to where the step begins. */
    private static VaultStep prepared(Kind kind) throws SQLException, IOException {
        VaultTenant tenant = BOOKS.tenant("killed" + NUMBER.incrementAndGet());
        UUID job = kind == Kind.ERASE_CUSTOMER || kind == Kind.ERASE_TENANT
                ? BOOKS.job(tenant, kind.name().toLowerCase(Locale.ROOT))
                : UUID.randomUUID();
        Path archive = BOOKS.folder().resolve(tenant.slug() + ".zip");
        if (kind != Kind.ARCHIVE) {
            new Archives(BOOKS.app(), "test").write(tenant, archive, Progress.NONE);
        }
        List<Kind> first = switch (kind) {
            case SWAP -> List.of(Kind.PREPARE);
            case UNDO -> List.of(Kind.PREPARE, Kind.SWAP);
            case BRING_BACK -> List.of(Kind.PUT_AWAY);
            default -> List.of();
        };
        if (kind == Kind.SWAP || kind == Kind.UNDO) {
            BOOKS.run(tenant, "UPDATE customers SET name = 'Changed'");
        }
        for (Kind one : first) {
            new VaultStep(one, tenant, job, archive).run(BOOKS.owner(), BOOKS.app());
        }
        return new VaultStep(kind, tenant, job, archive);
    }

    private static void killAt(VaultStep step, int stopAt) throws IOException, SQLException {
        List<String> words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        words.addAll(step.program(BOOKS.database(), stopAt));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("stopped");
        } finally {
            process.destroyForcibly();
        }
        await().atMost(Duration.ofMinutes(2))
                .until(() -> BOOKS.ask(
                                "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + APPLICATION + "'")
                        .equals("0"));
    }

    /** All of a tenant and of its sandbox that a step could have half done. */
    private static String fingerprint(VaultStep step) throws SQLException, IOException {
        StringBuilder all = new StringBuilder();
        String number = step.tenant().slug();
        List<String> schemas = Transactions.database(
                BOOKS.owner(),
                connection -> Sql.list(
                        connection,
                        row -> Sql.text(row, "nspname"),
                        "SELECT nspname FROM pg_namespace WHERE nspname ~ ? ORDER BY 1",
                        "_" + number + "(_|$)"));
        for (String schema : schemas) {
            all.append(schema).append(' ').append(BOOKS.checksum(schema)).append('\n');
        }
        for (String question : List.of(
                "SELECT string_agg(slug || status || kind || name || schema_version, ',' ORDER BY slug) FROM"
                        + " public.tenants WHERE slug ~ '%s$'",
                "SELECT string_agg(rolname, ',' ORDER BY rolname) FROM pg_roles WHERE rolname ~ '_%s$'",
                "SELECT string_agg(email, ',' ORDER BY email) FROM public.users WHERE email ~ '^%s@'",
                "SELECT string_agg(e.subject || e.statement, ',') FROM public.erasures e JOIN public.tenants t ON"
                        + " t.id = e.tenant_id WHERE slug ~ '%s$'",
                "SELECT count(*) FROM public.memberships m JOIN public.tenants t ON t.id = m.tenant_id WHERE slug ~"
                        + " '%s$'",
                "SELECT count(*) FROM public.due_work m JOIN public.tenants t ON t.id = m.tenant_id WHERE slug ~"
                        + " '%s$'")) {
            all.append(BOOKS.ask(question.formatted(number))).append('\n');
        }
        try (Stream<Path> files = Files.list(BOOKS.folder())) {
            List<String> whole = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.equals(number + ".zip"))
                    .toList();
            if (!whole.isEmpty()) {
                all.append(Archives.verify(step.archive(), Progress.NONE).contentDigest());
            }
        }
        return all.toString();
    }
}
