package dev.countinghouse.vault;

import dev.countinghouse.testing.TestDatabase;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One step of a tenant's life, that can be stopped at any statement: as a process of its own it waits there to be killed.
 *
 * @param job the restore's id, the id of the sandbox or of the tenant that is made, the erasure's job
 */
record VaultStep(Kind kind, VaultTenant tenant, UUID job, Path archive) {

    private static final Set<String> COUNTED = Set.of("createStatement", "prepareStatement", "unwrap", "commit");

    enum Kind {
        ARCHIVE,
        PREPARE,
        SWAP,
        UNDO,
        CLONE,
        IMPORT,
        ERASE_CUSTOMER,
        ERASE_TENANT,
        PUT_AWAY,
        BRING_BACK
    }

    void run(DataSource owner, DataSource app) throws SQLException, IOException {
        switch (kind) {
            case ARCHIVE -> new Archives(app, "test").write(tenant, archive, Progress.NONE);
            case PREPARE -> new Restores(owner).prepare(tenant, job, archive, Progress.NONE);
            case SWAP -> new Restores(owner).swap(tenant, job);
            case UNDO -> new Restores(owner).undo(tenant, job);
            case CLONE ->
                new Clones(owner)
                        .make(new Clones.NewSandbox(job, "box-" + tenant.slug(), "Box"), archive, Progress.NONE);
            case IMPORT ->
                new Imports(owner)
                        .make(
                                new Imports.NewTenant(
                                        job, "new-" + tenant.slug(), "New", null, List.of("usage_aggregation")),
                                archive,
                                Archives.verify(archive, Progress.NONE).sha256(),
                                Progress.NONE);
            case ERASE_CUSTOMER -> new Erasures(owner).customer(tenant, Books.ADA, job, Progress.NONE);
            case ERASE_TENANT -> new Erasures(owner).tenant(tenant.id(), job, Progress.NONE);
            case PUT_AWAY -> new Shelf(owner).putAway(tenant, archive, Progress.NONE);
            case BRING_BACK -> new Shelf(owner).bringBack(tenant, archive, Progress.NONE);
        }
    }

    /** What a Java process is told to do this step, and at which call to stop and wait; 0 for never. */
    List<String> program(TestDatabase database, int stopAt) {
        return List.of(
                "-cp",
                System.getProperty("java.class.path"),
                VaultStep.class.getName(),
                "jdbc:postgresql://%s:%d/%s".formatted(database.host(), database.port(), database.name()),
                database.ownerPassword(),
                database.appPassword(),
                Integer.toString(stopAt),
                kind.name(),
                tenant.id().toString(),
                tenant.slug(),
                tenant.schema(),
                job.toString(),
                archive.toString());
    }

    /** The process: address, owner's password, application's password, at which call to stop, the step's words. */
    public static void main(String[] words) throws SQLException, IOException {
        int stopAt = Integer.parseInt(words[3]);
        AtomicInteger calls = new AtomicInteger();
        Runnable counter = () -> {
            if (calls.incrementAndGet() == stopAt) {
                System.out.println("stopped");
                forever();
            }
        };
        new VaultStep(
                        Kind.valueOf(words[4]),
                        new VaultTenant(UUID.fromString(words[5]), words[6], words[7]),
                        UUID.fromString(words[8]),
                        Path.of(words[9]))
                .run(
                        counted(source(words[0], "ch_owner", words[1]), counter),
                        counted(source(words[0], "ch_app", words[2]), counter));
        System.out.println("ended after " + calls.get());
    }

    private static void forever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DataSource source(String url, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName(KilledIT.APPLICATION);
        return source;
    }

    /** A data source whose connections call the counter at each statement, and before and after each commit. */
    static DataSource counted(DataSource source, Runnable counter) {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = invoke(source, method, arguments);
            return result instanceof Connection connection
                    ? proxy(Connection.class, (itself, call, values) -> {
                        boolean counts = COUNTED.contains(call.getName());
                        if (counts) {
                            counter.run();
                        }
                        Object answer = invoke(connection, call, values);
                        if (call.getName().equals("commit")) {
                            counter.run();
                        }
                        return answer;
                    })
                    : result;
        });
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
