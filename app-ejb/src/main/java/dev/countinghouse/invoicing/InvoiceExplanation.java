package dev.countinghouse.invoicing;

import dev.countinghouse.money.MoneyView;
import dev.countinghouse.tax.domain.TaxTreatment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an invoice came about, going out.
 *
 * @param text for whoever has to pay it
 * @param discount what coupons took off, less what lines below zero take back of discounts
 * @param subtotal the sum of the lines less the discount
 * @param taxTreatment what decided its taxes besides the rates that are named; null: nothing did
 * @param taxRule by what rule it is taxed, for whoever has to pay it
 */
public record InvoiceExplanation(
        UUID invoiceId,
        String number,
        String text,
        String currency,
        String timeZone,
        LocalDate issuedOn,
        List<LineExplanation> lines,
        List<CouponOf> coupons,
        MoneyView discount,
        MoneyView subtotal,
        @Nullable TaxTreatment taxTreatment,
        String taxRule,
        List<TaxOf> taxes,
        MoneyView tax,
        MoneyView total) {

    /**
     * A coupon on it.
     *
     * @param id of the redeemed coupon
     */
    public record CouponOf(UUID id, String code, String name, MoneyView amount, String text) {}

    /**
     * A tax on it.
     *
     * @param lines positions of those that it is on
     */
    public record TaxOf(
            String code,
            String name,
            BigDecimal percent,
            MoneyView base,
            MoneyView amount,
            List<Integer> lines,
            String text) {}
}
