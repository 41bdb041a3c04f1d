package dev.countinghouse.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What usage is measured in. Its meaning never changes: events were accepted under it. */
@Entity
@Table(name = "billable_metrics")
class BillableMetric {

    @Id
    private UUID id;

    @Column(name = "external_id")
    private @Nullable String externalId;

    @Column(name = "code", nullable = false)
    private String code;

    @Column(name = "name", nullable = false)
    private String name;

    @Convert(converter = EnumColumns.OfAggregation.class)
    @Column(name = "aggregation", nullable = false)
    private Aggregation aggregation;

    @Column(name = "field_name")
    private @Nullable String fieldName;

    @Column(name = "unit")
    private @Nullable String unit;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    protected BillableMetric() {}

    BillableMetric(UUID id, NewMetric from, Instant createdAt) {
        this.id = id;
        this.externalId = from.externalId();
        this.code = from.code();
        this.name = from.name();
        this.aggregation = from.aggregation();
        this.fieldName = from.fieldName();
        this.unit = from.unit();
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    MetricView view(Map<String, Object> metadata) {
        return new MetricView(id, externalId, code, name, aggregation, fieldName, unit, metadata, version, createdAt);
    }
}
