package dev.countinghouse.invoicing;

import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.invoicing.domain.Credit;
import dev.countinghouse.json.Json;
import dev.countinghouse.ledger.domain.ServiceRevenue;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.time.ServicePeriod;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A line of a finalized invoice. Read only: {@link InvoiceInsertRepository} writes lines, and nothing changes them. */
@Entity
@Immutable
@Table(name = "invoice_lines")
class InvoiceLine {

    @Id
    private UUID id;

    @Column(name = "invoice_id", nullable = false)
    private UUID invoiceId;

    @Column(name = "position", nullable = false)
    private int position;

    @Column(name = "charge_id")
    private @Nullable UUID chargeId;

    @Column(name = "metric")
    private @Nullable String metric;

    @Column(name = "description", nullable = false)
    private String description;

    @Convert(converter = PurposeText.class)
    @Column(name = "purpose", nullable = false)
    private LinePurpose purpose;

    @Column(name = "bucket", nullable = false)
    private String bucket;

    @Column(name = "period_start", nullable = false)
    private LocalDate periodStart;

    @Column(name = "period_end", nullable = false)
    private LocalDate periodEnd;

    @Column(name = "quantity", nullable = false)
    private BigDecimal quantity;

    @Column(name = "unit_amount", nullable = false)
    private BigDecimal unitAmount;

    @Column(name = "amount_minor", nullable = false)
    private long amountMinor;

    /** What coupons took off; zero or less of a line below zero. */
    @Column(name = "discount_minor", nullable = false)
    private long discountMinor;

    @Column(name = "tax_percent", nullable = false)
    private BigDecimal taxPercent;

    @Column(name = "tax_minor", nullable = false)
    private long taxMinor;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "tax_rates", columnDefinition = "varchar(64)[]")
    private String @Nullable [] taxRates;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "calculation", nullable = false)
    private String calculation;

    protected InvoiceLine() {}

    UUID id() {
        return id;
    }

    UUID invoiceId() {
        return invoiceId;
    }

    int position() {
        return position;
    }

    String description() {
        return description;
    }

    BigDecimal taxPercent() {
        return taxPercent;
    }

    /** What is left of it after coupons, and its tax. */
    Credit invoiced(Currency currency) {
        return new Credit(new Money(amountMinor - discountMinor, currency), new Money(taxMinor, currency));
    }

    /** The same net amount, and the days that earn it; empty of what was used by the time it was invoiced, whatever its period is. */
    Optional<ServiceRevenue> service(Currency currency) {
        if (purpose == LinePurpose.PROGRESSIVE) {
            return Optional.empty();
        }
        return Optional.of(new ServiceRevenue(invoiced(currency).net(), new ServicePeriod(periodStart, periodEnd)));
    }

    /** @param invoice its own */
    LineView view(Invoice.OfLines invoice) {
        Currency currency = invoice.currency();
        return new LineView(
                id,
                position,
                description,
                metric,
                chargeId,
                purpose,
                bucket,
                periodStart,
                periodEnd,
                Decimals.plain(quantity),
                Decimals.plain(unitAmount),
                MoneyView.of(new Money(amountMinor, currency)),
                MoneyView.of(new Money(discountMinor, currency)),
                taxRates == null ? invoice.taxRates() : List.of(taxRates),
                Decimals.plain(taxPercent),
                MoneyView.of(new Money(taxMinor, currency)),
                Json.readObject(calculation));
    }

    /** Purposes are written in lower case. */
    static class PurposeText extends LowerCaseEnum<LinePurpose> {
        PurposeText() {
            super(LinePurpose.class);
        }
    }
}
