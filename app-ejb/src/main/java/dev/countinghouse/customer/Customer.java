package dev.countinghouse.customer;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.einvoice.domain.ElectronicAddress;
import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.tax.VatIdCheck;
import dev.countinghouse.tax.domain.TaxTreatment;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
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

    @Column(name = "buyer_reference")
    private @Nullable String buyerReference;

    /** As {@link ElectronicAddress} has it. */
    @Column(name = "electronic_address")
    private @Nullable String electronicAddress;

    @Column(name = "net_terms_days", columnDefinition = "smallint")
    private @Nullable Short netTermsDays;

    @Column(name = "grace_period_days", columnDefinition = "smallint")
    private @Nullable Short gracePeriodDays;

    @Column(name = "tax_rates", nullable = false, columnDefinition = "varchar(64)[]")
    private String[] taxRates;

    @Column(name = "tax_exempt", nullable = false)
    private boolean taxExempt;

    @Column(name = "tax_exempt_reason")
    private @Nullable String taxExemptReason;

    /** A code; null: the tenant itself. */
    @Column(name = "legal_entity")
    private @Nullable String legalEntity;

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
        this.buyerReference = from.buyerReference();
        this.electronicAddress = from.electronicAddress();
        this.netTermsDays = daysOrNone(from.netTermsDays());
        this.gracePeriodDays = daysOrNone(from.gracePeriodDays());
        this.taxRates = codes(from.taxRates());
        this.taxExempt = Boolean.TRUE.equals(from.taxExempt());
        this.taxExemptReason = from.taxExemptReason();
        this.legalEntity = from.legalEntity();
        requireReason();
        requireAddress();
        this.createdAt = createdAt;
    }

    /** Changes what is not null. Subscriptions keep the time zone they began with. */
    void change(CustomerChange change) {
        name = change.name() == null ? name : change.name();
        email = change.email() == null ? email : change.email();
        country = change.country() == null ? country : change.country();
        timeZone = change.timeZone() == null ? timeZone : change.timeZone();
        address = change.address() == null ? address : Json.write(change.address());
        vatId = change.vatId() == null ? vatId : orNone(change.vatId());
        locale = change.locale() == null ? locale : change.locale();
        buyerReference = change.buyerReference() == null ? buyerReference : orNone(change.buyerReference());
        electronicAddress = change.electronicAddress() == null ? electronicAddress : orNone(change.electronicAddress());
        netTermsDays = change.netTermsDays() == null ? netTermsDays : daysOrNone(change.netTermsDays());
        gracePeriodDays = change.gracePeriodDays() == null ? gracePeriodDays : daysOrNone(change.gracePeriodDays());
        taxRates = change.taxRates() == null ? taxRates : codes(change.taxRates());
        taxExempt = change.taxExempt() == null ? taxExempt : change.taxExempt();
        taxExemptReason = change.taxExemptReason() == null ? taxExemptReason : orNone(change.taxExemptReason());
        legalEntity = change.legalEntity() == null ? legalEntity : orNone(change.legalEntity());
        requireReason();
        requireAddress();
    }

    /** An empty text takes away what was there. */
    private static @Nullable String orNone(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Days below zero take away what was there. */
    private static @Nullable Short daysOrNone(@Nullable Integer days) {
        return days == null || days < 0 ? null : days.shortValue();
    }

    private static String[] codes(@Nullable List<String> taxRates) {
        return taxRates == null ? new String[0] : taxRates.toArray(String[]::new);
    }

    private void requireReason() {
        if (taxExempt && taxExemptReason == null) {
            throw BillingException.invalid("tax_exempt_reason", "required", "stands on the documents of who is exempt");
        }
    }

    private void requireAddress() {
        if (electronicAddress != null && ElectronicAddress.of(electronicAddress).isEmpty()) {
            throw BillingException.invalid("electronic_address", "malformed", ElectronicAddress.RULE);
        }
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    List<String> taxRates() {
        return List.of(taxRates);
    }

    CustomerView view(Map<String, Object> metadata, VatIdCheck vatIds) {
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
                vatIdValid(vatIds),
                locale,
                buyerReference,
                electronicAddress,
                netTermsDays == null ? null : netTermsDays.intValue(),
                gracePeriodDays == null ? null : gracePeriodDays.intValue(),
                taxRates(),
                taxExempt,
                taxExemptReason,
                legalEntity,
                metadata,
                version,
                createdAt);
    }

    private @Nullable Boolean vatIdValid(VatIdCheck vatIds) {
        return vatId == null || country == null || !TaxTreatment.isInUnion(country)
                ? null
                : vatIds.isValid(vatId, country);
    }
}
