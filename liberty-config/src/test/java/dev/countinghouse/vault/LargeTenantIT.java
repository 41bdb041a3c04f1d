package dev.countinghouse.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.vault.VaultStep.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Archives flow: a process with a small heap writes and restores one that is several times larger. */
class LargeTenantIT {

    private static final Books BOOKS = Books.open();
    private static final int HEAP_MIB = 40;

    // Text that does not compress, so that the file is large too.
    private static final String LARGE = """
        INSERT INTO usage_events (id, transaction_id, customer_id, metric_id, occurred_at, quantity, properties)
        SELECT gen_random_uuid(), 'large' || n, '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000005',
            '2026-03-01'::timestamptz + make_interval(secs => n), 1, jsonb_build_object('blob', (
                SELECT string_agg(md5(random()::text || n || i), '') FROM generate_series(1, 128) i))
        FROM generate_series(1, 40000) n\
        """;

    @Test
    void aTenantLargerThanTheHeapIsArchivedAndRestored() throws Exception {
        VaultTenant tenant = BOOKS.tenant("large");
        BOOKS.run(tenant, LARGE);
        Path archive = BOOKS.folder().resolve("large.zip");
        UUID restore = UUID.randomUUID();

        run(new VaultStep(Kind.ARCHIVE, tenant, restore, archive));
        assertThat(Files.size(archive)).isGreaterThan(2L * HEAP_MIB << 20);
        run(new VaultStep(Kind.PREPARE, tenant, restore, archive));

        assertThat(BOOKS.checksum(tenant.beside(Beside.RESTORE, restore))).isEqualTo(BOOKS.checksum(tenant.schema()));
    }

    private static void run(VaultStep step) throws Exception {
        List<String> words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + HEAP_MIB + "m"));
        words.addAll(step.program(BOOKS.database(), 0)); // never stopped
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("ended after");
    }
}
