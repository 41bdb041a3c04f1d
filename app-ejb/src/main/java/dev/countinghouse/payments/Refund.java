package dev.countinghouse.payments;

import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.payments.domain.CheckTimes;
import dev.countinghouse.payments.domain.RefundStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Money of a payment that goes back. What is asked of the gateway never changes. */
@Entity
@DynamicUpdate
@Table(name = "refunds")
class Refund {

    @Id
    private UUID id;

    @Column(name = "payment_id", nullable = false, updatable = false)
    private UUID paymentId;

    @Column(name = "invoice_id", nullable = false, updatable = false)
    private UUID invoiceId;

    @Column(name = "customer_id", nullable = false, updatable = false)
    private UUID customerId;

    @Column(name = "credit_note_id", updatable = false)
    private @Nullable UUID creditNoteId;

    @Column(name = "gateway", nullable = false, updatable = false)
    private String gateway;

    @Column(name = "account", updatable = false)
    private @Nullable String account;

    @Column(name = "amount_minor", nullable = false, updatable = false)
    private long amountMinor;

    @Column(name = "excess_minor", nullable = false, updatable = false)
    private long excessMinor;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "currency", nullable = false, updatable = false)
    private String currency;

    @Column(name = "reason", updatable = false)
    private @Nullable String reason;

    @Convert(converter = StatusText.class)
    @Column(name = "status", nullable = false)
    private RefundStatus status;

    @Column(name = "gateway_reference")
    private @Nullable String gatewayReference;

    @Column(name = "code")
    private @Nullable String code;

    @Column(name = "message")
    private @Nullable String message;

    @Column(name = "refunded_on", nullable = false, updatable = false)
    private LocalDate refundedOn;

    @Column(name = "outcome_id")
    private @Nullable UUID outcomeId;

    @Column(name = "outcome_on")
    private @Nullable LocalDate outcomeOn;

    @Column(name = "failure_id")
    private @Nullable UUID failureId;

    @Column(name = "failure_on")
    private @Nullable LocalDate failureOn;

    @Column(name = "kept_minor")
    private @Nullable Long keptMinor;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** Real time. */
    @Column(name = "begun_at")
    private @Nullable Instant begunAt;

    /** Real time; null when nothing is expected. */
    @Column(name = "next_check_at")
    private @Nullable Instant nextCheckAt;

    @Column(name = "checks", nullable = false)
    private int checks;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected Refund() {}

    /**
     * What goes back.
     *
     * @param settled of what had settled the invoice
     * @param excess of what had been too much
     */
    record Parts(Money settled, Money excess) {

        Money amount() {
            return settled.plus(excess);
        }
    }

    /**
     * Why and when.
     *
     * @param creditNoteId of the credit note that gives it back; null when there is none
     * @param at its time
     */
    record Cause(@Nullable UUID creditNoteId, @Nullable String reason, Times at) {}

    /**
     * When.
     *
     * @param day of the invoice's time zone
     * @param business by the tenant's clock
     */
    record Times(LocalDate day, Instant business, Instant real) {}

    /**
     * One that is to be made, at once. What was paid by hand goes back by hand: that it did is what is written down.
     *
     * @param account that the payment came through; null for one by hand
     */
    Refund(UUID id, Payment payment, @Nullable String account, Parts parts, Cause cause) {
        this.id = id;
        this.paymentId = payment.id();
        this.invoiceId = payment.invoiceId();
        this.customerId = payment.customerId();
        this.creditNoteId = cause.creditNoteId();
        this.gateway = payment.gateway();
        this.account = account;
        this.amountMinor = parts.amount().minor();
        this.excessMinor = parts.excess().minor();
        this.currency = parts.amount().currency().getCurrencyCode();
        this.reason = cause.reason();
        this.status = account == null ? RefundStatus.SUCCEEDED : RefundStatus.PENDING;
        this.refundedOn = cause.at().day();
        this.createdAt = cause.at().business();
        this.nextCheckAt = account == null ? null : cause.at().real();
    }

    boolean isByHand() {
        return account == null;
    }

    /** Is being asked about now: nobody else asks before an answer can be expected. */
    void asked(Instant now) {
        begunAt = Objects.requireNonNullElse(begunAt, now);
        checks = Math.addExact(checks, 1);
        nextCheckAt = now.plus(CheckTimes.ANSWER);
    }

    /** It could not be taken further: others are taken first. */
    void postpone(Instant now) {
        checks = Math.addExact(checks, 1);
        nextCheckAt = now.plus(CheckTimes.after(checks));
    }

    /** The gateway told that something happened: it is asked at once. What has failed is left alone. */
    boolean toldOf(Instant now) {
        if (begunAt == null || status == RefundStatus.FAILED) {
            return false;
        }
        nextCheckAt = now;
        return true;
    }

    /**
     * Takes the gateway's answer, whichever time it comes.
     *
     * @return whether it stands otherwise now
     */
    boolean answered(RefundAnswer answer, Instant now) {
        RefundStatus before = status;
        if (before == RefundStatus.FAILED) {
            return false;
        }
        status = before.after(answer.status());
        gatewayReference = answer.reference() == null ? gatewayReference : answer.reference();
        boolean unheard = before == RefundStatus.SUCCEEDED && answer.status() == RefundStatus.UNKNOWN;
        if (status == answer.status()) { // not what tells of less than is known
            code = answer.why().code();
            message = answer.why().message();
        }
        nextCheckAt = status.isOpen() || unheard ? now.plus(CheckTimes.after(checks)) : null;
        return status != before;
    }

    /** That it went out is posted so. */
    void wentOut(UUID entry, LocalDate day) {
        outcomeId = entry;
        outcomeOn = day;
    }

    /**
     * That it stayed here is posted so.
     *
     * @param settles what of it settles its invoice again
     */
    void stayed(UUID entry, LocalDate day, Money settles) {
        failureId = entry;
        failureOn = day;
        keptMinor = settles.minor();
    }

    /** Whether it went out, and may have come back since. */
    boolean isGone() {
        return outcomeId != null;
    }

    boolean isDue(Instant now) {
        return nextCheckAt != null && !nextCheckAt.isAfter(now);
    }

    /** Whether the gateway surely knows its key still. */
    boolean keyHolds(Instant now) {
        return begunAt != null && now.isBefore(begunAt.plus(CheckTimes.KEY_HOLDS));
    }

    Parts parts() {
        return new Parts(money(amountMinor - excessMinor), money(excessMinor));
    }

    Money amount() {
        return money(amountMinor);
    }

    private Money money(long minor) {
        return new Money(minor, Currency.getInstance(currency));
    }

    UUID id() {
        return id;
    }

    UUID paymentId() {
        return paymentId;
    }

    UUID invoiceId() {
        return invoiceId;
    }

    UUID customerId() {
        return customerId;
    }

    @Nullable
    UUID creditNoteId() {
        return creditNoteId;
    }

    LocalDate refundedOn() {
        return refundedOn;
    }

    RefundStatus status() {
        return status;
    }

    @Nullable
    String account() {
        return account;
    }

    @Nullable
    String gatewayReference() {
        return gatewayReference;
    }

    @Nullable
    Instant nextCheckAt() {
        return nextCheckAt;
    }

    RefundView view() {
        return new RefundView(
                id,
                paymentId,
                invoiceId,
                customerId,
                creditNoteId,
                gateway,
                gatewayReference,
                MoneyView.of(amount()),
                MoneyView.of(money(excessMinor)),
                reason,
                status,
                code,
                message,
                refundedOn,
                createdAt,
                nextCheckAt,
                version);
    }

    /** Statuses are written in lower case. */
    static class StatusText extends LowerCaseEnum<RefundStatus> {
        StatusText() {
            super(RefundStatus.class);
        }
    }
}
