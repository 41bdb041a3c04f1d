package dev.countinghouse.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A role of a tenant's own: a name for some permissions. Never one of the built-in names. */
@Entity
@DynamicUpdate // the role may UPDATE no more than what changes
@Table(name = "roles", schema = "public")
class OwnRole {

    @Id
    private UUID id;

    @Column(name = "tenant_id", nullable = false)
    private UUID tenantId;

    @Column(name = "code", nullable = false)
    private String code;

    @Column(name = "name", nullable = false)
    private String name;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "permissions", nullable = false, columnDefinition = "text[]")
    private String[] permissions;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    protected OwnRole() {}

    /** A new role that allows nothing yet. */
    OwnRole(UUID id, UUID tenantId, String code, String name, Instant createdAt) {
        this.id = id;
        this.tenantId = tenantId;
        this.code = code;
        this.name = name;
        this.permissions = new String[0];
        this.createdAt = createdAt;
    }

    void rename(String other) {
        name = other;
    }

    /** Whoever has it may do this from now on. */
    void allow(Set<String> allowed) {
        permissions = allowed.toArray(String[]::new);
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    Set<String> permissions() {
        return Collections.unmodifiableSet(new TreeSet<>(List.of(permissions)));
    }

    RoleView view() {
        return new RoleView(id, code, name, false, List.copyOf(permissions()), version, createdAt);
    }
}
