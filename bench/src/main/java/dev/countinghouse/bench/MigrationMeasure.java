package dev.countinghouse.bench;

import dev.countinghouse.migrations.MigrationOptions;
import dev.countinghouse.migrations.Migrations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;

/** How long the migration runner takes for all tenants: with nothing to do, and for a new column with an index. */
final class MigrationMeasure {

    private static final String TENANTS_CHANGELOG = "db/tenant/changelog.xml";
    private static final String OURS = "db/tenant/bench-changelog.xml";
    private static final String CHANGE = "db/bench/column-and-index.sql"; // in this jar
    private static final int TIMES = 3;
    private static final double NANOS_PER_S = 1e9;
    private static final double NOTHING_TARGET = 10;
    private static final double CHANGE_TARGET = 90;

    private final DataSource owner;
    private final Path classPathFolder;
    private final Figures figures;

    /** @param classPathFolder a folder on this program's class path, where the changelog is written to */
    MigrationMeasure(DataSource owner, Path classPathFolder, Figures figures) {
        this.owner = owner;
        this.classPathFolder = classPathFolder;
        this.figures = figures;
    }

    /** Afterwards the tenants have a version of the schema that the product does not know. */
    void run(int tenants) throws SQLException {
        figures.section("Migrating %d tenants, two at a time".formatted(tenants));
        Samples nothing = new Samples();
        for (int i = 0; i < TIMES; i++) {
            nothing.add(seconds(MigrationOptions.defaults(), 0));
        }
        figures.add("migrate_noop_s_" + tenants, nothing.median(), "nothing to do, s", NOTHING_TARGET);
        writeChangelog();
        double change = seconds(MigrationOptions.defaults().withTenantChangelog(OURS), tenants);
        requireIndexes(tenants);
        figures.add("migrate_change_s_" + tenants, change, "a column and an index, s", CHANGE_TARGET);
    }

    private double seconds(MigrationOptions options, int toMigrate) throws SQLException {
        long begun = System.nanoTime();
        Migrations.Report report = new Migrations(owner, options, line -> {}).run();
        double took = (System.nanoTime() - begun) / NANOS_PER_S;
        if (!report.succeeded() || report.migrated().size() != toMigrate) {
            throw new IllegalStateException("Not what was to be measured: " + report);
        }
        return took;
    }

    /** The tenants' own changelog, whatever it includes by now, and one file more. */
    private void writeChangelog() {
        String changelog = resource(TENANTS_CHANGELOG)
                .replace("file=\"", "file=\"db/tenant/")
                .replace(" relativeToChangelogFile=\"true\"", "")
                .replace("</databaseChangeLog>", "  <include file=\"" + CHANGE + "\"/>\n</databaseChangeLog>");
        try {
            Path file = classPathFolder.resolve(OURS);
            Files.createDirectories(file.getParent());
            Files.writeString(file, changelog);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = MigrationMeasure.class.getClassLoader().getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireIndexes(int tenants) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM pg_indexes WHERE indexname = 'customers_bench' AND schemaname <> 'public'")) {
            row.next();
            if (row.getInt(1) < tenants) {
                throw new IllegalStateException("Only %d tenants have the index".formatted(row.getInt(1)));
            }
        }
    }
}
