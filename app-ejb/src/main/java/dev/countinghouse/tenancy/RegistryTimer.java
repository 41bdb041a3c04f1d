package dev.countinghouse.tenancy;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears what changes in the registry, on a connection of its own that does nothing else. It asks the database something now and
 * then: what was committed before has been told of before the answer. A tick listens until the connection is lost; the next one
 * begins anew.
 */
@Singleton
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN) // LISTEN belongs to a session
public class RegistryTimer {

    private static final Logger LOG = Logger.getLogger(RegistryTimer.class.getName());
    private static final int PATIENCE_MILLIS = 250;
    private static final String ALL = "*";
    private static final int ID_FROM = 2;

    private final ReentrantLock running = new ReentrantLock();
    private volatile boolean stopped;

    @Resource(lookup = "jdbc/registry")
    DataSource source;

    @Inject
    RegistryMemory memory;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        if (!running.tryLock()) {
            return;
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("LISTEN ch_registry");
            listen(connection.unwrap(PGConnection.class), statement);
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "changes of the registry cannot be heard: every look-up asks the database", e);
        } finally {
            memory.heardNoMore();
            running.unlock();
        }
    }

    private void listen(PGConnection connection, Statement statement) throws SQLException {
        while (!stopped) {
            tell(connection.getNotifications(PATIENCE_MILLIS));
            long asked = System.nanoTime();
            statement.execute("SELECT 'registry heard'");
            tell(connection.getNotifications());
            memory.heardAt(asked);
        }
    }

    private void tell(PGNotification @Nullable [] changes) {
        if (changes == null) {
            return;
        }
        for (PGNotification change : changes) {
            String whose = change.getParameter();
            if (whose.equals(ALL)) {
                memory.forgetAll();
            } else {
                memory.forget(UUID.fromString(whose.substring(ID_FROM)));
            }
        }
    }

    @PreDestroy
    void stop() {
        stopped = true;
    }
}
