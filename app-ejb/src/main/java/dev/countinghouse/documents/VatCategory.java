package dev.countinghouse.documents;

import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.tax.domain.TaxTreatment;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How EN 16931 calls what tax is on a line, and why there is none. Source: docs/BILLING.md, e-invoices. */
enum VatCategory {
    STANDARD("S", null, null),
    ZERO("Z", null, null),
    EXEMPT("E", null, "exempt"),
    REVERSE_CHARGE("AE", "VATEX-EU-AE", "reverse_charge"),
    OUTSIDE("G", "VATEX-EU-G", "outside"),
    NOT_SUBJECT("O", "VATEX-EU-O", "not_subject");

    private final String code;
    private final @Nullable String reasonCode;
    private final @Nullable String reason;

    VatCategory(String code, @Nullable String reasonCode, @Nullable String reason) {
        this.code = code;
        this.reasonCode = reasonCode;
        this.reason = reason;
    }

    /** Of the code list UNTDID 5305. */
    String code() {
        return code;
    }

    /** Of the code list VATEX. */
    @Nullable
    String reasonCode() {
        return reasonCode;
    }

    /** Why there is no tax; null where there is, and at a rate of zero percent. Who is exempt has a reason of his own. */
    @Nullable
    String reason(InvoiceView invoice, Wording words) {
        @Nullable String own = this == EXEMPT ? invoice.customer().taxExemptReason() : null;
        if (reason == null) {
            return null;
        }
        return own == null ? words.get(reason) : words.get(reason) + ": " + Printable.text(own);
    }

    /**
     * Of a line.
     *
     * @param percent of all taxes on it
     * @param named whether it names a tax, be that of zero percent
     */
    static VatCategory of(InvoiceView invoice, BigDecimal percent, boolean named) {
        if (percent.signum() > 0) {
            return STANDARD;
        }
        if (isNotSubject(invoice)) {
            return NOT_SUBJECT;
        }
        @Nullable TaxTreatment decided = decided(invoice);
        return switch (decided) {
            case EXEMPT -> EXEMPT;
            case REVERSE_CHARGE -> REVERSE_CHARGE;
            case OUTSIDE -> OUTSIDE;
            case null, default -> named ? ZERO : EXEMPT;
        };
    }

    /** As the invoice says; where nothing but the rates decided, it may still be that they stand for a reverse charge. */
    private static @Nullable TaxTreatment decided(InvoiceView invoice) {
        return invoice.taxTreatment() == null && isReverseCharge(invoice)
                ? TaxTreatment.REVERSE_CHARGE
                : invoice.taxTreatment();
    }

    /**
     * Who has no VAT id and charges no tax is no subject of VAT, unless it is for the buyer's sake; and neither is what is no supply, whoever
     * sells it.
     */
    static boolean isNotSubject(InvoiceView invoice) {
        return invoice.taxTreatment() == TaxTreatment.NO_SUPPLY
                || (invoice.taxTreatment() == null
                        && (invoice.seller() == null || invoice.seller().vatId() == null)
                        && isUntaxed(invoice));
    }

    /** What is said below the totals of why there is no tax; nothing where VAT is none of the matter. */
    static List<String> notes(InvoiceView invoice, Wording words) {
        return isNotSubject(invoice)
                ? List.of()
                : Objects.requireNonNull(invoice.lines()).stream()
                        .map(line -> of(
                                        invoice,
                                        line.taxPercent(),
                                        !line.taxRates().isEmpty())
                                .reason(invoice, words))
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
    }

    /** The whole sale is: who is charged tax on a part of it does not owe it on the rest. */
    private static boolean isReverseCharge(InvoiceView invoice) {
        @Nullable
        String from = invoice.seller() == null ? null : invoice.seller().country();
        @Nullable String to = invoice.customer().country();
        return from != null
                && to != null
                && TaxTreatment.isInUnion(from)
                && TaxTreatment.of(from, to, isOf(to, invoice.customer().vatId())) == TaxTreatment.REVERSE_CHARGE
                && !Boolean.FALSE.equals(invoice.customer().vatIdValid())
                && isUntaxed(invoice);
    }

    private static boolean isUntaxed(InvoiceView invoice) {
        return Objects.requireNonNull(invoice.lines()).stream()
                .allMatch(line -> line.taxPercent().signum() == 0);
    }

    /** A VAT id of another country says nothing of a business in this one. */
    private static boolean isOf(String country, @Nullable String vatId) {
        return vatId != null && vatId.startsWith(country.equals("GR") ? "EL" : TaxTreatment.stateOf(country));
    }
}
