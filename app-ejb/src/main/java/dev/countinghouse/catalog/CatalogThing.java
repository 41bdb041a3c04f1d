package dev.countinghouse.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What things of a catalog have in common: a code that never changes, a name that may, and the archive instead of an end.
 * What uses an archived thing keeps it; nothing new may use it.
 *
 * @param <V> how it is shown
 */
@MappedSuperclass
abstract class CatalogThing<V> {

    @Id
    private UUID id;

    @Column(name = "external_id", updatable = false)
    private @Nullable String externalId;

    @Column(name = "code", nullable = false, updatable = false)
    private String code;

    @Column(name = "name", nullable = false)
    private String name;

    @Column(name = "archived_at")
    private @Nullable Instant archivedAt;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    protected CatalogThing() {}

    CatalogThing(UUID id, @Nullable String externalId, String code, String name, Instant createdAt) {
        this.id = id;
        this.externalId = externalId;
        this.code = code;
        this.name = name;
        this.createdAt = createdAt;
    }

    /** As a client sees it, with its metadata. */
    abstract V view(Map<String, Object> metadata);

    /** Another name; null leaves it as it is. */
    void rename(@Nullable String newName) {
        name = newName == null ? name : newName;
    }

    /** Nothing new may use it from now on. Archived twice, it is archived since the first time. */
    void archive(Instant now) {
        archivedAt = archivedAt == null ? now : archivedAt;
    }

    boolean isArchived() {
        return archivedAt != null;
    }

    UUID id() {
        return id;
    }

    @Nullable
    String externalId() {
        return externalId;
    }

    String code() {
        return code;
    }

    String name() {
        return name;
    }

    @Nullable
    Instant archivedAt() {
        return archivedAt;
    }

    int version() {
        return version;
    }

    Instant createdAt() {
        return createdAt;
    }
}
