package dev.countinghouse.documents;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invoice or a credit note in the terms of EN 16931, whatever syntax it is written in. All that the norm needs is there, and
 * its sums hold.
 *
 * @param dueOn null on credit notes
 * @param note for people
 * @param preceding the invoice that a credit note is of, or the void one that an invoice is written in place of
 * @param account where it is paid to, if anything is to be paid and it is known
 * @param terms how it is settled, in words
 * @param net the sum of the lines
 * @param total with tax
 * @param prepaid what of it is settled by the customer's credit balance; below zero, what went to it
 */
record EInvoice(
        Type type,
        String number,
        LocalDate issuedOn,
        @Nullable LocalDate dueOn,
        String currency,
        @Nullable String note,
        @Nullable Reference preceding,
        Party seller,
        Party buyer,
        @Nullable Account account,
        @Nullable String terms,
        List<Line> lines,
        List<Vat> vat,
        BigDecimal net,
        BigDecimal tax,
        BigDecimal total,
        BigDecimal prepaid) {

    /** The norm, as documents name what they follow. */
    static final String SPECIFICATION = "urn:cen.eu:en16931:2017";

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
     */
    record Party(
            String name,
            Place place,
            @Nullable String vatId,
            @Nullable String taxNumber,
            @Nullable String id) {}

    /** A postal address. */
    record Place(
            @Nullable String line1,
            @Nullable String line2,
            @Nullable String postalCode,
            @Nullable String city,
            @Nullable String region,
            String country) {}

    /**
     * A bank account.
     *
     * @param meansCode how it is paid to, by the code list UNTDID 4461
     */
    record Account(
            String meansCode,
            String iban,
            String holder,
            @Nullable String bic) {

        static final String TRANSFER = "30";
        static final String SEPA = "58";
    }

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
