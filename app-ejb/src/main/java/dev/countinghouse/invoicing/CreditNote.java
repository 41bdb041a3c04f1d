package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.NumberSeriesRepository.Number;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What was given back of an invoice. Never changed. */
@Entity
@Immutable
@Table(name = "credit_notes")
class CreditNote {

    @Id
    private UUID id;

    @Column(name = "series", nullable = false)
    private String series;

    @Column(name = "sequence", nullable = false)
    private long sequence;

    @Column(name = "number", nullable = false)
    private String number;

    /** Of its invoice; null: the tenant itself. */
    @Column(name = "legal_entity")
    private @Nullable String legalEntity;

    @Column(name = "invoice_id", nullable = false)
    private UUID invoiceId;

    @Column(name = "customer_id", nullable = false)
    private UUID customerId;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "currency", nullable = false)
    private String currency;

    @Column(name = "issued_on", nullable = false)
    private LocalDate issuedOn;

    @Column(name = "reason", nullable = false)
    private String reason;

    @Column(name = "subtotal_minor", nullable = false)
    private long subtotalMinor;

    @Column(name = "tax_minor", nullable = false)
    private long taxMinor;

    @Column(name = "total_minor", nullable = false)
    private long totalMinor;

    /** Of the total, what went to the customer's credit balance. */
    @Column(name = "returned_minor", nullable = false)
    private long returnedMinor;

    @Column(name = "refund_minor", nullable = false)
    private long refundMinor;

    /** Of the refund, what goes back through the gateways that it came by. */
    @Column(name = "gateway_refund_minor", nullable = false)
    private long gatewayRefundMinor;

    @Column(name = "refund_reference")
    private @Nullable String refundReference;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    protected CreditNote() {}

    /**
     * How it is called and when it is made.
     *
     * @param number of its invoice's legal entity
     * @param at the tenant's time, which dates it
     * @param byGateway of its refund, what goes back through the gateways that it came by
     */
    record Issue(UUID id, Number number, Instant at, Money byGateway) {}

    /** @param back of its total, what goes back to the customer */
    CreditNote(Issue issue, Invoice invoice, CreditNoteDraft draft, NewCreditNote wanted, GoingBack back) {
        this.id = issue.id();
        this.series = issue.number().series();
        this.sequence = issue.number().sequence();
        this.number = issue.number().text();
        this.legalEntity = issue.number().legalEntity();
        this.invoiceId = invoice.id();
        this.customerId = invoice.customerId();
        this.currency = draft.currency().getCurrencyCode();
        this.issuedOn = LocalDate.ofInstant(issue.at(), invoice.zone());
        this.reason = wanted.reason();
        this.subtotalMinor = draft.subtotal().minor();
        this.taxMinor = draft.tax().minor();
        this.totalMinor = draft.total().minor();
        this.returnedMinor = back.returned().minor();
        this.refundMinor = back.refund().minor();
        this.gatewayRefundMinor = issue.byGateway().minor();
        this.refundReference = wanted.refundReference();
        this.createdAt = issue.at();
    }

    UUID id() {
        return id;
    }

    LocalDate issuedOn() {
        return issuedOn;
    }

    CreditNoteView view(List<CreditNoteLine> lines) {
        return new CreditNoteView(
                id,
                number,
                legalEntity,
                invoiceId,
                customerId,
                currency,
                issuedOn,
                reason,
                lines.stream()
                        .map(line -> line.view(Currency.getInstance(currency)))
                        .toList(),
                money(subtotalMinor),
                money(taxMinor),
                money(totalMinor),
                money(totalMinor - returnedMinor - refundMinor),
                money(returnedMinor),
                refundMinor == 0
                        ? null
                        : new CreditNoteView.Refund(money(refundMinor), money(gatewayRefundMinor), refundReference),
                createdAt);
    }

    private MoneyView money(long minor) {
        return MoneyView.of(new Money(minor, Currency.getInstance(currency)));
    }
}
