package dev.countinghouse.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Archives and swaps while the tenant's own transactions go on: none is torn, none fails, none goes to the wrong books. */
class WritersIT {

    private static final Books BOOKS = Books.open();
    private static final int WRITERS = 2;

    // A pair of rows in two tables, in one transaction each: a torn one is seen as a difference between the two.
    private static final String PAIR = """
        WITH n AS (INSERT INTO tax_rates (id, code, name, percent, created_at)
                   VALUES (gen_random_uuid(), gen_random_uuid(), 'pair', 1, now()) RETURNING id)
        INSERT INTO custom_data SELECT 'pair', id, '{}' FROM n\
        """;

    private static final String TORN = """
        SELECT (SELECT count(*) FROM %1$s.tax_rates WHERE name = 'pair') - (SELECT count(*) FROM %1$s.custom_data WHERE resource_type = 'pair')\
        """;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger written = new AtomicInteger();

    @Test
    void anArchiveTakenAmongWritersIsOneMoment() throws Exception {
        VaultTenant tenant = BOOKS.tenant("writers");
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<Boolean>> writers = start(threads, tenant);
            try {
                for (int i = 0; i < 3; i++) {
                    awaitMore();
                    Path archive = BOOKS.archive(tenant);
                    UUID id = UUID.randomUUID();
                    new Restores(BOOKS.owner()).prepare(tenant, id, archive, Progress.NONE);
                    assertThat(BOOKS.ask(TORN.formatted(tenant.beside(Beside.RESTORE, id))))
                            .isEqualTo("0");
                }
            } finally {
                stop.set(true);
            }
            allWent(writers);
        }
        assertThat(BOOKS.ask("SELECT count(*) FROM " + tenant.schema() + ".custom_data WHERE resource_type = 'pair'"))
                .isEqualTo(Integer.toString(written.get()));
    }

    @Test
    void swapsAmongWritersTearNoTransactionAndLoseNone() throws Exception {
        VaultTenant tenant = BOOKS.tenant("swapped");
        UUID id = UUID.randomUUID();
        Restores restores = new Restores(BOOKS.owner());
        restores.prepare(tenant, id, BOOKS.archive(tenant), Progress.NONE);
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<Boolean>> writers = start(threads, tenant);
            try {
                for (int i = 0; i < 3; i++) {
                    awaitMore();
                    restores.swap(tenant, id);
                    awaitMore();
                    restores.undo(tenant, id);
                }
            } finally {
                stop.set(true);
            }
            allWent(writers);
        }
        String restored = tenant.beside(Beside.RESTORE, id);
        assertThat(BOOKS.ask(TORN.formatted(tenant.schema()))).isEqualTo("0");
        assertThat(BOOKS.ask(TORN.formatted(restored))).isEqualTo("0");
        String count = "(SELECT count(*) FROM %s.custom_data WHERE resource_type = 'pair')";
        assertThat(BOOKS.ask("SELECT " + count.formatted(tenant.schema()) + " + " + count.formatted(restored)))
                .as("each committed pair is in exactly one of the two")
                .isEqualTo(Integer.toString(written.get()));
        assertThat(BOOKS.ask("SELECT " + count.formatted(restored) + " > 20")).isEqualTo("t");
    }

    private List<Future<Boolean>> start(ExecutorService threads, VaultTenant tenant) {
        List<Future<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(threads.submit(() -> {
                try (Connection connection = BOOKS.app().getConnection()) {
                    connection.setAutoCommit(false);
                    while (!stop.get()) {
                        write(connection, tenant);
                    }
                }
                return true;
            }));
        }
        return writers;
    }

    /** As the product does: one connection for long, role and search_path anew in each transaction, prepared statements. */
    private void write(Connection connection, VaultTenant tenant) throws SQLException {
        Sql.run(connection, "SET LOCAL ROLE " + tenant.schema(), "SET LOCAL search_path = \"$user\"");
        Sql.update(connection, PAIR);
        connection.commit();
        written.incrementAndGet();
    }

    private void awaitMore() {
        int before = written.get();
        await().atMost(Duration.ofSeconds(30)).until(() -> written.get() > before + 20);
    }

    private static void allWent(List<Future<Boolean>> writers) throws Exception {
        for (Future<Boolean> writer : writers) {
            assertThat(writer.get()).isTrue();
        }
    }
}
