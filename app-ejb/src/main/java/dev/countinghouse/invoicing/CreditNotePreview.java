package dev.countinghouse.invoicing;

import dev.countinghouse.money.MoneyView;
import java.util.List;
import java.util.UUID;

/**
 * What a credit note would come to now.
 *
 * @param subtotal before tax
 * @param takenOffDue what the invoice's customer would owe less
 * @param returned what would go to his credit balance
 * @param refund the rest of the total, which would have to go back
 */
public record CreditNotePreview(
        UUID invoiceId,
        List<CreditNoteView.Line> lines,
        MoneyView subtotal,
        MoneyView tax,
        MoneyView total,
        MoneyView takenOffDue,
        MoneyView returned,
        MoneyView refund) {}
