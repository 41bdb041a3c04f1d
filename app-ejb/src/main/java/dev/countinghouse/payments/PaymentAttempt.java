package dev.countinghouse.payments;

import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.payments.domain.AttemptStatus;
import dev.countinghouse.payments.domain.CheckTimes;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An attempt to charge an invoice. Once it has begun, what is asked of the gateway never changes. */
@Entity
@DynamicUpdate
@Table(name = "payment_attempts")
class PaymentAttempt {

    private static final String ABANDONED = "abandoned";

    @Id
    private UUID id;

    @Column(name = "invoice_id", nullable = false, updatable = false)
    private UUID invoiceId;

    @Column(name = "customer_id", nullable = false, updatable = false)
    private UUID customerId;

    @Column(name = "payment_method_id", nullable = false, updatable = false)
    private UUID paymentMethodId;

    @Column(name = "gateway", nullable = false, updatable = false)
    private String gateway;

    @Column(name = "account", nullable = false, updatable = false)
    private String account;

    @Column(name = "amount_minor", nullable = false)
    private long amountMinor;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "currency", nullable = false, updatable = false)
    private String currency;

    @Convert(converter = StatusText.class)
    @Column(name = "status", nullable = false)
    private AttemptStatus status;

    /** Whom and what the gateway is asked to charge, while it is not over. */
    @Column(name = "gateway_customer")
    private @Nullable String gatewayCustomer;

    @Column(name = "method_reference")
    private @Nullable String methodReference;

    @Column(name = "gateway_reference")
    private @Nullable String gatewayReference;

    @Column(name = "code")
    private @Nullable String code;

    @Column(name = "message")
    private @Nullable String message;

    @Column(name = "payment_id")
    private @Nullable UUID paymentId;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** Real time. */
    @Column(name = "begun_at")
    private @Nullable Instant begunAt;

    /** Real time; null when it is over. */
    @Column(name = "next_check_at")
    private @Nullable Instant nextCheckAt;

    @Column(name = "checks", nullable = false)
    private int checks;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected PaymentAttempt() {}

    /**
     * One that is to be made, at once.
     *
     * @param amount above zero; what is due when it begins counts
     */
    PaymentAttempt(UUID id, UUID invoiceId, PaymentMethod method, Money amount, Times at) {
        this.id = id;
        this.invoiceId = invoiceId;
        this.customerId = method.customerId();
        this.paymentMethodId = method.id();
        this.gateway = method.gateway();
        this.account = method.account();
        this.amountMinor = amount.minor();
        this.currency = amount.currency().getCurrencyCode();
        this.status = AttemptStatus.CREATED;
        this.createdAt = at.business();
        this.nextCheckAt = at.real();
    }

    /** Now, by the tenant's clock and in real time. */
    record Times(Instant business, Instant real) {}

    /** From now on the gateway may be asked for this amount, by this payment method as it is called there now. */
    void begin(Money due, PaymentMethod method, Instant now) {
        if (!due.currency().equals(amount().currency())) {
            throw new IllegalStateException("an invoice keeps its currency");
        }
        become(AttemptStatus.PROCESSING);
        amountMinor = due.minor();
        gatewayCustomer = method.gatewayCustomer();
        methodReference = method.reference();
        begunAt = now;
    }

    /** Over before the gateway was asked. */
    void giveUp(String reason, Instant now) {
        become(AttemptStatus.PROCESSING);
        begunAt = now;
        fail(reason);
    }

    /** Somebody has found out that nothing was charged, and nothing will be. */
    void abandon(Instant now) {
        if (status == AttemptStatus.CREATED) {
            giveUp(ABANDONED, now);
        } else {
            fail(ABANDONED);
        }
    }

    private void fail(String reason) {
        become(AttemptStatus.FAILED);
        code = reason;
        message = null;
        end();
    }

    private void end() {
        nextCheckAt = null;
        gatewayCustomer = null;
        methodReference = null;
    }

    /** Is being asked about now: nobody else asks before an answer can be expected. */
    void asked(Instant now) {
        checks = Math.addExact(checks, 1);
        nextCheckAt = now.plus(CheckTimes.ANSWER);
    }

    /** It could not be taken further: others are taken first. */
    void postpone(Instant now) {
        checks = Math.addExact(checks, 1);
        nextCheckAt = now.plus(CheckTimes.after(checks));
    }

    /**
     * The gateway told that something happened: it is asked at once. What is over is left alone. Which payment it is of, the gateway alone
     * says when it is asked: whoever has the secret of events could name another one.
     */
    boolean toldOf(Instant now) {
        if (!status.isOpen() || status == AttemptStatus.CREATED) {
            return false;
        }
        nextCheckAt = now;
        return true;
    }

    /**
     * Takes the gateway's answer, whichever time it comes.
     *
     * @param payment that was booked for it; null unless it succeeded
     * @return whether it stands otherwise now
     */
    boolean answered(GatewayAnswer answer, @Nullable UUID payment, Instant now) {
        AttemptStatus before = status;
        if (!before.isOpen()) {
            return false;
        }
        status = before.after(answer.status());
        gatewayReference = answer.reference() == null ? gatewayReference : answer.reference();
        if (status == answer.status() && answer.code() != null) { // not what tells of less than is known
            code = answer.code();
            message = answer.message();
        }
        if (status == AttemptStatus.SUCCEEDED) {
            paymentId = payment;
            code = null;
            message = null;
        }
        nextCheckAt = now.plus(CheckTimes.after(checks)); // whatever the gateway tells by itself
        if (!status.isOpen()) {
            end();
        }
        return status != before;
    }

    private void become(AttemptStatus next) {
        if (!status.canBecome(next)) {
            throw new IllegalStateException(status + " does not become " + next);
        }
        status = next;
    }

    /** Whether it is time to ask. */
    boolean isDue(Instant now) {
        return nextCheckAt != null && !nextCheckAt.isAfter(now);
    }

    /** Whether it was made just now, so that nobody can have asked the gateway for it: neither another server nor, before a restore, we. */
    boolean isFresh(Instant now) {
        return status == AttemptStatus.CREATED && now.isBefore(Ids.madeAt(id).plus(CheckTimes.FRESH));
    }

    /** Since when the gateway can have a payment of it; real time. */
    Instant since() {
        Instant made = Ids.madeAt(id);
        return begunAt != null && begunAt.isBefore(made) ? begunAt : made;
    }

    /** Whether the gateway surely knows its key still. */
    boolean keyHolds(Instant now) {
        return begunAt != null && now.isBefore(begunAt.plus(CheckTimes.KEY_HOLDS));
    }

    /** Whether it waits for its customer in vain: he has had his time, or less is due by now than he would be charged. */
    boolean isInVain(Money due, Instant now) {
        return status == AttemptStatus.REQUIRES_ACTION
                && begunAt != null
                && (due.compareTo(amount()) < 0 || !now.isBefore(begunAt.plus(CheckTimes.ACTION)));
    }

    UUID id() {
        return id;
    }

    UUID invoiceId() {
        return invoiceId;
    }

    UUID customerId() {
        return customerId;
    }

    UUID paymentMethodId() {
        return paymentMethodId;
    }

    String account() {
        return account;
    }

    AttemptStatus status() {
        return status;
    }

    Money amount() {
        return new Money(amountMinor, Currency.getInstance(currency));
    }

    @Nullable
    String gatewayReference() {
        return gatewayReference;
    }

    @Nullable
    String gatewayCustomer() {
        return gatewayCustomer;
    }

    @Nullable
    String methodReference() {
        return methodReference;
    }

    @Nullable
    Instant nextCheckAt() {
        return nextCheckAt;
    }

    PaymentAttemptView view() {
        return new PaymentAttemptView(
                id,
                invoiceId,
                customerId,
                paymentMethodId,
                gateway,
                gatewayReference,
                MoneyView.of(amount()),
                status,
                code,
                message,
                paymentId,
                GatewayAccount.isLive(account),
                createdAt,
                nextCheckAt,
                version);
    }

    /** Statuses are written in lower case. */
    static class StatusText extends LowerCaseEnum<AttemptStatus> {
        StatusText() {
            super(AttemptStatus.class);
        }
    }
}
