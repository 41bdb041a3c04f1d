package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.SQLException;

/** Statements about database roles that are safe to repeat and to run at the same time as somebody else's. */
final class Roles {

    /** How a role is used by its member. */
    enum Membership {
        /** The member has the role's rights without asking, and cannot become it. */
        INHERITED("INHERIT TRUE, SET FALSE"),
        /** The member has none of the role's rights until it says SET ROLE. */
        TAKEN("INHERIT FALSE, SET TRUE");

        private final String options;

        Membership(String options) {
            this.options = options;
        }
    }

    private static final int FIRST_WITH_OPTIONS = 16;

    private Roles() {}

    /** A role belongs to the whole cluster, so another database of ours may have made it already. */
    static String createIfMissing(String role, String attributes) {
        return """
                DO $$ BEGIN
                    CREATE ROLE %s %s;
                EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
                END $$""".formatted(role, attributes);
    }

    /**
     * PostgreSQL 15 knows no options: there the member's own INHERIT or NOINHERIT decides, and {@code ch_app} could also
     * become {@code ch_tenant}, as which it sees no tenant's rows.
     */
    static String grant(String role, String member, Membership membership, Connection connection) throws SQLException {
        String grant = "GRANT " + role + " TO " + member;
        boolean options = connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_OPTIONS;
        return options ? grant + " WITH " + membership.options : grant;
    }
}
