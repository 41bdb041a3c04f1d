package dev.countinghouse.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A machine's credential: {@code ch_live_<8 id>_<32 secret>_<8 checksum>}, {@code ch_test_...} in a sandbox. Only a hash of
 * the whole is stored.
 */
@Entity
@DynamicUpdate // the role may UPDATE no more than what changes
@Table(name = "api_keys", schema = "public")
class ApiKey {

    private static final int PREFIX_LENGTH = 12;

    @Id
    private UUID id;

    @Column(name = "tenant_id", nullable = false)
    private UUID tenantId;

    @Column(name = "name", nullable = false)
    private String name;

    @Column(name = "key_id", nullable = false)
    private String keyId;

    @Column(name = "prefix", nullable = false)
    private String prefix;

    @Column(name = "secret_hash", nullable = false)
    private byte[] secretHash;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "permissions", nullable = false, columnDefinition = "text[]")
    private String[] permissions;

    @Column(name = "created_by", nullable = false)
    private UUID createdBy;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "allowed_ips", nullable = false, columnDefinition = "varchar[]")
    private String[] allowedIps;

    @Column(name = "replaced_by")
    private @Nullable UUID replacedBy;

    @Column(name = "last_used_at", insertable = false, updatable = false)
    private @Nullable Instant lastUsedAt;

    protected ApiKey() {}

    /** A new key for a tenant; the secret is {@link #mint}'s and is not kept. */
    ApiKey(UUID id, UUID tenantId, String name, String secret, UUID createdBy) {
        this.id = id;
        this.tenantId = tenantId;
        this.name = name;
        this.keyId = idOf(secret).orElseThrow();
        this.prefix = secret.substring(0, PREFIX_LENGTH);
        this.secretHash = Secrets.hash(secret);
        this.permissions = new String[0];
        this.allowedIps = new String[0];
        this.createdBy = createdBy;
        this.createdAt = Instant.EPOCH;
    }

    /** What it may do, and from when until when. */
    ApiKey allowing(List<String> allowed, Instant from, @Nullable Instant until) {
        permissions = allowed.toArray(String[]::new);
        createdAt = from;
        expiresAt = until;
        return this;
    }

    /** From which networks it may be used; none for anywhere. */
    ApiKey from(List<String> networks) {
        allowedIps = networks.toArray(String[]::new);
        return this;
    }

    /** Whether it can be used today. */
    boolean isGood(Instant now) {
        return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
    }

    /** Whether another one has taken its place. */
    boolean isReplaced() {
        return replacedBy != null;
    }

    /** Another one takes its place; it is good until then, and no longer than it would have been. */
    void replace(ApiKey other, Instant now, Instant until) {
        replacedBy = other.id();
        if (!until.isAfter(now)) {
            revoke(now);
        } else if (expiresAt == null || until.isBefore(expiresAt)) {
            expiresAt = until;
        }
    }

    /** A fresh secret of the right form. */
    static String mint(boolean live) {
        return KeyText.mint(live ? KeyText.LIVE : KeyText.TEST);
    }

    /** The look-up part of a key; empty when the text is no key of a tenant's. */
    static Optional<String> idOf(String key) {
        return KeyText.parse(key)
                .filter(text -> text.kind().equals(KeyText.LIVE) || text.kind().equals(KeyText.TEST))
                .map(KeyText::id);
    }

    void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
        }
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    List<String> permissions() {
        return List.of(permissions);
    }

    List<String> allowedIps() {
        return List.of(allowedIps);
    }

    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    ApiKeyView view(@Nullable String secret) {
        return new ApiKeyView(
                id,
                name,
                prefix,
                permissions(),
                allowedIps(),
                secret,
                createdAt,
                expiresAt,
                revokedAt,
                lastUsedAt,
                replacedBy);
    }
}
