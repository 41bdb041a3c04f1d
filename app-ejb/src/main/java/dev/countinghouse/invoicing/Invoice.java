package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tax.domain.TaxTreatment;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * What one customer owes for one subscription and one period. Written by {@link InvoiceInsertRepository} when it is finalized; from
 * then on only its settlement changes, and the database grants no other UPDATE.
 */
@Entity
@DynamicUpdate
@Table(name = "invoices")
class Invoice {

    @Id
    private UUID id;

    /** Null of one that is not issued. */
    @Column(name = "number", updatable = false)
    private @Nullable String number;

    @Column(name = "customer_id", nullable = false, updatable = false)
    private UUID customerId;

    /** Whose subscription it is where the customer pays for another one; null: his own. */
    @Column(name = "child_customer_id", updatable = false)
    private @Nullable UUID childCustomerId;

    @Column(name = "subscription_id", updatable = false)
    private @Nullable UUID subscriptionId;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "customer", nullable = false, updatable = false)
    private String customer;

    /** A code; null: the tenant itself. */
    @Column(name = "legal_entity", updatable = false)
    private @Nullable String legalEntity;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "seller", updatable = false)
    private @Nullable String seller;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "currency", nullable = false, updatable = false)
    private String currency;

    @Column(name = "time_zone", nullable = false, updatable = false)
    private String timeZone;

    @Column(name = "period_start", nullable = false, updatable = false)
    private LocalDate periodStart;

    @Column(name = "period_end", nullable = false, updatable = false)
    private LocalDate periodEnd;

    @Column(name = "issued_on", nullable = false, updatable = false)
    private LocalDate issuedOn;

    @Column(name = "due_on", nullable = false, updatable = false)
    private LocalDate dueOn;

    @Column(name = "discount_minor", nullable = false, updatable = false)
    private long discountMinor;

    /** Which took how much off; null: none. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "coupons", updatable = false)
    private @Nullable String coupons;

    @Column(name = "subtotal_minor", nullable = false, updatable = false)
    private long subtotalMinor;

    @Column(name = "tax_minor", nullable = false, updatable = false)
    private long taxMinor;

    @Column(name = "total_minor", nullable = false, updatable = false)
    private long totalMinor;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "taxes", nullable = false, updatable = false)
    private String taxes;

    @Convert(converter = TaxTreatmentText.class)
    @Column(name = "tax_treatment", updatable = false)
    private @Nullable TaxTreatment taxTreatment;

    @Column(name = "finalized_at", nullable = false, updatable = false)
    private Instant finalizedAt;

    @Convert(converter = InvoiceStatusText.class)
    @Column(name = "status", nullable = false)
    private InvoiceStatus status;

    @Embedded
    private SettledAmounts settled;

    @Embedded
    private @Nullable InvoiceClosing closing;

    /** How many void invoices it comes after. */
    @Column(name = "generation", nullable = false, updatable = false)
    private int generation;

    @Column(name = "replaces_id", updatable = false)
    private @Nullable UUID replacesId;

    @Column(name = "replaced_by_id")
    private @Nullable UUID replacedById;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected Invoice() {}

    /**
     * Takes a payment, at most what is open, or, where that was written off, what of it has not come in since.
     *
     * @return whether it had been written off
     */
    boolean settle(Money payment) {
        boolean recovers = status == InvoiceStatus.UNCOLLECTIBLE;
        if (!isOpen() && !recovers) {
            throw new BillingException(ProblemType.INVOICE_NOT_PAYABLE, "Invoice " + number() + " is " + statusWord());
        }
        if (!payment.currency().equals(total().currency())) {
            throw BillingException.invalid(
                    "amount.currency", "currency_mismatch", "must be the invoice's: " + currency);
        }
        Money open = payable();
        if (payment.compareTo(open) > 0) {
            throw new BillingException(
                    ProblemType.PAYMENT_EXCEEDS_DUE, "Invoice %s has %s open".formatted(number(), open));
        }
        settled.pay(payment.minor(), recovers);
        if (!recovers || lost().signum() == 0) {
            beAsSettled();
        }
        return recovers;
    }

    /**
     * Declares that it should not have been written. From then on nothing of it is owed; its number and its lines stay.
     *
     * @return what had been applied of it, which goes back to the credit balance; below zero, what it had given to it. What wallets
     *     paid goes back to them
     * @throws BillingException INVOICE_NOT_VOIDABLE when something of it was paid or credited, and when it ended before
     */
    Money makeVoid(InvoiceClosing end) {
        boolean stands = status == InvoiceStatus.FINALIZED || (status == InvoiceStatus.PAID && settled.isPrepaid());
        if (!stands || settled.isMoved()) {
            throw InvoiceRefusals.notVoidable(number(), statusWord(), settled.isMoved());
        }
        status = InvoiceStatus.VOID;
        settled.takeBack();
        closing = end;
        return money(settled.returnedMinor());
    }

    /**
     * Gives up what is due of it.
     *
     * @return what was due
     * @throws BillingException NOTHING_TO_WRITE_OFF when nothing is, and when it was given up before: what is owed again then is credited
     */
    Money writeOff(InvoiceClosing end) {
        Money given = due();
        if (!isOpen() || given.signum() <= 0 || closing != null) {
            throw InvoiceRefusals.nothingToWriteOff(number(), statusWord(), given);
        }
        settled.writeOff(given.minor());
        status = InvoiceStatus.UNCOLLECTIBLE;
        closing = end;
        return given;
    }

    /** Gives its place to another one with the same lines, once. */
    void replaceBy(UUID replacement) {
        requireReplaceable();
        replacedById = replacement;
    }

    /** @throws BillingException INVOICE_NOT_REPLACEABLE when it is not void, or was replaced before */
    void requireReplaceable() {
        if (status != InvoiceStatus.VOID || replacedById != null) {
            throw new BillingException(
                    ProblemType.INVOICE_NOT_REPLACEABLE,
                    "Invoice %s is %s".formatted(number(), replacedById == null ? statusWord() : "replaced"));
        }
    }

    /** Changes what of its payments went back; its status follows what is due then, but what was written off or is void stays so. */
    void settleAnew(Consumer<SettledAmounts> change) {
        change.accept(settled);
        if (!isLost() && status != InvoiceStatus.VOID) {
            beAsSettled();
        }
    }

    private void beAsSettled() {
        InvoiceStatus owed = settled.isPaidInPart() ? InvoiceStatus.PARTIALLY_PAID : InvoiceStatus.FINALIZED;
        status = due().signum() == 0 ? InvoiceStatus.PAID : owed;
    }

    /** What of its payments is there to go back: what did not yet, in money or to the credit balance. */
    Money refundable() {
        return money(status == InvoiceStatus.VOID || isLost() ? 0 : settled.refundableMinor());
    }

    private boolean isOpen() {
        return status == InvoiceStatus.FINALIZED || status == InvoiceStatus.PARTIALLY_PAID;
    }

    boolean isPaid() {
        return status == InvoiceStatus.PAID;
    }

    @Nullable
    UUID subscriptionId() {
        return subscriptionId;
    }

    /** Whether what was due of it was written off. */
    boolean isLost() {
        return status == InvoiceStatus.UNCOLLECTIBLE;
    }

    private String statusWord() {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Takes a credit off what is due; the rest of it goes back to the customer: no more than was applied and paid.
     *
     * @param toBalance whether all of the rest goes to his credit balance, not what came from it alone
     */
    GoingBack credit(Money credit, boolean toBalance) {
        GoingBack back = goingBack(credit, toBalance);
        settled.credit(credit.minor(), back.returned().minor(), back.refund().minor());
        beAsSettled();
        return back;
    }

    /** What of a credit would go back to the customer. */
    GoingBack goingBack(Money credit, boolean toBalance) {
        if (status == InvoiceStatus.VOID || status == InvoiceStatus.UNCOLLECTIBLE || totalMinor <= 0) {
            throw InvoiceRefusals.notCreditable(number(), statusWord(), total());
        }
        Money left = total().minus(money(settled.creditedMinor()));
        if (credit.signum() <= 0 || credit.compareTo(left) > 0) {
            throw InvoiceRefusals.exceedsInvoice(number(), left, credit);
        }
        Money rest = credit.minus(due()).orZero();
        Money kept = money(settled.keptMinor()).orZero();
        Money returned = toBalance || rest.compareTo(kept) < 0 ? rest : kept;
        return new GoingBack(returned, rest.minus(returned));
    }

    UUID id() {
        return id;
    }

    UUID customerId() {
        return customerId;
    }

    @Nullable
    UUID childId() {
        return childCustomerId;
    }

    /** As it is called: by its number, or where it has none by its id. */
    String number() {
        return number == null ? id.toString() : number;
    }

    /** Code of the one that issued it; null: the tenant itself. */
    @Nullable
    String legalEntity() {
        return legalEntity;
    }

    ZoneId zone() {
        return ZoneId.of(timeZone);
    }

    Money total() {
        return money(totalMinor);
    }

    Money paid() {
        return money(settled.paidMinor());
    }

    Money subtotal() {
        return money(subtotalMinor);
    }

    Money tax() {
        return money(taxMinor);
    }

    Money fromWallets() {
        return money(settled.walletMinor());
    }

    /** What is owed still: neither credited, nor applied or paid and kept, nor written off; nothing of a void one. */
    Money due() {
        return status == InvoiceStatus.VOID ? money(0) : total().minus(money(settled.all()));
    }

    /** What a payment of it can be at most: what is owed, or of what was written off what has not come in since; else nothing. */
    Money payable() {
        return isOpen() ? due().orZero() : status == InvoiceStatus.UNCOLLECTIBLE ? lost() : money(0);
    }

    /** What was written off and has not come in since. */
    private Money lost() {
        return money(settled.lostMinor());
    }

    /**
     * What its lines are shown with.
     *
     * @param taxRates codes of all its taxes
     */
    record OfLines(Currency currency, List<String> taxRates) {}

    OfLines ofLines() {
        return new OfLines(
                total().currency(),
                InvoiceJson.taxes(taxes).stream().map(InvoiceView.Tax::code).toList());
    }

    InvoiceView view(@Nullable List<LineView> lines) {
        return new InvoiceView(
                id,
                number,
                status,
                legalEntity,
                InvoiceJson.seller(seller),
                InvoiceJson.customer(customerId, customer),
                childCustomerId,
                subscriptionId,
                currency,
                timeZone,
                periodStart,
                periodEnd,
                issuedOn,
                dueOn,
                lines,
                InvoiceJson.view(money(discountMinor)),
                InvoiceJson.coupons(coupons),
                InvoiceJson.view(subtotal()),
                taxTreatment,
                InvoiceJson.taxes(taxes),
                InvoiceJson.view(tax()),
                InvoiceJson.view(total()),
                InvoiceJson.view(money(settled.appliedMinor())),
                InvoiceJson.view(fromWallets()),
                InvoiceJson.view(money(settled.returnedMinor())),
                InvoiceJson.view(paid()),
                InvoiceJson.view(money(settled.creditedMinor())),
                InvoiceJson.view(money(settled.refundedMinor())),
                InvoiceJson.view(money(settled.writtenOffMinor())),
                InvoiceJson.view(money(settled.recoveredMinor())),
                InvoiceJson.view(due()),
                closing == null ? null : closing.view(),
                replacesId,
                replacedById,
                version,
                finalizedAt);
    }

    private Money money(long minor) {
        return new Money(minor, Currency.getInstance(currency));
    }
}
