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
    private static final int GROUPS = 16;

    private Roles() {}

    /**
     * The group of {@code ch_tenant} that a tenant's role is put into, {@code ch_tenants_0} to {@code ch_tenants_f}. A GRANT
     * reads all members of what it grants, so one group of all tenants would make each new tenant dearer than the one before.
     */
    static String groupOf(String tenantRole) {
        return "ch_tenants_" + Integer.toHexString(Math.floorMod(tenantRole.hashCode(), GROUPS));
    }

    /** A role belongs to the whole cluster, so another database of ours may have made it already. */
    static String createIfMissing(String role, String attributes) {
        return """
                DO $$ BEGIN
                    CREATE ROLE %s %s;
                EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
                END $$""".formatted(role, attributes);
    }

    /**
     * A tenant's role, which {@code ch_app} may take. Giving it away as it is made spares a GRANT, and each GRANT makes
     * PostgreSQL read all memberships of the one who grants, who is a member of every role he made. The options are those of
     * {@link Membership#TAKEN}, because {@code ch_app} is NOINHERIT.
     */
    static String createTenantIfMissing(String role) {
        return createIfMissing(role, "NOLOGIN ROLE ch_app");
    }

    /** The membership of {@code ch_app} in a tenant's role that was there before, if it is not as it should be. */
    static String letAppTake(String role, Connection connection) throws SQLException {
        String asItShouldBe = hasOptions(connection) ? " AND set_option AND NOT inherit_option" : "";
        return """
                DO $$ BEGIN
                    IF NOT EXISTS (SELECT FROM pg_catalog.pg_auth_members
                            WHERE roleid = '%1$s'::regrole AND member = 'ch_app'::regrole%2$s) THEN
                        %3$s;
                    END IF;
                END $$""".formatted(role, asItShouldBe, grant(role, "ch_app", Membership.TAKEN, connection));
    }

    /**
     * PostgreSQL 15 knows no options: there the member's own INHERIT or NOINHERIT decides, and {@code ch_app} could also
     * become {@code ch_tenant}, as which it sees no tenant's rows.
     */
    static String grant(String role, String member, Membership membership, Connection connection) throws SQLException {
        String grant = "GRANT " + role + " TO " + member;
        return hasOptions(connection) ? grant + " WITH " + membership.options : grant;
    }

    private static boolean hasOptions(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_OPTIONS;
    }
}
