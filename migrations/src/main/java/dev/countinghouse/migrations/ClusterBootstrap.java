package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Makes the roles and the database that the product needs on a PostgreSQL server, 15 or newer.
 *
 * <p>The administrator makes {@code ch_owner} and the database; all else {@code ch_owner} makes itself, so that it alone
 * can give its roles away. Safe to repeat, and to run twice at once. An administrator without superuser needs CREATEROLE
 * and CREATEDB.
 */
public final class ClusterBootstrap {

    private static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final long ONE_AT_A_TIME = 0x6368626f6f747374L; // our advisory lock: "chbootst"
    private static final String OWNER = "ch_owner";
    private static final String APP = "ch_app";

    private final String adminUrl;
    private final String database;
    private final String ownerPassword;
    private final String appPassword;

    /**
     * @param adminUrl JDBC URL with user and password of an administrator, to a database that exists (such as postgres)
     * @param database name of the product's database: a-z, 0-9 and _, beginning with a letter, at most 63
     * @param ownerPassword the password {@code ch_owner} gets
     * @param appPassword the password {@code ch_app} gets
     */
    public ClusterBootstrap(String adminUrl, String database, String ownerPassword, String appPassword) {
        if (!DATABASE_NAME.matcher(database).matches()) {
            throw new IllegalArgumentException("Not a name for the database: " + database);
        }
        this.adminUrl = adminUrl;
        this.database = database;
        this.ownerPassword = ownerPassword;
        this.appPassword = appPassword;
    }

    /**
     * Makes what is missing and sets both passwords.
     *
     * @return new connections of {@code ch_owner} to the product's database, for {@link Migrations}
     * @throws SQLException when the server refuses, or when a role or the database of that name is not ours
     */
    public DataSource run() throws SQLException {
        DataSource owner = ownerDataSource();
        try (Connection connection = server().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + ONE_AT_A_TIME + ")"); // goes with the connection
            makeOwner(connection, statement);
            makeDatabase(connection, statement);
            try (Connection ownerConnection = owner.getConnection();
                    Statement ownerStatement = ownerConnection.createStatement()) {
                makeRoles(ownerConnection, ownerStatement);
                closeDatabase(ownerStatement);
            }
        }
        return owner;
    }

    /** Connections of {@code ch_owner} as {@link #run} gives them, to what is there already; nothing is made. */
    DataSource ownerDataSource() {
        PGSimpleDataSource owner = server(); // the same server and the same way to it, TLS and so on
        owner.setDatabaseName(database);
        owner.setUser(OWNER);
        owner.setPassword(ownerPassword);
        return owner;
    }

    private PGSimpleDataSource server() {
        PGSimpleDataSource server = new PGSimpleDataSource();
        try {
            server.setURL(adminUrl);
        } catch (IllegalArgumentException e) { // its message repeats the URL, and so the password
            throw new IllegalArgumentException(
                    "The administrator's URL is not of the form jdbc:postgresql://host/database"
                            + "?user=...&password=...");
        }
        return server;
    }

    private void makeOwner(Connection connection, Statement statement) throws SQLException {
        makeRole(connection, statement, OWNER, "LOGIN CREATEROLE");
        setPassword(connection, OWNER, ownerPassword);
    }

    private void makeDatabase(Connection connection, Statement statement) throws SQLException {
        if (yes(connection, "SELECT count(*) = 0 FROM pg_database WHERE datname = ?", database)) {
            asMemberOfOwner(
                    connection,
                    statement,
                    "CREATE DATABASE " + database + " OWNER " + OWNER + " TEMPLATE template0 ENCODING 'UTF8'");
        } else if (!yes(
                connection,
                "SELECT pg_get_userbyid(datdba) = '" + OWNER + "' FROM pg_database WHERE datname = ?",
                database)) {
            throw new SQLException(
                    "There is a database " + database + " that is not ours: it does not belong to " + OWNER);
        }
    }

    /** A database can be given only to a role one could become; a superuser can become any, another one must join it first. */
    private static void asMemberOfOwner(Connection connection, Statement statement, String sql) throws SQLException {
        boolean joins = !yes(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
        if (joins) {
            statement.execute(Roles.grant(OWNER, "CURRENT_USER", Roles.Membership.TAKEN, connection));
        }
        try {
            statement.execute(sql);
        } finally {
            if (joins) {
                statement.execute("REVOKE " + OWNER + " FROM CURRENT_USER");
            }
        }
    }

    private void makeRoles(Connection connection, Statement statement) throws SQLException {
        makeRole(connection, statement, APP, "LOGIN NOINHERIT");
        setPassword(connection, APP, appPassword);
        for (String group : new String[] {"ch_identity", "ch_worker", "ch_platform"}) {
            makeRole(connection, statement, group, "NOLOGIN");
            statement.execute(Roles.grant(group, APP, Roles.Membership.TAKEN, connection));
        }
        makeRole(connection, statement, "ch_tenant", "NOLOGIN");
        statement.execute("ALTER ROLE " + APP + " SET search_path = \"$user\""); // as each of its transactions sets it
        statement.execute("ALTER ROLE " + OWNER + " SET search_path = ''");
    }

    private static void makeRole(Connection connection, Statement statement, String role, String attributes)
            throws SQLException {
        statement.execute(Roles.createIfMissing(role, attributes));
        if (yes(connection, "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = ?", role)) {
            throw new SQLException("There is a role " + role + " that is not ours: it is above row-level security");
        }
        statement.execute("ALTER ROLE " + role + " " + attributes); // if it was there already
    }

    /** Nobody may do anything in the database that was not granted by name; not even make a temporary table. */
    private void closeDatabase(Statement statement) throws SQLException {
        statement.execute("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
        statement.execute("GRANT CONNECT ON DATABASE " + database + " TO " + APP);
        statement.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
        statement.execute("CREATE SCHEMA IF NOT EXISTS extensions");
        statement.execute("CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA extensions");
    }

    /** Sends the password as the verifier the server would keep, so that it is in no log. */
    private static void setPassword(Connection connection, String role, String password) throws SQLException {
        connection.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
    }

    private static boolean yes(Connection connection, String question, String... parameters) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(question)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
