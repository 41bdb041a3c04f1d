package dev.countinghouse.dunning;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What is done about invoices that are not paid when they are due. */
@Entity
@DynamicUpdate
@Table(name = "dunning_campaigns")
class DunningCampaign {

    @Id
    private UUID id;

    @Column(name = "name", nullable = false)
    private String name;

    @Column(name = "is_default", nullable = false)
    private boolean isDefault;

    /** Invoices that were due before are left alone: nobody is dunned for what was long forgotten. */
    @Column(name = "since", nullable = false)
    private LocalDate since;

    /** When it was at work last; null while it is. As {@link #since}: never. What it kept quiet by then nobody is reminded of later. */
    @Column(name = "until")
    private @Nullable LocalDate until;

    /** A list of {@link CampaignStep}. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "steps", nullable = false)
    private String steps;

    /** By currency, in minor units. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "minimums", nullable = false)
    private String minimums;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected DunningCampaign() {}

    /** @param today by the tenant's clock and in its zone */
    DunningCampaign(UUID id, NewDunningCampaign wanted, LocalDate today, Instant createdAt) {
        this.id = id;
        this.name = wanted.name();
        this.isDefault = wanted.isDefault();
        this.since = today;
        this.until = wanted.isDefault() ? null : today;
        this.steps = Json.write(wanted.steps());
        this.minimums = json(wanted.minimums());
        this.createdAt = createdAt;
    }

    /** Changes what is not null. Steps that were taken stay taken; the next ones are those of now. */
    void change(DunningCampaignChange change, LocalDate today) {
        name = change.name() == null ? name : change.name();
        steps = change.steps() == null ? steps : Json.write(change.steps());
        minimums = change.minimums() == null ? minimums : json(change.minimums());
        if (Boolean.TRUE.equals(change.isDefault()) && !isDefault) {
            goToWork(today);
        } else if (Boolean.FALSE.equals(change.isDefault()) && isDefault) {
            giveWay(today);
        }
    }

    /** One that was at work before goes on with what it had begun: else nothing would ever become of that. */
    private void goToWork(LocalDate today) {
        since = since.equals(until) ? today : since;
        isDefault = true;
        until = null;
    }

    /** It is at work no more. */
    void giveWay(LocalDate today) {
        isDefault = false;
        until = today;
    }

    /** It goes on with what the one before it had begun. */
    void goOnFrom(LocalDate begun) {
        since = begun.isBefore(since) ? begun : since;
    }

    private static String json(List<Money> minimums) {
        Map<String, Long> byCurrency = new TreeMap<>();
        minimums.forEach(minimum -> byCurrency.put(minimum.currency().getCurrencyCode(), minimum.minor()));
        return Json.write(byCurrency);
    }

    /** @throws BillingException PRECONDITION_FAILED when it has another version */
    void requireVersion(@Nullable Integer expected) {
        if (expected != null && expected != version) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
    }

    UUID id() {
        return id;
    }

    boolean isDefault() {
        return isDefault;
    }

    List<CampaignStep> steps() {
        return Json.read(steps, new TypeReference<List<CampaignStep>>() {});
    }

    DunningCampaignView view() {
        Map<String, Long> byCurrency = Json.read(minimums, new TypeReference<Map<String, Long>>() {});
        return new DunningCampaignView(
                id,
                name,
                isDefault,
                since,
                steps(),
                byCurrency.entrySet().stream()
                        .map(minimum ->
                                MoneyView.of(new Money(minimum.getValue(), Currency.getInstance(minimum.getKey()))))
                        .toList(),
                version,
                createdAt);
    }
}
