package dev.countinghouse.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What customers subscribe to, under one code through all its versions. */
@Entity
@Table(name = "plans")
class Plan {

    @Id
    private UUID id;

    @Column(name = "external_id")
    private @Nullable String externalId;

    @Column(name = "code", nullable = false)
    private String code;

    @Column(name = "name", nullable = false)
    private String name;

    @Column(name = "description")
    private @Nullable String description;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    protected Plan() {}

    Plan(UUID id, NewPlan from, Instant createdAt) {
        this.id = id;
        this.externalId = from.externalId();
        this.code = from.code();
        this.name = from.name();
        this.description = blankIsNone(from.description());
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    String code() {
        return code;
    }

    String name() {
        return name;
    }

    @Nullable
    String externalId() {
        return externalId;
    }

    @Nullable
    String description() {
        return description;
    }

    /** Changes what it is called and how it is described; a blank description is none. */
    void call(String newName, @Nullable String newDescription) {
        name = newName;
        description = blankIsNone(newDescription);
    }

    static @Nullable String blankIsNone(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    int version() {
        return version;
    }

    Instant createdAt() {
        return createdAt;
    }
}
