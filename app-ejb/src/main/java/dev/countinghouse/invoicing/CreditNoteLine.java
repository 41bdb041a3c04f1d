package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.domain.Credit;
import dev.countinghouse.ledger.domain.Unearned;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What a credit note gives back of one line of its invoice. Never changed. */
@Entity
@Immutable
@Table(name = "credit_note_lines")
class CreditNoteLine {

    @Id
    private UUID id;

    @Column(name = "credit_note_id", nullable = false)
    private UUID creditNoteId;

    @Column(name = "invoice_line_id", nullable = false)
    private UUID invoiceLineId;

    @Column(name = "position", nullable = false)
    private int position;

    @Column(name = "description", nullable = false)
    private String description;

    @Column(name = "tax_percent", nullable = false)
    private BigDecimal taxPercent;

    @Column(name = "amount_minor", nullable = false)
    private long amountMinor;

    @Column(name = "tax_minor", nullable = false)
    private long taxMinor;

    /** What it takes of what its line had not earned yet. */
    @Column(name = "deferred_minor", nullable = false)
    private long deferredMinor;

    /** What it leaves of that, net; null: its line had earned all. */
    @Column(name = "rest_minor")
    private @Nullable Long restMinor;

    /** The first day that earns of what it leaves. */
    @Column(name = "rest_from")
    private @Nullable LocalDate restFrom;

    protected CreditNoteLine() {}

    /** @param unearned of its line, before it; null: nothing */
    CreditNoteLine(UUID id, UUID creditNoteId, InvoiceLine of, Credit credit, @Nullable Unearned unearned) {
        this.id = id;
        this.creditNoteId = creditNoteId;
        this.invoiceLineId = of.id();
        this.position = of.position();
        this.description = of.description();
        this.taxPercent = of.taxPercent();
        this.amountMinor = credit.net().minor();
        this.taxMinor = credit.tax().minor();
        if (unearned != null) {
            this.deferredMinor = unearned.taken(credit.net()).minor();
            this.restMinor = unearned.after(credit.net()).rest().minor();
            this.restFrom = unearned.from();
        }
    }

    UUID creditNoteId() {
        return creditNoteId;
    }

    UUID invoiceLineId() {
        return invoiceLineId;
    }

    Credit credit(Currency currency) {
        return new Credit(new Money(amountMinor, currency), new Money(taxMinor, currency));
    }

    Money deferred(Currency currency) {
        return new Money(deferredMinor, currency);
    }

    CreditNoteView.Line view(Currency currency) {
        Credit credit = credit(currency);
        return new CreditNoteView.Line(
                invoiceLineId,
                position,
                description,
                MoneyView.of(credit.net()),
                Decimals.plain(taxPercent),
                MoneyView.of(credit.tax()));
    }
}
