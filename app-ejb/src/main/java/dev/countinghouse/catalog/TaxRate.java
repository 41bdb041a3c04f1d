package dev.countinghouse.catalog;

import dev.countinghouse.money.Decimals;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A tax added to an invoice. Its percent and its country never change: a rate is replaced by a new one. */
@Entity
@Table(name = "tax_rates")
class TaxRate extends CatalogThing<TaxRateView> {

    @Column(name = "percent", nullable = false, precision = 9, scale = 6, updatable = false)
    private BigDecimal percent;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "country", updatable = false)
    private @Nullable String country;

    protected TaxRate() {}

    TaxRate(UUID id, NewTaxRate from, Instant createdAt) {
        super(id, from.externalId(), from.code(), from.name(), createdAt);
        this.percent = from.percent();
        this.country = from.country();
    }

    @Override
    TaxRateView view(Map<String, Object> metadata) {
        return new TaxRateView(
                id(),
                externalId(),
                code(),
                name(),
                Decimals.plain(percent),
                country,
                metadata,
                version(),
                createdAt(),
                archivedAt());
    }
}
