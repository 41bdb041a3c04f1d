package dev.countinghouse.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.metering.domain.QuantityRounding;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * What usage is measured in. Its meaning never changes: events were accepted under it; the database grants an UPDATE of its
 * name and unit alone.
 */
@Entity
@Table(name = "billable_metrics")
class BillableMetric {

    @Id
    private UUID id;

    @Column(name = "external_id", updatable = false)
    private @Nullable String externalId;

    @Column(name = "code", nullable = false, updatable = false)
    private String code;

    @Column(name = "name", nullable = false)
    private String name;

    @Convert(converter = EnumColumns.OfAggregation.class)
    @Column(name = "aggregation", nullable = false, updatable = false)
    private Aggregation aggregation;

    @Column(name = "field_name", updatable = false)
    private @Nullable String fieldName;

    @Column(name = "unit")
    private @Nullable String unit;

    @Column(name = "recurring", nullable = false, updatable = false)
    private boolean recurring;

    @Convert(converter = EnumColumns.OfRoundingMode.class)
    @Column(name = "rounding_mode", updatable = false)
    private QuantityRounding.@Nullable Mode roundingMode;

    @Column(name = "rounding_precision", updatable = false)
    private @Nullable Integer roundingPrecision;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "filter", nullable = false, updatable = false)
    private String filter;

    @Column(name = "group_keys", nullable = false, updatable = false)
    private String[] groupKeys;

    @Convert(converter = EnumColumns.OfLateUsagePolicy.class)
    @Column(name = "late_usage", nullable = false, updatable = false)
    private LateUsagePolicy lateUsage;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    @Column(name = "created_at", nullable = false, updatable = false)
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
        this.recurring = from.recurring();
        this.roundingMode = from.rounding() == null ? null : from.rounding().mode();
        this.roundingPrecision =
                from.rounding() == null ? null : from.rounding().precision();
        Map<String, Set<String>> sorted = new TreeMap<>();
        from.filter().forEach((property, values) -> sorted.put(property, new TreeSet<>(values)));
        this.filter = Json.write(sorted);
        this.groupKeys = from.groupKeys().toArray(String[]::new);
        this.lateUsage = from.lateUsage();
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    String code() {
        return code;
    }

    /** Changes what it is called and in what unit it is shown; what it measures stays. */
    void call(String newName, @Nullable String newUnit) {
        name = newName;
        unit = newUnit;
    }

    int version() {
        return version;
    }

    /** Changes what is not null. */
    void change(MetricChange change) {
        name = change.name() == null ? name : change.name();
        unit = change.unit() == null ? unit : change.unit();
    }

    MetricView view(Map<String, Object> metadata) {
        return new MetricView(
                id,
                externalId,
                code,
                name,
                aggregation,
                fieldName,
                unit,
                recurring,
                roundingMode == null || roundingPrecision == null
                        ? null
                        : new QuantityRounding(roundingMode, roundingPrecision),
                filter(),
                List.of(groupKeys),
                lateUsage,
                metadata,
                version,
                createdAt);
    }

    private Map<String, Set<String>> filter() {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        Json.read(filter, new TypeReference<Map<String, List<String>>>() {})
                .forEach((property, allowed) -> values.put(property, new LinkedHashSet<>(allowed)));
        return values;
    }
}
