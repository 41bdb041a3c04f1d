package dev.countinghouse.documents;

import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.tax.domain.VatTreatment;
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

    /** Key of the {@link Wording} that says why there is no tax. */
    @Nullable
    String reason() {
        return reason;
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
        if (isReverseCharge(invoice)) {
            return REVERSE_CHARGE;
        }
        return named ? ZERO : EXEMPT;
    }

    /** Who has no VAT id and charges no tax is no subject of VAT. */
    static boolean isNotSubject(InvoiceView invoice) {
        return (invoice.seller() == null || invoice.seller().vatId() == null) && isUntaxed(invoice);
    }

    /** What is said below the totals of why there is no tax; nothing of a seller who has no VAT id. */
    static List<String> notes(InvoiceView invoice, Wording words) {
        return isNotSubject(invoice)
                ? List.of()
                : Objects.requireNonNull(invoice.lines()).stream()
                        .map(line -> of(
                                        invoice,
                                        line.taxPercent(),
                                        !line.taxRates().isEmpty())
                                .reason())
                        .filter(Objects::nonNull)
                        .distinct()
                        .map(words::get)
                        .toList();
    }

    /** The whole sale is: who is charged tax on a part of it does not owe it on the rest. */
    private static boolean isReverseCharge(InvoiceView invoice) {
        @Nullable
        String from = invoice.seller() == null ? null : invoice.seller().country();
        @Nullable String to = invoice.customer().country();
        return from != null
                && to != null
                && VatTreatment.UNION.contains(from)
                && VatTreatment.of(from, to, isOf(to, invoice.customer().vatId())) == VatTreatment.REVERSE_CHARGE
                && isUntaxed(invoice);
    }

    private static boolean isUntaxed(InvoiceView invoice) {
        return Objects.requireNonNull(invoice.lines()).stream()
                .allMatch(line -> line.taxPercent().signum() == 0);
    }

    /** A VAT id of another country says nothing of a business in this one. */
    private static boolean isOf(String country, @Nullable String vatId) {
        return vatId != null && vatId.startsWith(country.equals("GR") ? "EL" : country);
    }
}
