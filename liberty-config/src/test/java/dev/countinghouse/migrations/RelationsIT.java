package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * How many relations one tenant costs: each is multiplied by the number of tenants, in the catalog, on disk and in the memory of
 * every connection that touches it. Who adds a table or an index says here that it was meant.
 */
class RelationsIT {

    private static final String RELATIONS = """
            table 62
            index 173
            sequence 0
            toast table 38
            toast index 38
            in all 311
            """;

    private static final String COUNT = """
            WITH tenant AS (SELECT oid, relkind, reltoastrelid FROM pg_class WHERE relnamespace = (?::text)::regnamespace),
            toast AS (SELECT reltoastrelid AS oid FROM tenant WHERE reltoastrelid <> 0),
            counted (place, what, number) AS (
                SELECT 1, 'table', count(*) FROM tenant WHERE relkind = 'r'
                UNION ALL SELECT 2, 'index', count(*) FROM tenant WHERE relkind = 'i'
                UNION ALL SELECT 3, 'sequence', count(*) FROM tenant WHERE relkind = 'S'
                UNION ALL SELECT 4, 'toast table', count(*) FROM toast
                UNION ALL SELECT 5, 'toast index', count(*) FROM toast JOIN pg_index ON indrelid = toast.oid)
            SELECT format('%s %s', what, number) FROM (
                SELECT * FROM counted UNION ALL SELECT 6, 'in all', sum(number) FROM counted) rows ORDER BY place""";

    @Test
    void aTenantCostsThisManyRelations() throws SQLException {
        try (ManyTenants tenants = ManyTenants.current()) {
            tenants.make("alpha");
            assertThat(tenants.read(COUNT, "tenant_alpha"))
                    .containsExactlyElementsOf(RELATIONS.lines().toList());
        }
    }

    /** An index whose columns begin another one's with the same rows costs its place and finds nothing more. */
    @Test
    void noIndexIsTheBeginningOfAnother() throws SQLException {
        try (ManyTenants tenants = ManyTenants.current()) {
            tenants.make("alpha");
            assertThat(tenants.read("""
                            SELECT a.indexrelid::regclass || ' is in ' || b.indexrelid::regclass
                            FROM pg_index a JOIN pg_index b ON a.indrelid = b.indrelid AND a.indexrelid <> b.indexrelid
                            JOIN pg_class ca ON ca.oid = a.indexrelid JOIN pg_class cb ON cb.oid = b.indexrelid AND cb.relam = ca.relam
                            WHERE ca.relnamespace = 'tenant_alpha'::regnamespace AND NOT a.indisunique AND NOT a.indisexclusion
                              AND a.indpred IS NULL AND b.indpred IS NULL AND a.indexprs IS NULL AND b.indexprs IS NULL
                              AND b.indkey::text || ' ' LIKE a.indkey::text || ' %'""")).isEmpty();
        }
    }
}
