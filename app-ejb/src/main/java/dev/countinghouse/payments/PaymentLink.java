package dev.countinghouse.payments;

import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.invoicing.InvoiceSettlement.Collectable;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.payments.domain.CheckTimes;
import dev.countinghouse.payments.domain.LinkStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A page of the gateway on which a customer pays an invoice himself. What is asked of the gateway never changes. */
@Entity
@DynamicUpdate
@Table(name = "payment_links")
class PaymentLink {

    /** How long an open one is left alone when nobody says anything of it: an event may be lost, an invoice credited or voided. */
    private static final Duration LOOKED_AFTER = Duration.ofMinutes(10);

    @Id
    private UUID id;

    @Column(name = "invoice_id", nullable = false, updatable = false)
    private UUID invoiceId;

    @Column(name = "customer_id", nullable = false, updatable = false)
    private UUID customerId;

    @Column(name = "gateway", nullable = false, updatable = false)
    private String gateway;

    @Column(name = "account", nullable = false, updatable = false)
    private String account;

    @Column(name = "gateway_customer", updatable = false)
    private @Nullable String gatewayCustomer;

    @Column(name = "amount_minor", nullable = false, updatable = false)
    private long amountMinor;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "currency", nullable = false, updatable = false)
    private String currency;

    @Column(name = "success_url", nullable = false, updatable = false)
    private String successUrl;

    @Column(name = "cancel_url", updatable = false)
    private @Nullable String cancelUrl;

    @Convert(converter = StatusText.class)
    @Column(name = "status", nullable = false)
    private LinkStatus status;

    @Column(name = "gateway_reference")
    private @Nullable String gatewayReference;

    @Column(name = "url")
    private @Nullable String url;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

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

    protected PaymentLink() {}

    /** Whose account it is at, and what that calls the customer; null where it does not know him. */
    record Place(String account, @Nullable String gatewayCustomer) {}

    /** One that is to be made, at once, for all that is due. */
    PaymentLink(UUID id, NewPaymentLink wanted, Collectable invoice, Place place, PaymentAttempt.Times at) {
        this.id = id;
        this.invoiceId = wanted.invoiceId();
        this.customerId = invoice.customerId();
        this.gateway = "stripe";
        this.account = place.account();
        this.gatewayCustomer = place.gatewayCustomer();
        this.amountMinor = invoice.due().minor();
        this.currency = invoice.due().currency().getCurrencyCode();
        this.successUrl = wanted.successUrl();
        this.cancelUrl = wanted.cancelUrl();
        this.status = LinkStatus.CREATED;
        this.createdAt = at.business();
        this.nextCheckAt = at.real();
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

    /** Something happened: the gateway is asked at once. What is over is left alone. */
    boolean toldOf(Instant now) {
        if (!status.isOpen() || begunAt == null) {
            return false;
        }
        nextCheckAt = now;
        return true;
    }

    /**
     * Takes the gateway's answer, whichever time it comes.
     *
     * @param payment that was booked for it; null unless it was paid on
     * @return whether it stands otherwise now
     */
    boolean answered(LinkAnswer answer, @Nullable UUID payment, Instant now) {
        LinkStatus before = status;
        if (!before.isOpen()) {
            return false;
        }
        status = before.after(answer.status());
        code = answer.why().code();
        message = answer.why().message();
        LinkAnswer.Page page = answer.page();
        if (page != null) {
            gatewayReference = page.reference();
            expiresAt = page.expiresAt();
            url = page.url();
        }
        if (!status.isOpen()) {
            url = null;
        }
        paymentId = payment;
        nextCheckAt = status.isOpen() ? now.plus(wait(answer.why().code() == null)) : null;
        return status != before;
    }

    private Duration wait(boolean understood) {
        return understood && status == LinkStatus.OPEN ? LOOKED_AFTER : CheckTimes.after(checks);
    }

    boolean isDue(Instant now) {
        return nextCheckAt != null && !nextCheckAt.isAfter(now);
    }

    /** Whether the gateway surely knows its key still. */
    private boolean keyHolds(Instant now) {
        return begunAt != null && now.isBefore(begunAt.plus(CheckTimes.KEY_HOLDS));
    }

    /** Since when the gateway can have a page of it; real time. Restored books may not know that it was asked for. */
    private Instant since() {
        Instant made = Ids.madeAt(id);
        return begunAt != null && begunAt.isBefore(made) ? begunAt : made;
    }

    /** @param close whether it is to be closed, unless it was paid on */
    LinkRequest request(GatewayAccount through, UUID tenantId, String number, boolean close, Instant now) {
        return new LinkRequest(
                id,
                through,
                tenantId,
                number,
                amount(),
                gatewayCustomer,
                successUrl,
                cancelUrl,
                gatewayReference,
                since(),
                keyHolds(now),
                close);
    }

    UUID id() {
        return id;
    }

    UUID invoiceId() {
        return invoiceId;
    }

    String account() {
        return account;
    }

    LinkStatus status() {
        return status;
    }

    Money amount() {
        return new Money(amountMinor, Currency.getInstance(currency));
    }

    @Nullable
    Instant nextCheckAt() {
        return nextCheckAt;
    }

    PaymentLinkView view() {
        return new PaymentLinkView(
                id,
                invoiceId,
                customerId,
                gateway,
                gatewayReference,
                MoneyView.of(amount()),
                status,
                url,
                expiresAt,
                code,
                message,
                paymentId,
                createdAt,
                version);
    }

    /** Statuses are written in lower case. */
    static class StatusText extends LowerCaseEnum<LinkStatus> {
        StatusText() {
            super(LinkStatus.class);
        }
    }
}
