package dev.countinghouse.legalentity;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** In whose name a tenant bills, besides its own. */
@Entity
@DynamicUpdate
@Table(name = "legal_entities")
class LegalEntity {

    @Id
    private UUID id;

    @Column(name = "external_id", updatable = false)
    private @Nullable String externalId;

    @Column(name = "code", nullable = false, updatable = false)
    private String code;

    @Column(name = "number_prefix", nullable = false, updatable = false)
    private String numberPrefix;

    /** A {@link Seller}. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "seller", nullable = false)
    private String seller;

    @Column(name = "archived_at")
    private @Nullable Instant archivedAt;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    protected LegalEntity() {}

    /** @throws BillingException VALIDATION_FAILED by its field */
    LegalEntity(UUID id, NewLegalEntity from, Instant createdAt) {
        this.id = id;
        this.externalId = from.externalId();
        this.code = from.code();
        this.numberPrefix = from.numberPrefix();
        this.seller = sound(from.seller());
        this.createdAt = createdAt;
        if (numberPrefix.equals("CN") || numberPrefix.endsWith("-CN")) {
            throw BillingException.invalid(
                    "number_prefix", "of_credit_notes", "must not end as those of credit notes do: -CN");
        }
    }

    /**
     * Stands on invoices as this from now on.
     *
     * @param newSeller null: as before
     * @throws BillingException VALIDATION_FAILED by its field
     */
    void change(@Nullable Seller newSeller) {
        seller = newSeller == null || newSeller.equals(seller()) ? seller : sound(newSeller);
    }

    private static String sound(Seller seller) {
        if (seller.legalName() == null) {
            throw BillingException.invalid(
                    "seller.legal_name", "required", "is what tells one legal entity from others");
        }
        seller.requireSound();
        return Json.write(seller);
    }

    /** No customer may name it from now on. Archived twice, it is archived since the first time. */
    void archive(Instant now) {
        archivedAt = archivedAt == null ? now : archivedAt;
    }

    boolean isArchived() {
        return archivedAt != null;
    }

    /** @throws BillingException PRECONDITION_FAILED when another version is expected */
    void requireVersion(@Nullable Integer expected) {
        if (expected != null && expected != version) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
    }

    UUID id() {
        return id;
    }

    String code() {
        return code;
    }

    String numberPrefix() {
        return numberPrefix;
    }

    int version() {
        return version;
    }

    private Seller seller() {
        return Json.read(seller, new TypeReference<Seller>() {});
    }

    LegalEntityView view(Map<String, Object> metadata) {
        return new LegalEntityView(
                id, externalId, code, numberPrefix, seller(), metadata, version, createdAt, archivedAt);
    }
}
