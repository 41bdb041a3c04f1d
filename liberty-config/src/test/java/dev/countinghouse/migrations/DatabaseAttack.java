package dev.countinghouse.migrations;

import java.util.List;

/**
 * One way into what is not the intruder's, and the walls that stand in it. The intruder is {@code tenant_acme_it}, or
 * {@code ch_app} with no role taken.
 *
 * @param name what is attempted
 * @param role the role the intruder's transaction has taken; {@code ch_app} for none
 * @param move the attempt; it answers whether it got through
 * @param walls each of which is enough
 */
record DatabaseAttack(String name, String role, Move move, List<Wall> walls) {

    private static final List<String> REFUSALS = List.of("42501", "42P01", "3F000");

    /** The attempt itself. */
    interface Move {
        boolean getsThrough(Session intruder) throws java.sql.SQLException;
    }

    /**
     * Something that stops the attack by itself.
     *
     * @param guard its name in docs/ISOLATION.md
     * @param removals statements of a superuser, each of which takes the wall away
     */
    record Wall(String guard, List<String> removals) {
        static Wall of(String guard, String... removals) {
            return new Wall(guard, List.of(removals));
        }
    }

    /** The intruder is Acme's role, in its own schema. */
    static DatabaseAttack byAcme(String name, Move move, Wall... walls) {
        return new DatabaseAttack(name, TwoTenants.ACME_SCHEMA, move, List.of(walls));
    }

    /** A query that must answer with no row. */
    static Move reading(String sql) {
        return intruder -> !refused(intruder, sql) && !intruder.read(sql).isEmpty();
    }

    /** A statement that must change no row. */
    static Move changing(String sql) {
        return intruder -> !refused(intruder, sql) && intruder.run(sql) > 0;
    }

    /** A statement that must be refused altogether. */
    static Move running(String sql) {
        return intruder -> !refused(intruder, sql);
    }

    /** Whether it is refused for want of a right; what fails for another reason is no attack but a mistake in it. */
    private static boolean refused(Session intruder, String sql) throws java.sql.SQLException {
        String state = intruder.stateOf(sql);
        if (state == null) {
            return false;
        }
        if (!REFUSALS.contains(state)) {
            throw new AssertionError(sql + " failed with " + state);
        }
        return true;
    }

    @Override
    public String toString() {
        return name;
    }
}
