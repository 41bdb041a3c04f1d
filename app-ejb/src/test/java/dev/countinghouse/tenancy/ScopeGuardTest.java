package dev.countinghouse.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select c1_0.id from customers c1_0 where c1_0.id=?",
                "INSERT INTO usage_events (id) VALUES (?) ON CONFLICT DO NOTHING",
                "\n    UPDATE public.due_work SET due_at = ?",
                "delete from usage_touched",
                "WITH taken AS (DELETE FROM usage_touched RETURNING *) SELECT count(*) FROM taken",
                "SELECT pg_try_advisory_xact_lock(hashtextextended(?, 1))",
                ScopeGuard.READ_A_SNAPSHOT
            })
    void queriesAndChangesOfRowsAreSent(String sql) {
        assertThat(ScopeGuard.isPlain(sql)).isTrue();
        assertThat(ScopeGuard.isPlain(sql)).as("the next time").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RESET ROLE",
                "SET ROLE tenant_b",
                " set local role tenant_b",
                "SET search_path = tenant_b",
                "SET TRANSACTION ISOLATION LEVEL READ COMMITTED",
                ScopeGuard.READ_A_SNAPSHOT + "; RESET ROLE",
                "SET SESSION AUTHORIZATION DEFAULT",
                "SELECT 1; SET ROLE tenant_b",
                "SELECT 1;",
                "select set_config('role', 'tenant_b', true)",
                "SELECT SET_CONFIG('role', 'tenant_b', true)",
                "SELECT query_to_xml('SELECT 1', true, true, '')",
                "SELECT pg_advisory_lock(1)",
                "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
                "PREPARE p AS SELECT 1",
                "DEALLOCATE ALL",
                "DISCARD ALL",
                "LISTEN x",
                "NOTIFY x",
                "CREATE TEMP TABLE customers (id int)",
                "COPY customers TO STDOUT",
                "LOCK TABLE customers",
                "DO $$ BEGIN END $$",
                "CALL p()",
                "/* x */ RESET ROLE",
                "selection",
                ""
            })
    void whateverElseIsNot(String sql) {
        assertThat(ScopeGuard.isPlain(sql)).isFalse();
        assertThat(ScopeGuard.isPlain(sql)).as("the next time").isFalse();
    }
}
