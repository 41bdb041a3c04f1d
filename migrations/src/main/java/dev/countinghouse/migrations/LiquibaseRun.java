package dev.countinghouse.migrations;

import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.SingletonScopeManager;
import liquibase.UpdateSummaryEnum;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.MigrationFailedException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * Runs one changelog in one schema over one connection, which is in no transaction afterwards, or after a failure only fit
 * to be closed. Silent: what Liquibase has to say goes to its logger.
 */
final class LiquibaseRun {

    private static final Logger LIQUIBASE_LOG = Logger.getLogger("liquibase"); // held, or its level is forgotten

    static {
        if (LIQUIBASE_LOG.getLevel() == null) { // unless somebody wants to read it
            LIQUIBASE_LOG.setLevel(Level.OFF); // whatever goes wrong reaches us as an exception
        }
    }

    // No words on stdout, and nothing about our users to anybody's servers.
    private static final Map<String, Object> SETTINGS =
            Map.of(Scope.Attr.ui.name(), new LoggerUIService(), "liquibase.analytics.enabled", false);

    private LiquibaseRun() {}

    /** Gives the calling thread a Liquibase of its own; its caches are not made for several threads. */
    static void isolateThread() {
        Scope.setScopeManager(new SingletonScopeManager());
    }

    /** Brings the schema up to date: each changeset that has not run is one transaction. */
    static void update(Connection connection, Changelog changelog, String schema) throws SQLException {
        inScope(connection, changelog, schema, liquibase -> {
            liquibase.update(new Contexts(), new LabelExpression());
            return "";
        });
    }

    /** The statements that would bring the schema up to date, its changelog table included; nothing is changed. */
    static String updateSql(Connection connection, Changelog changelog, String schema) throws SQLException {
        return inScope(connection, changelog, schema, liquibase -> {
            StringWriter sql = new StringWriter();
            liquibase.updateSql(new Contexts(), new LabelExpression(), sql);
            return sql.toString();
        });
    }

    private static String inScope(Connection connection, Changelog changelog, String schema, Work work)
            throws SQLException {
        setSearchPath(connection, schema);
        try {
            String result = Scope.child(SETTINGS, () -> work.on(open(connection, changelog, schema)));
            connection.rollback(); // Liquibase has committed what it did
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) { // Scope.child declares no less
            throw new SQLException(reason(e), e);
        }
    }

    private static Liquibase open(Connection connection, Changelog changelog, String schema) throws Exception {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        database.setDefaultSchemaName(schema);
        database.setLiquibaseSchemaName(schema);
        Liquibase liquibase = new Liquibase(changelog.path(), new ClassLoaderResourceAccessor(), database);
        liquibase.setShowSummary(UpdateSummaryEnum.OFF);
        for (ChangeSet changeSet : liquibase.getDatabaseChangeLog().getChangeSets()) {
            changeSet.addSqlVisitor(new TenantNaming(schema));
        }
        return liquibase;
    }

    /**
     * The schema alone. The operator classes of exclusion constraints, which live in {@code extensions}, are found by the
     * columns' types and not by name, when a constraint is made and when it is used.
     */
    private static void setSearchPath(Connection connection, String schema) throws SQLException {
        connection.setAutoCommit(true); // in no transaction, so that no rollback undoes it
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = " + schema);
        }
    }

    /** Which changeset it was, if it was one, and what the database had to say. */
    private static String reason(Throwable e) {
        String changeSet = "";
        Throwable cause = e;
        while (cause.getCause() != null) {
            if (cause instanceof MigrationFailedException failed) {
                changeSet =
                        String.valueOf(failed.getMessage()).lines().findFirst().orElse("") + " ";
            }
            cause = cause.getCause();
        }
        return changeSet + cause.getMessage();
    }

    private interface Work {
        String on(Liquibase liquibase) throws Exception;
    }
}
