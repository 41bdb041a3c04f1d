package dev.countinghouse.metering;

import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.metering.UsageImportView.Format;
import dev.countinghouse.metering.UsageImportView.State;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An import and how far it is. What it counts is committed with the events it counts. */
@Entity
@Table(name = "usage_imports")
class UsageImportRecord {

    private static final int ERROR_LENGTH_MAX = 500;

    @Id
    private UUID id;

    @Convert(converter = OfFormat.class)
    @Column(name = "format", nullable = false)
    private Format format;

    @Convert(converter = OfState.class)
    @Column(name = "state", nullable = false)
    private State state;

    @Column(name = "lines", nullable = false)
    private long lines;

    @Column(name = "accepted", nullable = false)
    private long accepted;

    @Column(name = "duplicates", nullable = false)
    private long duplicates;

    @Column(name = "rejected", nullable = false)
    private long rejected;

    @Column(name = "started_at", nullable = false)
    private Instant startedAt;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    @Column(name = "finished_at")
    private @Nullable Instant finishedAt;

    @Column(name = "error")
    private @Nullable String error;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected UsageImportRecord() {}

    UsageImportRecord(UUID id, Format format, Instant now) {
        this.id = id;
        this.format = format;
        this.state = State.RUNNING;
        this.startedAt = now;
        this.updatedAt = now;
    }

    UUID id() {
        return id;
    }

    /** A batch of it was recorded. */
    void recorded(List<UsageResult> results, Instant now) {
        lines += results.size();
        accepted += count(results, UsageResult.Status.ACCEPTED);
        duplicates += count(results, UsageResult.Status.DUPLICATE);
        rejected += count(results, UsageResult.Status.REJECTED);
        updatedAt = now;
    }

    private static long count(List<UsageResult> results, UsageResult.Status status) {
        return results.stream().filter(result -> result.status() == status).count();
    }

    /** @param failure what ended it early; null when all of it was read */
    void finish(@Nullable String failure, Instant now) {
        state = failure == null ? State.DONE : State.FAILED;
        error = failure == null ? null : failure.substring(0, Math.min(failure.length(), ERROR_LENGTH_MAX));
        finishedAt = now;
        updatedAt = now;
    }

    /** @param silentSince one that runs and has told nothing since then is taken for interrupted */
    UsageImportView view(Instant silentSince) {
        boolean silent = state == State.RUNNING && updatedAt.isBefore(silentSince);
        return new UsageImportView(
                id,
                format,
                silent ? State.INTERRUPTED : state,
                lines,
                accepted,
                duplicates,
                rejected,
                startedAt,
                updatedAt,
                finishedAt,
                error);
    }

    /** {@link Format} as text. */
    static class OfFormat extends LowerCaseEnum<Format> {
        OfFormat() {
            super(Format.class);
        }
    }

    /** {@link State} as text. */
    static class OfState extends LowerCaseEnum<State> {
        OfState() {
            super(State.class);
        }
    }
}
