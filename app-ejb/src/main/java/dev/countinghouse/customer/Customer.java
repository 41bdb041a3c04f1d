package dev.countinghouse.customer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Whom the tenant bills. */
@Entity
@Table(name = "customers")
class Customer {

    @Id
    private UUID id;

    @Column(name = "external_id")
    private @Nullable String externalId;

    @Column(name = "name", nullable = false)
    private String name;

    @Column(name = "email")
    private @Nullable String email;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "country")
    private @Nullable String country;

    @Column(name = "time_zone", nullable = false)
    private String timeZone;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "currency", nullable = false)
    private String currency;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    protected Customer() {}

    Customer(UUID id, NewCustomer from, String timeZone, String currency, Instant createdAt) {
        this.id = id;
        this.externalId = from.externalId();
        this.name = from.name();
        this.email = from.email();
        this.country = from.country();
        this.timeZone = timeZone;
        this.currency = currency;
        this.createdAt = createdAt;
    }

    /** Changes what is not null. Subscriptions keep the time zone they began with. */
    void change(CustomerChange change) {
        name = change.name() == null ? name : change.name();
        email = change.email() == null ? email : change.email();
        country = change.country() == null ? country : change.country();
        timeZone = change.timeZone() == null ? timeZone : change.timeZone();
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    CustomerView view(Map<String, Object> metadata) {
        return new CustomerView(id, externalId, name, email, country, timeZone, currency, metadata, version, createdAt);
    }
}
