package dev.countinghouse.invoicing;

import dev.countinghouse.customer.Address;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.tax.domain.TaxTreatment;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice going out.
 *
 * @param timeZone whose days its dates are
 * @param periodStart first day of the usage it bills
 * @param periodEnd day after the last; equal to the start when it bills no usage
 * @param lines null in lists that were not asked for them
 * @param discount what coupons took off, less what lines below zero take back of discounts
 * @param coupons which took how much off
 * @param subtotal the sum of the lines less the discount
 * @param taxTreatment what decided its taxes besides the rates that are named, by seller and customer; null: nothing did
 * @param applied from the customer's credit balance when it was finalized; below zero, what it gave to it
 * @param wallet from the customer's wallets when it was finalized
 * @param returned to the credit balance since, of what was applied, came from wallets, or was paid
 * @param paid all that came in, also what went back
 * @param credited by credit notes
 * @param refunded what of it was paid and went back
 * @param writtenOff what was due when it was given up
 * @param recovered what of that came in later
 * @param due total less what was credited, less what was applied, came from wallets or was paid and did not go back, and less what was
 *     written off and not recovered; nothing of a void invoice
 * @param closing how it was voided or written off; null when it was not
 * @param replacesId the void invoice that it is written in place of; null for none
 * @param replacedById the invoice that was written in place of this void one; null for none
 * @param legalEntity code of the one that issued it; null: the tenant itself
 * @param seller that one, or the tenant, as it stood on its invoices when this one was finalized; null on those from before that was kept
 * @param finalizedAt by the tenant's clock
 */
public record InvoiceView(
        UUID id,
        String number,
        InvoiceStatus status,
        @Nullable String legalEntity,
        @Nullable InvoiceSeller seller,
        BilledCustomer customer,
        @Nullable UUID subscriptionId,
        String currency,
        String timeZone,
        LocalDate periodStart,
        LocalDate periodEnd,
        LocalDate issuedOn,
        LocalDate dueOn,
        @Nullable List<LineView> lines,
        MoneyView discount,
        List<CouponUse> coupons,
        MoneyView subtotal,
        @Nullable TaxTreatment taxTreatment,
        List<Tax> taxes,
        MoneyView tax,
        MoneyView total,
        MoneyView applied,
        MoneyView wallet,
        MoneyView returned,
        MoneyView paid,
        MoneyView credited,
        MoneyView refunded,
        MoneyView writtenOff,
        MoneyView recovered,
        MoneyView due,
        @Nullable Closing closing,
        @Nullable UUID replacesId,
        @Nullable UUID replacedById,
        int version,
        Instant finalizedAt) {

    /** What it asks for: the total less what was prepaid; nothing where it is below zero. */
    public MoneyView asked() {
        return new MoneyView(total.amount().subtract(prepaid().amount()), currency);
    }

    /** What the credit balance and wallets settled of it; below zero, what it gave to the credit balance. */
    public MoneyView prepaid() {
        return new MoneyView(applied.amount().add(wallet.amount()), currency);
    }

    /**
     * The customer as he was when the invoice was finalized.
     *
     * @param vatIdValid whether the VAT id was found to be a valid one of his country; null where there was none to check
     * @param buyerReference what he wants to find on his invoices; null for nothing
     * @param electronicAddress where his e-invoices go, as {@code SCHEME:ID}; null: nowhere known
     * @param taxRates codes of tax rates where neither charge nor plan named any
     * @param taxExemptReason why no tax was charged at all; null where he was not exempt
     * @param locale of its documents; null on invoices from before that was kept
     */
    public record BilledCustomer(
            UUID id,
            @Nullable String externalId,
            String name,
            @Nullable String email,
            @Nullable Address address,
            @Nullable String country,
            @Nullable String vatId,
            @Nullable Boolean vatIdValid,
            @Nullable String buyerReference,
            @Nullable String electronicAddress,
            List<String> taxRates,
            @Nullable String taxExemptReason,
            @Nullable String locale) {

        public BilledCustomer {
            taxRates = List.copyOf(taxRates);
        }
    }

    /**
     * How an invoice ended without being paid.
     *
     * @param journalEntryId of what it posted
     * @param at by the tenant's clock
     */
    public record Closing(UUID journalEntryId, Instant at, String reason) {}

    /** A tax on the invoice: HALF_UP of the base, which is the sum of the lines that name it, times the percentage. */
    public record Tax(String code, String name, BigDecimal percent, MoneyView base, MoneyView amount) {}
}
