package dev.countinghouse.dunning;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A step that was taken about an invoice. It never changes. */
@Entity
@Immutable
@Table(name = "dunning_steps")
class DunningStep {

    @Id
    private UUID id;

    @Column(name = "invoice_id", nullable = false)
    private UUID invoiceId;

    @Column(name = "campaign_id", nullable = false)
    private UUID campaignId;

    @Column(name = "position", nullable = false, columnDefinition = "smallint")
    private short position;

    @Convert(converter = DunningAction.Text.class)
    @Column(name = "action", nullable = false)
    private DunningAction action;

    @Column(name = "taken_on", nullable = false)
    private LocalDate takenOn;

    @Column(name = "outcome", nullable = false)
    private String outcome;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    protected DunningStep() {}

    /** @param createdAt by the tenant's clock */
    DunningStep(UUID id, DueStep due, String outcome, Instant createdAt) {
        this.id = id;
        this.invoiceId = due.invoiceId();
        this.campaignId = due.campaignId();
        this.position = (short) due.position();
        this.action = due.step().action();
        this.takenOn = LocalDate.ofInstant(createdAt, due.zone());
        this.outcome = outcome;
        this.createdAt = createdAt;
    }

    DunningStepView view() {
        return new DunningStepView(id, invoiceId, campaignId, position, action, takenOn, outcome, createdAt);
    }
}
