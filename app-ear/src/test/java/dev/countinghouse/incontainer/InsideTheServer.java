package dev.countinghouse.incontainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.identity.Login;
import dev.countinghouse.platform.Registration;
import dev.countinghouse.platform.RegistrationService;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** What attacks inside the server need: tenants, each with one customer of its schema's name, and transactions as them. */
abstract class InsideTheServer {

    private static final int CONNECTIONS_LOOKED_AT = 20; // nearly all there are; timers need the others

    @Inject
    RegistrationService registrations;

    @Inject
    DatabaseProbe probe;

    @Resource(lookup = "java:comp/UserTransaction")
    UserTransaction transaction;

    @Resource(lookup = "jdbc/owner")
    DataSource owner;

    @Resource(lookup = "jdbc/app")
    DataSource app;

    /** Something done in a transaction. */
    interface Action {
        void run() throws Exception;
    }

    Login registered() {
        String slug = "t" + UUID.randomUUID().toString().substring(24);
        Login login = registrations.register(
                new Registration("Inside", slug, slug + "@inside.example", "a password for tests", "Ina", null, null));
        asOwner("INSERT INTO " + login.tenant().schema() + ".customers (id, name, time_zone, currency, created_at)"
                + " VALUES (gen_random_uuid(), '" + login.tenant().schema() + "', 'UTC', 'EUR', now())");
        return login;
    }

    Tenant tenant() {
        return registered().tenant();
    }

    void within(Tenant tenant, Action action) throws Exception {
        transaction.begin();
        try {
            CurrentScope.<Object>call(Scope.of(tenant), () -> unchecked(action));
            transaction.commit();
        } catch (RuntimeException | AssertionError e) {
            transaction.rollback();
            throw e;
        }
    }

    private static Object unchecked(Action action) {
        try {
            action.run();
            return action;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void asOwner(String sql) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Whatever was done before, on whichever connection: a transaction of the tenant is in its own schema alone. */
    void assertServedCleanly(Tenant tenant) throws Exception {
        within(tenant, () -> {
            assertThat(probe.whereAmI()).isEqualTo("ch_app %1$s %1$s \"$user\"".formatted(tenant.schema()));
            assertThat(probe.read("SELECT name FROM customers")).containsExactly(tenant.schema());
        });
    }

    /**
     * Who the pool's connections are while nobody has entered a scope; afterwards they are nobody again. A thread for each,
     * because a transaction has one connection.
     */
    List<String> rolesOfIdleConnections() throws InterruptedException {
        Queue<String> roles = new ConcurrentLinkedQueue<>();
        CyclicBarrier together = new CyclicBarrier(CONNECTIONS_LOOKED_AT);
        List<Thread> threads = IntStream.range(0, CONNECTIONS_LOOKED_AT)
                .mapToObj(i -> Thread.ofPlatform().start(() -> roles.add(roleOfIdleConnection(together))))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(roles).hasSize(CONNECTIONS_LOOKED_AT);
        return List.copyOf(roles);
    }

    private String roleOfIdleConnection(CyclicBarrier together) {
        try {
            transaction.begin();
            try (Connection connection = app.getConnection();
                    Statement statement = connection.createStatement()) {
                try (ResultSet row = statement.executeQuery("SELECT current_user::text")) {
                    row.next();
                    String role = row.getString(1);
                    together.await(1, TimeUnit.MINUTES);
                    statement.execute("RESET ROLE; RESET search_path");
                    return role;
                }
            } finally {
                transaction.commit();
            }
        } catch (Exception e) {
            return "failed: " + e;
        }
    }
}
