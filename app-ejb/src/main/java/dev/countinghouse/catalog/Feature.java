package dev.countinghouse.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that plans entitle their customers to. */
@Entity
@Table(name = "features")
class Feature extends CatalogThing<FeatureView> {

    @Column(name = "description")
    private @Nullable String description;

    @Convert(converter = EnumColumns.OfFeatureKind.class)
    @Column(name = "kind", nullable = false, updatable = false)
    private FeatureKind kind;

    @Column(name = "metric", updatable = false)
    private @Nullable String metric;

    @Column(name = "unit", updatable = false)
    private @Nullable String unit;

    protected Feature() {}

    Feature(UUID id, NewFeature from, Instant createdAt) {
        super(id, from.externalId(), from.code(), from.name(), createdAt);
        this.description = from.description();
        this.kind = from.kind();
        this.metric = from.metric();
        this.unit = from.unit();
    }

    FeatureKind kind() {
        return kind;
    }

    /** Changes what is not null. */
    void change(FeatureChange change) {
        rename(change.name());
        description = change.description() == null ? description : change.description();
    }

    /** Is called and described as a document says, which leaves out what is not described. */
    void bring(NewFeature wanted) {
        rename(wanted.name());
        description = wanted.description();
    }

    @Override
    FeatureView view(Map<String, Object> metadata) {
        return new FeatureView(
                id(),
                externalId(),
                code(),
                name(),
                description,
                kind,
                metric,
                unit,
                metadata,
                version(),
                createdAt(),
                archivedAt());
    }
}
