package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import liquibase.exception.LockException;
import liquibase.lockservice.DatabaseChangeLogLock;
import liquibase.lockservice.LockService;
import org.jspecify.annotations.Nullable;

/**
 * Liquibase's lock on one schema, as a PostgreSQL advisory lock of the connection that does the work.
 *
 * <p>Liquibase's own lock is a row that outlives a killed process and has to be cleared by hand; this one ends with its
 * connection. It also spares each tenant a table. Liquibase finds it as a service, so it is public.
 */
public final class SchemaLock implements LockService {

    private static final int LOCK_CLASS = 0x63686c62; // ours among the two-part advisory locks: "chlb"

    private @Nullable Database database;

    @Override
    public int getPriority() {
        return PRIORITY_DATABASE + 1;
    }

    @Override
    public boolean supports(Database candidate) {
        return candidate instanceof PostgresDatabase;
    }

    @Override
    public void setDatabase(Database lockedDatabase) {
        database = lockedDatabase;
    }

    @Override
    public void waitForLock() throws LockException {
        call("SELECT pg_advisory_lock(?, hashtext(?))");
    }

    @Override
    public boolean acquireLock() throws LockException {
        waitForLock();
        return true;
    }

    /** Liquibase may ask another instance for this than the one that locked; the connection is what counts. */
    @Override
    public void releaseLock() throws LockException {
        call("SELECT pg_advisory_unlock(?, hashtext(?))");
    }

    @Override
    public void forceReleaseLock() {
        // A dead session holds nothing, and a living one is not robbed of its lock.
    }

    private void call(String sql) throws LockException {
        Database locked = Objects.requireNonNull(database);
        Connection connection = ((JdbcConnection) locked.getConnection()).getUnderlyingConnection();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, LOCK_CLASS);
            statement.setString(2, locked.getLiquibaseSchemaName());
            statement.execute();
        } catch (SQLException e) {
            throw new LockException(e);
        }
    }

    @Override
    public boolean hasChangeLogLock() {
        return false;
    }

    @Override
    public DatabaseChangeLogLock[] listLocks() {
        return new DatabaseChangeLogLock[0];
    }

    @Override
    public void init() throws DatabaseException {}

    @Override
    public void reset() {}

    @Override
    public void destroy() {}

    @Override
    public void setChangeLogLockWaitTime(long minutes) {}

    @Override
    public void setChangeLogLockRecheckTime(long seconds) {}
}
