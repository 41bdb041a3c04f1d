package dev.countinghouse.bench;

import java.sql.SQLException;

/**
 * How long making a tenant takes in the database, and how that grows with the number of tenants: by turns on the server with
 * many and on a fresh one with few.
 */
final class CreationMeasure {

    static final int FEW = 10;

    private static final int COLD_SAMPLES = 5;
    private static final double TARGET_MS = 150;
    private static final double TARGET_GROWTH = 1.3;

    private final TenantMaker many;
    private final int samples;
    private final Figures figures;

    /** @param samples how many tenants are made on each side for one comparison */
    CreationMeasure(TenantMaker many, int samples, Figures figures) {
        this.many = many;
        this.samples = samples;
        this.figures = figures;
    }

    /** Makes the first tenants of all. */
    void first() throws SQLException {
        many.makeUpTo(FEW); // warms up
        Samples first = new Samples();
        for (int i = 0; i < samples; i++) {
            first.add(many.make());
        }
        figures.section("Making a tenant: registry rows, role, schema, all tables, commit; median of " + samples);
        figures.row("%d tenants there".formatted(FEW), Figures.ms(first.median()));
    }

    /** Makes tenants until there are so many, the last ones by turns with some beside few. */
    void upTo(int tenants, TenantMaker few) throws SQLException {
        many.makeUpTo(tenants - samples);
        Samples fewTook = new Samples();
        Samples manyTook = new Samples();
        for (int i = 0; i < samples; i++) {
            fewTook.add(few.make());
            manyTook.add(many.make());
        }
        figures.add("create_ms_median", manyTook.median(), "%d tenants there, ms".formatted(tenants), TARGET_MS);
        figures.row("  by turns with it, %d tenants there".formatted(FEW), Figures.ms(fewTook.median()));
        figures.add(
                "create_growth",
                manyTook.median() / fewTook.median(),
                "from %d to %d tenants".formatted(FEW, tenants),
                TARGET_GROWTH);
        figures.put("create_growth_tenants", tenants);
    }

    /** What a registration pays that finds no connection in the pool: its backend reads the catalogue anew. */
    void cold() throws SQLException {
        Samples took = new Samples();
        for (int i = 0; i < COLD_SAMPLES; i++) {
            many.reconnect();
            took.add(many.make());
        }
        figures.add("create_cold_ms_median", took.median(), "on a new connection, ms");
    }
}
