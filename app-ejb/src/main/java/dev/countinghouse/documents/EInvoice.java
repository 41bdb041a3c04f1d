package dev.countinghouse.documents;

import dev.countinghouse.einvoice.domain.ElectronicAddress;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invoice or a credit note in the terms of EN 16931, whatever syntax it is written in. All that the norm needs is there, and
 * its sums hold.
 *
 * @param profile whose rules it keeps besides the norm's
 * @param dueOn null on credit notes
 * @param note for people
 * @param preceding the invoice that a credit note is of, or the void one that an invoice is written in place of
 * @param buyerReference what the buyer wants to find on it
 * @param payment how it is paid, if that is to be said
 * @param terms how it is settled, in words
 * @param net the sum of the lines
 * @param total with tax
 * @param prepaid what of it is settled by the customer's credit balance; below zero, what went to it
 */
record EInvoice(
        Profile profile,
        Type type,
        String number,
        LocalDate issuedOn,
        @Nullable LocalDate dueOn,
        String currency,
        @Nullable String note,
        @Nullable Reference preceding,
        Party seller,
        Party buyer,
        @Nullable String buyerReference,
        @Nullable Payment payment,
        @Nullable String terms,
        List<Line> lines,
        List<Vat> vat,
        BigDecimal net,
        BigDecimal tax,
        BigDecimal total,
        BigDecimal prepaid) {

    /** Of whatever is counted: "one". */
    static final String UNIT = "C62";

    EInvoice {
        lines = List.copyOf(lines);
        vat = List.copyOf(vat);
        require(net, lines.stream().map(Line::amount).toList());
        require(net, vat.stream().map(Vat::base).toList());
        require(tax, vat.stream().map(Vat::amount).toList());
        require(total, List.of(net, tax));
    }

    /** What is to be paid. */
    BigDecimal payable() {
        return total.subtract(prepaid);
    }

    private static void require(BigDecimal sum, List<BigDecimal> parts) {
        if (parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add).compareTo(sum) != 0) {
            throw new IllegalArgumentException(parts + " do not sum to " + sum);
        }
    }

    /** What it keeps: the norm alone, or the rules of those who narrow it down. */
    enum Profile {
        NORM("", null, "on an e-invoice"),
        /** The one of Germany's public bodies. Source: KoSIT, XRechnung 3.0.2. */
        XRECHNUNG("#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0", Profile.BILLING, "on an XRechnung"),
        /** Source: OpenPeppol, BIS Billing 3.0. */
        PEPPOL("#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", Profile.BILLING, "in Peppol");

        private static final String BILLING = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

        private final String specification;
        private final @Nullable String process;
        private final String where;

        Profile(String compliance, @Nullable String process, String where) {
            this.specification = "urn:cen.eu:en16931:2017" + compliance;
            this.process = process;
            this.where = where;
        }

        /** As documents name what they follow (BT-24). */
        String specification() {
            return specification;
        }

        /** The process that they are part of (BT-23); null where none is named. */
        @Nullable
        String process() {
            return process;
        }

        /** Where what it needs is missing. */
        String where() {
            return where;
        }
    }

    /** What it is, by the code list UNTDID 1001. */
    enum Type {
        INVOICE("380"),
        CREDIT_NOTE("381");

        private final String code;

        Type(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    /** Another document. */
    record Reference(String number, LocalDate issuedOn) {}

    /**
     * Who it is from or for.
     *
     * @param vatId with its country's letters
     * @param taxNumber at the local tax office
     * @param id what else tells who it is
     * @param address where its e-invoices go or are from
     * @param contact whom to ask; of the seller
     */
    record Party(
            String name,
            Place place,
            @Nullable String vatId,
            @Nullable String taxNumber,
            @Nullable String id,
            @Nullable ElectronicAddress address,
            @Nullable Contact contact) {}

    /** A person or a department. */
    record Contact(
            @Nullable String name,
            @Nullable String phone,
            @Nullable String email) {}

    /** A postal address. */
    record Place(
            @Nullable String line1,
            @Nullable String line2,
            @Nullable String postalCode,
            @Nullable String city,
            @Nullable String region,
            String country) {}

    /**
     * How it is paid.
     *
     * @param meansCode by the code list UNTDID 4461
     * @param account where it is paid to; null where nothing is, or nowhere is known
     */
    record Payment(String meansCode, @Nullable Account account) {

        static final String TRANSFER = "30";
        static final String SEPA = "58";
        /** Nothing is said of it. */
        static final String UNDEFINED = "1";
    }

    /** A bank account. */
    record Account(String iban, String holder, @Nullable String bic) {}

    /**
     * A line.
     *
     * @param price of a unit, never below zero
     * @param discount taken off it; null for none
     * @param amount quantity times price, rounded, less the discount
     * @param lastDay of what is billed
     */
    record Line(
            int position,
            String name,
            BigDecimal quantity,
            BigDecimal price,
            @Nullable Discount discount,
            BigDecimal amount,
            VatKey vat,
            LocalDate firstDay,
            LocalDate lastDay) {}

    /**
     * What is taken off a line.
     *
     * @param amount not zero; below zero it is a charge
     * @param reason in words
     */
    record Discount(BigDecimal amount, String reason) {

        /** The code list UNTDID 5189. */
        static final String CODE = "95";

        boolean isCharge() {
            return amount.signum() < 0;
        }
    }

    /** What taxes are told apart by. */
    record VatKey(VatCategory category, BigDecimal percent) {}

    /**
     * The tax on all lines of a category and rate.
     *
     * @param reason why there is none
     */
    record Vat(
            VatKey key,
            BigDecimal base,
            BigDecimal amount,
            @Nullable String reason) {

        /** Whether it is a whole unit of the currency or more off the rate of the base: EN 16931, BR-S-09. */
        boolean isRoundedTooFar() {
            BigDecimal exact = base.abs()
                    .multiply(key.percent())
                    .setScale(0, RoundingMode.HALF_UP)
                    .movePointLeft(2);
            return amount.abs().subtract(exact).abs().compareTo(BigDecimal.ONE) >= 0;
        }
    }
}
