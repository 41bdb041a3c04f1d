package dev.countinghouse.incontainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import jakarta.annotation.Resource;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pooled connections that somebody spoilt, and threads that work for nobody. */
abstract class PoolAttacks extends InsideTheServer {

    private static final int TRANSACTIONS = 10_000;
    private static final Duration AT_MOST = Duration.ofSeconds(30); // a starved build machine does fewer of them
    private static final int THREADS = 16;
    private static final int TENANTS = 50;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry registry;

    /** Spoils the connection of a transaction, which need not survive it. */
    interface Poison {
        void spoil(DatabaseProbe probe) throws Exception;
    }

    private static final Map<String, Poison> POISONS = Map.of(
            "an exception", probe -> probe.read("SELECT 1 / 0"),
            "a rollback to a savepoint", DatabaseProbe::failAndGoBackToASavepoint,
            "a statement's timeout",
                    probe -> {
                        probe.executeUnseen("SET LOCAL statement_timeout = 50");
                        probe.read("SELECT pg_sleep(5)::text");
                    },
            "the server ending the session",
                    probe -> {
                        probe.executeUnseen("SET LOCAL idle_in_transaction_session_timeout = 50");
                        LockSupport.parkNanos(Duration.ofMillis(400).toNanos());
                        probe.read("SELECT 'not there any more'");
                    },
            "a role of the session", probe -> probe.executeUnseen("SET ROLE ch_identity"),
            "a path of the session", probe -> probe.executeUnseen("SET search_path = public"),
            "the role given back", probe -> probe.executeUnseen("RESET ROLE"),
            "a setting of the session", probe -> probe.executeUnseen("SET TimeZone = 'Asia/Tokyo'"));

    @Test
    void aSpoiltConnectionServesTheNextTenantCleanly() throws Exception {
        Tenant one = tenant();
        Tenant other = tenant();
        for (Map.Entry<String, Poison> poison : POISONS.entrySet()) {
            try {
                within(one, () -> {
                    probe.whereAmI();
                    poison.getValue().spoil(probe);
                });
            } catch (Exception e) {
                assertThat(transaction.getStatus()).as(poison.getKey()).isEqualTo(Status.STATUS_NO_TRANSACTION);
            }
            for (int i = 0; i < 4; i++) {
                assertServedCleanly(other);
                assertServedCleanly(one);
            }
        }
    }

    @Test
    void aTransactionThatTookTooLongLeavesNothing() throws Exception {
        Tenant one = tenant();
        Tenant other = tenant();
        transaction.setTransactionTimeout(1);
        try {
            assertThatThrownBy(() -> within(one, () -> {
                        probe.execute("UPDATE customers SET name = 'too late'");
                        probe.read("SELECT pg_sleep(2)::text");
                        probe.read("SELECT 'more'");
                    }))
                    .isInstanceOf(Exception.class);
        } finally {
            if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transaction.rollback();
            }
            transaction.setTransactionTimeout(0);
        }
        assertServedCleanly(other);
        assertServedCleanly(one);
    }

    @Test
    void aThreadThatWasGivenNoTenantReachesNothing() throws Exception {
        Tenant one = tenant();
        within(one, () -> {
            probe.whereAmI();
            assertRefused(CompletableFuture.supplyAsync(this::answer).join());
            Thread caller = Thread.currentThread();
            IntStream.range(0, 8)
                    .parallel()
                    .filter(i -> !Thread.currentThread().equals(caller))
                    .mapToObj(i -> answer())
                    .toList()
                    .forEach(PoolAttacks::assertRefused);
            assertThat(probe.read("SELECT name FROM customers")).containsExactly(one.schema());
        });
    }

    private static void assertRefused(String answer) {
        assertThat(answer).isNotEmpty().doesNotContain("ch_app tenant_");
    }

    /** Where the thread is in the database, or why it is nowhere. */
    private String answer() {
        try {
            return probe.whereAmI();
        } catch (RuntimeException e) {
            StringBuilder messages = new StringBuilder();
            for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
                messages.append(cause.getMessage()).append('\n');
            }
            return messages.toString();
        }
    }

    @Test
    void aTimersTransactionWithoutATenantReachesNothing() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        Thread timer = Thread.ofPlatform().start(() -> {
            try {
                transaction.begin();
                seen.add(answer());
                transaction.rollback();
            } catch (Exception e) {
                seen.add("failed: " + e);
            }
        });
        timer.join();
        assertThat(seen).singleElement().asString().contains("no scope is entered");
    }

    @Test
    void whatHappensAfterTheCommitHasNoConnectionOfTheTransaction() throws Exception {
        Tenant one = tenant();
        List<String> afterwards = new ArrayList<>();
        within(one, () -> {
            probe.whereAmI();
            registry.registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {
                    // only what comes afterwards is of interest
                }

                @Override
                public void afterCompletion(int status) {
                    afterwards.add(answer());
                }
            });
        });
        assertThat(afterwards).singleElement().satisfies(PoolAttacks::assertRefused);
    }

    @Test
    void manyThreadsForManyTenantsNeverMeetAnotherTenantsRows() throws Exception {
        List<Tenant> tenants =
                IntStream.range(0, TENANTS).mapToObj(i -> tenant()).toList();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        AtomicLong done = new AtomicLong();
        Instant end = Instant.now().plus(AT_MOST);
        List<Thread> threads = IntStream.range(0, THREADS)
                .mapToObj(number ->
                        Thread.ofPlatform().start(() -> hammer(new Random(number), tenants, end, done, wrong)))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).isEmpty();
        assertThat(done.get()).as("transactions").isGreaterThan(500);
        for (Tenant tenant : tenants) {
            within(
                    tenant,
                    () -> assertThat(probe.read("SELECT DISTINCT coalesce(email, name) FROM customers"))
                            .containsExactly(tenant.schema()));
        }
    }

    private void hammer(Random random, List<Tenant> tenants, Instant end, AtomicLong done, Queue<String> wrong) {
        while (done.get() < TRANSACTIONS && Instant.now().isBefore(end)) {
            Tenant tenant = tenants.get(random.nextInt(tenants.size()));
            try {
                transaction.begin();
                CurrentScope.run(Scope.of(tenant), () -> readAndWrite(random, tenant, wrong));
                if (random.nextInt(4) == 0) {
                    transaction.rollback();
                } else {
                    transaction.commit();
                }
                done.incrementAndGet();
            } catch (Exception e) {
                wrong.add(tenant.schema() + ": " + e);
                return;
            }
        }
    }

    private void readAndWrite(Random random, Tenant tenant, Queue<String> wrong) {
        if (random.nextInt(3) == 0) {
            probe.execute("INSERT INTO customers (id, name, email, time_zone, currency, created_at)"
                    + " SELECT gen_random_uuid(), current_schema(), current_schema(), 'UTC', 'EUR', now()");
        }
        if (random.nextInt(8) == 0) {
            probe.executeUnseen("SET LOCAL TimeZone = 'Asia/Tokyo'");
            probe.failAndGoBackToASavepoint();
        }
        List<String> names = probe.read("SELECT DISTINCT name FROM customers");
        if (!names.equals(List.of(tenant.schema()))) {
            wrong.add(tenant.schema() + " read " + names);
        }
    }
}
