package dev.countinghouse.payments;

import dev.countinghouse.invoicing.InvoiceSettlement.Settled;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Money that came in for an invoice. A fact: never changed. */
@Entity
@Immutable
@Table(name = "payments")
class Payment {

    private static final String MANUAL = "manual";

    @Id
    private UUID id;

    @Column(name = "external_id")
    private @Nullable String externalId;

    @Column(name = "invoice_id", nullable = false)
    private UUID invoiceId;

    @Column(name = "customer_id", nullable = false)
    private UUID customerId;

    @Column(name = "gateway", nullable = false)
    private String gateway;

    @Column(name = "reference", nullable = false)
    private String reference;

    @Column(name = "amount_minor", nullable = false)
    private long amountMinor;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "currency", nullable = false)
    private String currency;

    @Column(name = "paid_on", nullable = false)
    private LocalDate paidOn;

    /** Whether it is of what had been written off. */
    @Column(name = "recovers", nullable = false)
    private boolean recovers;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    protected Payment() {}

    Payment(UUID id, NewPayment from, Settled settled, LocalDate paidOn, Instant createdAt) {
        this.id = id;
        this.externalId = from.externalId();
        this.invoiceId = from.invoiceId();
        this.customerId = settled.customerId();
        this.gateway = MANUAL;
        this.reference = from.reference();
        this.amountMinor = from.amount().minor();
        this.currency = from.amount().currency().getCurrencyCode();
        this.paidOn = paidOn;
        this.recovers = settled.recovers();
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    PaymentView view(Map<String, Object> metadata) {
        return new PaymentView(
                id,
                externalId,
                invoiceId,
                customerId,
                gateway,
                reference,
                MoneyView.of(new Money(amountMinor, Currency.getInstance(currency))),
                paidOn,
                recovers,
                metadata,
                createdAt);
    }
}
