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

    /** What was too much, and went to the customer's credit. */
    @Column(name = "excess_minor", nullable = false)
    private long excessMinor;

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

    Payment(UUID id, Receipt from, Settled settled, LocalDate paidOn, Instant createdAt) {
        this.id = id;
        this.externalId = from.externalId();
        this.invoiceId = from.invoiceId();
        this.customerId = settled.customerId();
        this.gateway = from.gateway();
        this.reference = from.reference();
        this.amountMinor = from.amount().minor();
        this.excessMinor = from.excess().minor();
        this.currency = from.amount().currency().getCurrencyCode();
        this.paidOn = paidOn;
        this.recovers = settled.recovers();
        this.createdAt = createdAt;
    }

    /**
     * What came in.
     *
     * @param reference tells payments of one invoice and gateway apart
     * @param excess of the amount, what was too much
     */
    record Receipt(
            String gateway, @Nullable String externalId, UUID invoiceId, String reference, Money amount, Money excess) {

        /** Outside. */
        static Receipt of(NewPayment wanted) {
            return new Receipt(
                    MANUAL,
                    wanted.externalId(),
                    wanted.invoiceId(),
                    wanted.reference(),
                    wanted.amount(),
                    Money.zero(wanted.amount().currency()));
        }

        /** Through Stripe. */
        static Receipt ofStripe(UUID invoiceId, String reference, Money amount, Money excess) {
            return new Receipt("stripe", null, invoiceId, reference, amount, excess);
        }
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

    String gateway() {
        return gateway;
    }

    /** What the gateway calls it, or what tells it apart by hand. */
    String reference() {
        return reference;
    }

    /** Whether it was received outside. */
    boolean isByHand() {
        return gateway.equals(MANUAL);
    }

    /** What settled its invoice. */
    long settledMinor() {
        return amountMinor - excessMinor;
    }

    /** What was too much. */
    long excessMinor() {
        return excessMinor;
    }

    PaymentView view(Map<String, Object> metadata) {
        return new PaymentView(
                id,
                externalId,
                invoiceId,
                customerId,
                gateway,
                reference,
                MoneyView.of(money(amountMinor)),
                MoneyView.of(money(excessMinor)),
                paidOn,
                recovers,
                metadata,
                createdAt);
    }

    private Money money(long minor) {
        return new Money(minor, Currency.getInstance(currency));
    }
}
