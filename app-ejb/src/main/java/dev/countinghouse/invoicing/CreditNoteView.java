package dev.countinghouse.invoicing;

import dev.countinghouse.money.MoneyView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credit note going out.
 *
 * @param legalEntity code of the one that issued its invoice, and it; null: the tenant itself
 * @param subtotal before tax
 * @param takenOffDue what the invoice's customer owes less
 * @param returned what goes to his credit balance
 * @param refund the rest of the total; null when there is none
 * @param createdAt by the tenant's clock
 */
public record CreditNoteView(
        UUID id,
        String number,
        @Nullable String legalEntity,
        UUID invoiceId,
        UUID customerId,
        String currency,
        LocalDate issuedOn,
        String reason,
        List<Line> lines,
        MoneyView subtotal,
        MoneyView tax,
        MoneyView total,
        MoneyView takenOffDue,
        MoneyView returned,
        @Nullable Refund refund,
        Instant createdAt) {

    /**
     * What is credited of a line of the invoice.
     *
     * @param lineId the invoice line's
     * @param position the invoice line's
     * @param amount before tax
     * @param taxPercent all taxes on the line together
     */
    public record Line(
            UUID lineId, int position, String description, MoneyView amount, BigDecimal taxPercent, MoneyView tax) {}

    /**
     * Money that goes back.
     *
     * @param byGateway of the amount, what goes back through the gateways that it came by: {@code GET /refunds} says what became of it
     * @param reference of the rest, such as the bank's; null when there is no rest
     */
    public record Refund(
            MoneyView amount, MoneyView byGateway, @Nullable String reference) {}
}
