package dev.countinghouse.metering;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.money.Decimals;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Somebody's wish to hear of usage, and perhaps to have no more of it. It counts by calendar months of the customer's time zone. */
@Entity
@Table(name = "usage_alerts")
class UsageAlert {

    @Id
    private UUID id;

    @Column(name = "external_id", updatable = false)
    private @Nullable String externalId;

    @Column(name = "code", nullable = false, updatable = false)
    private String code;

    @Column(name = "metric_id", nullable = false, updatable = false)
    private UUID metricId;

    @Column(name = "metric", nullable = false, updatable = false)
    private String metric;

    @Column(name = "customer_id", updatable = false)
    private @Nullable UUID customerId;

    @Column(name = "usage_limit", precision = 27, scale = 12)
    private @Nullable BigDecimal limit;

    @Column(name = "hard", nullable = false)
    private boolean hard;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "thresholds", nullable = false)
    private String thresholds;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "recipients", nullable = false, columnDefinition = "varchar(254)[]")
    private String[] recipients;

    @Column(name = "archived_at")
    private @Nullable Instant archivedAt;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    protected UsageAlert() {}

    UsageAlert(UUID id, NewUsageAlert from, UUID metricId, Instant createdAt) {
        this.id = id;
        this.externalId = from.externalId();
        this.code = from.code();
        this.metricId = metricId;
        this.metric = from.metric();
        this.customerId = from.customerId();
        this.createdAt = createdAt;
        UsageAlertTerms terms = from.terms();
        this.limit = terms.limit();
        this.hard = terms.hard();
        this.thresholds = Json.write(terms.thresholds());
        this.recipients = terms.recipients().toArray(String[]::new);
    }

    /** From now on it watches for this. */
    void become(UsageAlertTerms terms) {
        limit = terms.limit();
        hard = terms.hard();
        thresholds = Json.write(terms.thresholds());
        recipients = terms.recipients().toArray(String[]::new);
    }

    /** It does nothing from now on. */
    void archive(Instant now) {
        archivedAt = archivedAt == null ? now : archivedAt;
    }

    boolean isArchived() {
        return archivedAt != null;
    }

    boolean isOf(UUID customer, UUID measuredMetric) {
        return metricId.equals(measuredMetric) && (customerId == null || customerId.equals(customer));
    }

    UsageAlertTerms terms() {
        return new UsageAlertTerms(
                limit == null ? null : Decimals.plain(limit),
                hard,
                Json.read(thresholds, new TypeReference<List<UsageThreshold>>() {}),
                List.of(recipients));
    }

    UUID id() {
        return id;
    }

    String code() {
        return code;
    }

    String metric() {
        return metric;
    }

    UUID metricId() {
        return metricId;
    }

    int version() {
        return version;
    }

    UsageAlertView view(Map<String, Object> metadata) {
        UsageAlertTerms terms = terms();
        return new UsageAlertView(
                id,
                externalId,
                code,
                metric,
                customerId,
                terms.limit(),
                hard,
                terms.thresholds(),
                terms.recipients(),
                metadata,
                version,
                createdAt,
                archivedAt);
    }
}
