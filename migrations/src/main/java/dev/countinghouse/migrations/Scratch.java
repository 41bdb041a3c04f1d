package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A schema of nobody, to try on it what is to be done to tenants. Its name is the placeholder, so that statements made for it
 * fit every tenant. Its role stays, without a right or a member: roles belong to the whole server.
 */
final class Scratch {

    private static final String NAME = TenantSchema.PLACEHOLDER;

    private static final String TABLES =
            "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(?) AND relkind = 'r'";

    // An index is locked with its table; a weaker lock than these hinders nobody.
    private static final String LOCKED = """
            SELECT DISTINCT ON (c.relname) c.relname, m.words
            FROM (VALUES (1, 'AccessExclusiveLock', 'ACCESS EXCLUSIVE'), (2, 'ExclusiveLock', 'EXCLUSIVE'),
                         (3, 'ShareRowExclusiveLock', 'SHARE ROW EXCLUSIVE'), (4, 'ShareLock', 'SHARE')) m (strength, mode, words)
            JOIN pg_locks l ON l.mode = m.mode AND l.pid = pg_backend_pid() JOIN pg_class c ON c.oid = l.relation
            WHERE c.relnamespace = to_regnamespace(?) AND c.relkind = 'r' ORDER BY c.relname, m.strength""";

    private Scratch() {}

    /**
     * What a tenant made from the newest template is like.
     *
     * @param digest as {@link Fingerprint#of}
     */
    record Made(String digest, SortedSet<String> lines) {}

    /** Makes a tenant of a version that is kept, looks at it, and undoes it. */
    static Made made(Connection owner, String version) throws SQLException {
        owner.setAutoCommit(false);
        try {
            create(owner, version);
            return new Made(Fingerprint.of(owner, NAME), Fingerprint.lines(owner, NAME));
        } finally {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    /**
     * Has Liquibase write the statements that lead from a kept version to the changelog's, and tries them.
     *
     * @throws SQLException when they fail, or do not lead to what new tenants are made from
     */
    static Upgrade upgrade(Connection owner, Changelog changelog, String from) throws SQLException {
        String to = changelog.version();
        Made wanted = made(owner, to);
        owner.setAutoCommit(false);
        create(owner, from);
        owner.commit(); // Liquibase looks at it in a transaction of its own
        try {
            String statements = TenantTemplate.withoutRemarks(LiquibaseRun.updateSql(owner, changelog, NAME));
            return new Upgrade(from, to, statements, tried(owner, statements, wanted));
        } finally {
            owner.setAutoCommit(true);
            try (Statement statement = owner.createStatement()) {
                statement.execute("DROP SCHEMA IF EXISTS " + NAME + " CASCADE");
            }
        }
    }

    /** The locks the statements take. */
    private static List<String> tried(Connection owner, String statements, Made wanted) throws SQLException {
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.setEscapeProcessing(false);
            List<String> before = tables(owner);
            statement.execute("SET LOCAL search_path = " + NAME + ";\n" + statements);
            List<String> locks = locked(owner, before);
            SortedSet<String> lines = Fingerprint.lines(owner, NAME);
            if (!lines.equals(wanted.lines)) {
                throw new SQLException("The upgrade does not lead to what new tenants are made from: "
                        + difference(lines, wanted.lines));
            }
            return locks;
        } finally {
            owner.rollback();
        }
    }

    /** The first few lines in which one schema differs from what was wanted. */
    static String difference(SortedSet<String> lines, SortedSet<String> wanted) {
        SortedSet<String> missing = new TreeSet<>(wanted);
        missing.removeAll(lines);
        SortedSet<String> unknown = new TreeSet<>(lines);
        unknown.removeAll(wanted);
        List<String> shown = new ArrayList<>();
        missing.stream().limit(2).forEach(line -> shown.add("it lacks " + line));
        unknown.stream().limit(2).forEach(line -> shown.add("it has " + line));
        return String.join("; ", shown);
    }

    private static void create(Connection owner, String version) throws SQLException {
        TenantSchema.Template template = TenantSchema.Template.find(owner, version);
        try (Statement statement = owner.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(String.join(
                    ";\n",
                    Roles.createIfMissing(NAME, "NOLOGIN"),
                    "DROP SCHEMA IF EXISTS " + NAME + " CASCADE",
                    "CREATE SCHEMA " + NAME,
                    "SET LOCAL search_path = " + NAME,
                    template.statements(),
                    "GRANT USAGE ON SCHEMA " + NAME + " TO " + NAME));
        }
    }

    /** As {@link Upgrade#locks}: the strongest of each table, but for tables that were just made. */
    private static List<String> locked(Connection owner, List<String> tables) throws SQLException {
        List<String> locks = new ArrayList<>();
        try (PreparedStatement select = owner.prepareStatement(LOCKED)) {
            select.setString(1, NAME);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (tables.contains(rows.getString(1))) {
                        locks.add("%s IN %s MODE".formatted(rows.getString(1), rows.getString(2)));
                    }
                }
            }
        }
        return locks;
    }

    private static List<String> tables(Connection owner) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (PreparedStatement select = owner.prepareStatement(TABLES)) {
            select.setString(1, NAME);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
        }
        return tables;
    }
}
