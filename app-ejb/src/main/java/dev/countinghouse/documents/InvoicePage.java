package dev.countinghouse.documents;

import java.util.List;
import java.util.Map;

/**
 * All texts of an invoice's printed form, as they are shown; empty ones are left out.
 *
 * @param language of the texts, as HTML names it
 * @param text the wording by its keys
 * @param mark across the head of one that is not to be paid
 * @param color the tenant's, {@code #rrggbb}
 * @param ink the same where it can be read as text on white, else black
 * @param logo {@code data:} address
 * @param discounts the sum of the lines, and what coupons take off it; empty where none does
 * @param settled the total, and what of it the credit balance settled; empty where that had no part in it
 * @param total what is asked for
 * @param notes what the law or its reader needs to be told
 * @param footer the tenant's own words
 * @param imprint who it is from, on one line at the foot of each page
 */
record InvoicePage(
        String language,
        Map<String, String> text,
        String title,
        String number,
        String mark,
        String color,
        String ink,
        String logo,
        String brand,
        Party seller,
        Party customer,
        List<Fact> facts,
        List<Line> lines,
        List<Fact> discounts,
        Fact subtotal,
        List<TaxLine> taxes,
        List<Fact> settled,
        Fact total,
        List<String> notes,
        Payment payment,
        String footer,
        String imprint) {

    /** Who it is from or for. */
    record Party(String name, List<String> lines) {}

    /** A label and what it names. */
    record Fact(String label, String value) {}

    /** A line of the table. */
    record Line(String description, String period, String quantity, String unitPrice, String tax, String amount) {}

    /** A tax in the totals. */
    record TaxLine(String label, String base, String amount) {}

    /**
     * What is to be done.
     *
     * @param account label and value of what a transfer needs
     */
    record Payment(String request, List<Fact> account, String questions) {}
}
