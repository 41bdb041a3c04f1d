package dev.countinghouse.migrations;

import java.util.List;

/**
 * How a migration is to be done.
 *
 * @param tenantChangelog class path name of the changelog of a tenant's schema
 * @param canaries slugs of the tenants that are migrated before all others; empty: one of each version is chosen
 * @param workers how many tenants at a time; each is a connection
 * @param waveSize how many tenants make a wave; the next begins when all of one are done
 * @param maxFailures how many tenants may fail before the run stops itself; a canary's failure always stops it
 * @param retryOnly only those tenants that the last run set aside
 * @param resume go on with a run that was paused; else it is left alone
 */
public record MigrationOptions(
        String tenantChangelog,
        List<String> canaries,
        int workers,
        int waveSize,
        int maxFailures,
        boolean retryOnly,
        boolean resume) {

    private static final int WORKERS = 2; // more would only wait for the same disk
    private static final int WAVE_SIZE = 200;
    private static final int MAX_FAILURES = 10;

    /** Refuses numbers that make no run. */
    public MigrationOptions {
        if (workers < 1 || waveSize < 1 || maxFailures < 0) {
            throw new IllegalArgumentException("Workers and the size of a wave are at least 1, failures at least 0");
        }
        canaries = List.copyOf(canaries);
    }

    /** The product's changelog, 2 workers, waves of 200, at most 10 failures. */
    public static MigrationOptions defaults() {
        return new MigrationOptions(Changelog.TENANT.path(), List.of(), WORKERS, WAVE_SIZE, MAX_FAILURES, false, false);
    }

    public MigrationOptions withTenantChangelog(String path) {
        return new MigrationOptions(path, canaries, workers, waveSize, maxFailures, retryOnly, resume);
    }

    public MigrationOptions withCanaries(List<String> slugs) {
        return new MigrationOptions(tenantChangelog, slugs, workers, waveSize, maxFailures, retryOnly, resume);
    }

    public MigrationOptions withWorkers(int count) {
        return new MigrationOptions(tenantChangelog, canaries, count, waveSize, maxFailures, retryOnly, resume);
    }

    public MigrationOptions withWaveSize(int tenants) {
        return new MigrationOptions(tenantChangelog, canaries, workers, tenants, maxFailures, retryOnly, resume);
    }

    public MigrationOptions withMaxFailures(int tenants) {
        return new MigrationOptions(tenantChangelog, canaries, workers, waveSize, tenants, retryOnly, resume);
    }

    public MigrationOptions withRetryOnly(boolean retry) {
        return new MigrationOptions(tenantChangelog, canaries, workers, waveSize, maxFailures, retry, resume);
    }

    public MigrationOptions withResume(boolean goOn) {
        return new MigrationOptions(tenantChangelog, canaries, workers, waveSize, maxFailures, retryOnly, goOn);
    }

    Changelog changelog() {
        return new Changelog(tenantChangelog);
    }
}
