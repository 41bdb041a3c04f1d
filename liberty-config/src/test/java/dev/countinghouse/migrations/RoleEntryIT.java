package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.testing.TestDatabase;
import dev.countinghouse.testing.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tenant that was just made can be entered by every session, however many tenants are made at the same time. */
class RoleEntryIT {

    private static final int MAKERS = 3;
    private static final int SESSIONS = 4; // per maker
    private static final int TENANTS = 150; // per maker

    private final AtomicReferenceArray<String> newest = new AtomicReferenceArray<>(MAKERS);

    private final TestDatabase database = TestServers.freshDatabase();

    @Test
    void everySessionEntersATenantAsSoonAsItIsMade() throws Exception {
        List<Future<Boolean>> makers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(MAKERS)) {
            for (int i = 0; i < MAKERS; i++) {
                int maker = i;
                newest.set(maker, "ch_identity");
                makers.add(threads.submit(() -> makeAndEnter(maker)));
            }
        }
        for (Future<Boolean> maker : makers) {
            assertThat(result(maker)).isTrue();
        }
    }

    @AfterEach
    void dropRoles() throws SQLException {
        try (Connection owner = database.owner();
                Statement statement = owner.createStatement()) {
            statement.execute("""
                    DO $$ DECLARE role text; BEGIN
                        FOR role IN SELECT rolname FROM pg_roles WHERE rolname LIKE 'tenant_entry_%' LOOP
                            EXECUTE 'DROP ROLE ' || role;
                        END LOOP;
                    END $$""");
        }
    }

    private boolean makeAndEnter(int maker) throws SQLException {
        String prefix = "tenant_entry_" + (char) ('a' + maker);
        List<Connection> sessions = new ArrayList<>();
        try (Connection owner = database.owner()) {
            for (int i = 0; i < SESSIONS; i++) {
                Connection session = database.app();
                session.setAutoCommit(false);
                sessions.add(session);
            }
            for (int n = 0; n < TENANTS; n++) {
                String role = prefix + n;
                try (Statement statement = owner.createStatement()) {
                    statement.execute(Roles.createTenantIfMissing(role));
                }
                newest.set(maker, role);
                for (Connection session : sessions) {
                    enterNewest(session, maker);
                }
            }
            return true;
        } finally {
            for (Connection session : sessions) {
                session.close();
            }
        }
    }

    /** The maker's own first: while that makes the session read its memberships, the others make tenants. */
    private void enterNewest(Connection session, int maker) throws SQLException {
        for (int i = 0; i < MAKERS; i++) {
            RoleEntry.enter(session, "SET LOCAL ROLE " + newest.get((maker + i) % MAKERS));
            session.commit();
        }
    }

    private static boolean result(Future<Boolean> maker) throws InterruptedException {
        try {
            return maker.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    @Test
    void whoeverIsNoMemberIsRefusedAndTheSessionIsAsGoodAsBefore() throws SQLException {
        try (Connection app = database.app();
                Statement statement = app.createStatement()) {
            app.setAutoCommit(false);
            assertThatThrownBy(() -> RoleEntry.enter(app, "SET LOCAL ROLE ch_owner"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
            app.rollback();
            RoleEntry.enter(app, "SET LOCAL ROLE ch_identity; SET LOCAL search_path = ''");
            try (var row = statement.executeQuery("SELECT current_user")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("ch_identity");
            }
            app.commit();
        }
    }
}
