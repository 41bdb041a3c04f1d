package dev.countinghouse.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
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

    /** A fresh secret of the right form. */
    static String mint(boolean live) {
        return KeyText.mint(live ? KeyText.LIVE : KeyText.TEST);
    }

    /** The look-up part of a key; empty when the text is no key of a tenant's. */
    static Optional<String> idOf(String key) {
        return KeyText.parse(key)
                .filter(text -> !text.kind().equals(KeyText.OPERATOR))
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

    ApiKeyView view(@Nullable String secret) {
        return new ApiKeyView(id, name, prefix, Arrays.asList(permissions), secret, createdAt, expiresAt, revokedAt);
    }
}
