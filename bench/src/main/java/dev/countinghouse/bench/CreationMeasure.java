package dev.countinghouse.bench;

import java.sql.SQLException;

/**
 * How long making a tenant takes in the database, and how that grows with the number of tenants: by turns on the server with
 * many and on a fresh one with few.
 */
final class CreationMeasure {

    private static final int FEW = 10;
    private static final double TARGET_MS = 150;
    private static final double TARGET_GROWTH = 1.3;

    private final BenchServers servers;
    private final TenantMaker many;
    private final int samples;
    private final Figures figures;

    /** @param samples how many tenants are made on each side for one comparison */
    CreationMeasure(BenchServers servers, TenantMaker many, int samples, Figures figures) {
        this.servers = servers;
        this.many = many;
        this.samples = samples;
        this.figures = figures;
    }

    /** What making a tenant costs on both sides, in milliseconds. */
    private record Comparison(double few, double many) {

        double growth() {
            return many / few;
        }
    }

    /** Makes all tenants, measuring after the first few, at half and at the end. */
    void run(int tenants) throws SQLException {
        many.makeUpTo(FEW); // warms up
        Samples first = new Samples();
        for (int i = 0; i < samples; i++) {
            first.add(many.make());
        }
        figures.section("Making a tenant: registry rows, role, schema, all tables, commit; median of " + samples);
        figures.row("%d tenants there".formatted(FEW), Figures.ms(first.median()));
        many.makeUpTo(tenants / 2);
        compare();
        many.makeUpTo(tenants - samples);
        Comparison end = compare();
        figures.add("create_ms_median", end.many, "at %d tenants, ms".formatted(many.count()), TARGET_MS);
        figures.add("create_growth", end.growth(), "from %d to %d tenants".formatted(FEW, many.count()), TARGET_GROWTH);
        figures.add("create_growth_tenants", many.count(), "tenants of the last comparison");
    }

    /** Makes tenants up to a number and replaces the figures by those there. */
    void goOn(int tenants) throws SQLException {
        many.makeUpTo(tenants - samples);
        Comparison end = compare();
        figures.add("create_ms_median", end.many, "at %d tenants, ms".formatted(many.count()), TARGET_MS);
        figures.add("create_growth", end.growth(), "from %d to %d tenants".formatted(FEW, many.count()), TARGET_GROWTH);
        figures.add("create_growth_tenants", many.count(), "tenants of the last comparison");
    }

    private Comparison compare() throws SQLException {
        Samples fewTook = new Samples();
        Samples manyTook = new Samples();
        try (Cluster small = servers.small();
                TenantMaker few = new TenantMaker(small)) {
            few.makeUpTo(FEW);
            for (int i = 0; i < samples; i++) {
                fewTook.add(few.make());
                manyTook.add(many.make());
            }
        }
        figures.row(
                "%d tenants there, by turns with %d".formatted(many.count(), FEW),
                "%s, %s".formatted(Figures.ms(manyTook.median()), Figures.ms(fewTook.median())));
        return new Comparison(fewTook.median(), manyTook.median());
    }
}
