package dev.countinghouse.webhooks;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Where a tenant wants its events sent. Its secrets are sealed. */
@Entity
@DynamicInsert
@DynamicUpdate // the role may write no more than what it sets
@Table(name = "webhook_endpoints", schema = "public")
class WebhookEndpoint {

    @Id
    private UUID id;

    @Column(name = "tenant_id", nullable = false, updatable = false)
    private UUID tenantId;

    @Column(name = "url", nullable = false)
    private String url;

    @Column(name = "description", nullable = false)
    private String description;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "event_types", nullable = false, columnDefinition = "varchar[]")
    private String[] eventTypes;

    @Convert(converter = EnumTexts.OfStatus.class)
    @Column(name = "status", nullable = false)
    private WebhookStatus status;

    @Convert(converter = EnumTexts.OfReason.class)
    @Column(name = "disabled_because")
    private @Nullable DisabledBecause disabledBecause;

    @Column(name = "sealed_secret")
    private byte @Nullable [] sealedSecret;

    @Column(name = "sealed_old_secret")
    private byte @Nullable [] sealedOldSecret;

    @Column(name = "old_secret_until")
    private @Nullable Instant oldSecretUntil;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "last_success_at", insertable = false, updatable = false)
    private @Nullable Instant lastSuccessAt;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected WebhookEndpoint() {}

    WebhookEndpoint(UUID id, UUID tenantId, NewWebhookEndpoint from, byte[] sealedSecret, Instant createdAt) {
        this.id = id;
        this.tenantId = tenantId;
        this.url = from.url();
        this.description = from.description();
        this.eventTypes = from.eventTypes().toArray(String[]::new);
        this.status = WebhookStatus.ENABLED;
        this.sealedSecret = sealedSecret;
        this.createdAt = createdAt;
    }

    /** Takes other values; what was disabled of itself begins anew when it is enabled. */
    void change(WebhookEndpointChange change) {
        url = Objects.requireNonNullElse(change.url(), url);
        description = Objects.requireNonNullElse(change.description(), description);
        List<String> types = change.eventTypes();
        if (types != null && !types.equals(List.of(eventTypes))) {
            eventTypes = types.toArray(String[]::new);
        }
        if (Boolean.TRUE.equals(change.enabled())) {
            status = WebhookStatus.ENABLED;
            disabledBecause = null;
        } else if (Boolean.FALSE.equals(change.enabled()) && status == WebhookStatus.ENABLED) {
            disable(DisabledBecause.ASKED);
        }
    }

    /** Nothing is sent to it from now on. */
    void disable(DisabledBecause reason) {
        status = WebhookStatus.DISABLED;
        disabledBecause = reason;
    }

    /** Another secret signs from now on, and for a while the one before too; one that was before that does no more. */
    void rotate(byte[] sealed, Instant now, Duration overlap) {
        boolean both = overlap.isPositive();
        sealedOldSecret = both ? sealedSecret : null;
        oldSecretUntil = both ? now.plus(overlap) : null;
        sealedSecret = sealed;
    }

    /** It is no more, and neither are its secrets. */
    void delete() {
        status = WebhookStatus.DELETED;
        disabledBecause = null;
        sealedSecret = null;
        sealedOldSecret = null;
        oldSecretUntil = null;
    }

    /** @throws BillingException PRECONDITION_FAILED when another version is expected */
    void requireVersion(@Nullable Integer expected) {
        if (expected != null && expected != version) {
            throw new BillingException(
                    ProblemType.PRECONDITION_FAILED, "Webhook endpoint %s has version %d".formatted(id, version));
        }
    }

    /** @throws BillingException CONFLICT while nothing is sent to it */
    void requireEnabled() {
        if (!isEnabled()) {
            throw new BillingException(ProblemType.CONFLICT, "Webhook endpoint %s is disabled".formatted(id));
        }
    }

    boolean isEnabled() {
        return status == WebhookStatus.ENABLED;
    }

    boolean isDeleted() {
        return status == WebhookStatus.DELETED;
    }

    UUID id() {
        return id;
    }

    String url() {
        return url;
    }

    int version() {
        return version;
    }

    /** When it last took an event; to the minute. */
    @Nullable
    Instant lastSuccessAt() {
        return lastSuccessAt;
    }

    /** The sealed secrets that sign at an instant, the newest first; none of a deleted one. */
    List<byte[]> sealedSecrets(Instant now) {
        byte[] current = sealedSecret;
        if (current == null) {
            return List.of();
        }
        byte[] old = sealedOldSecret;
        return old == null || oldSecretUntil == null || !oldSecretUntil.isAfter(now)
                ? List.of(current)
                : List.of(current, old);
    }

    /**
     * As it is seen.
     *
     * @param secret null but in the answer to its making
     */
    WebhookEndpointView view(@Nullable String secret) {
        return new WebhookEndpointView(
                id,
                url,
                description,
                List.of(eventTypes),
                status,
                disabledBecause,
                secret,
                oldSecretUntil,
                createdAt,
                lastSuccessAt,
                version);
    }
}
