package dev.countinghouse.catalog;

import dev.countinghouse.money.Decimals;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tax added to an invoice. */
@Entity
@Table(name = "tax_rates")
class TaxRate {

    @Id
    private UUID id;

    @Column(name = "external_id")
    private @Nullable String externalId;

    @Column(name = "code", nullable = false)
    private String code;

    @Column(name = "name", nullable = false)
    private String name;

    @Column(name = "percent", nullable = false, precision = 9, scale = 6)
    private BigDecimal percent;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    protected TaxRate() {}

    TaxRate(UUID id, NewTaxRate from, Instant createdAt) {
        this.id = id;
        this.externalId = from.externalId();
        this.code = from.code();
        this.name = from.name();
        this.percent = from.percent();
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    TaxRateView view(Map<String, Object> metadata) {
        return new TaxRateView(id, externalId, code, name, Decimals.plain(percent), metadata, version, createdAt);
    }
}
