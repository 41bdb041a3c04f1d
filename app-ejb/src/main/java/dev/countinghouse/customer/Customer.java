package dev.countinghouse.customer;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
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

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "address")
    private @Nullable String address;

    @Column(name = "vat_id")
    private @Nullable String vatId;

    @Column(name = "locale")
    private @Nullable String locale;

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
        this.address = from.address() == null ? null : Json.write(from.address());
        this.vatId = from.vatId();
        this.locale = from.locale();
        this.createdAt = createdAt;
    }

    /** Changes what is not null. Subscriptions keep the time zone they began with. */
    void change(CustomerChange change) {
        name = change.name() == null ? name : change.name();
        email = change.email() == null ? email : change.email();
        country = change.country() == null ? country : change.country();
        timeZone = change.timeZone() == null ? timeZone : change.timeZone();
        address = change.address() == null ? address : Json.write(change.address());
        vatId = change.vatId() == null ? vatId : change.vatId();
        locale = change.locale() == null ? locale : change.locale();
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    CustomerView view(Map<String, Object> metadata) {
        return new CustomerView(
                id,
                externalId,
                name,
                email,
                country,
                timeZone,
                currency,
                address == null ? null : Json.read(address, new TypeReference<Address>() {}),
                vatId,
                locale,
                metadata,
                version,
                createdAt);
    }
}
