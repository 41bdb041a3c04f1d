package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.tax.domain.TaxTreatment;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice line as the database has it, for those who prove it.
 *
 * @param invoice its number
 * @param writtenAt when the transaction began that wrote it, in real time; of a line that an invoice took over from the one it
 *     replaces, that of the first
 * @param discount what coupons took off it
 * @param taxes codes of the taxes on it
 * @param part of its charge's price, as {@link BilledUsageRepository#part} names it
 * @param amountBefore what had been billed of its part before it, as it says itself; null where it says nothing
 * @param quantityBefore the same of the quantity
 */
record StoredLine(
        UUID id,
        UUID invoiceId,
        String invoice,
        int position,
        Instant writtenAt,
        @Nullable UUID itemId,
        @Nullable UUID chargeId,
        LinePurpose purpose,
        int sequence,
        ServicePeriod period,
        BigDecimal quantity,
        BigDecimal unitAmount,
        BigDecimal preciseAmount,
        Money amount,
        Money discount,
        BigDecimal taxPercent,
        Money tax,
        List<String> taxes,
        TaxedBy taxedBy,
        String part,
        @Nullable BigDecimal amountBefore,
        @Nullable BigDecimal quantityBefore) {

    /**
     * What its invoice keeps of how taxes were decided.
     *
     * @param treatment null: by the rates that are named alone
     * @param customerRates codes, where none is named
     */
    record TaxedBy(@Nullable TaxTreatment treatment, List<String> customerRates) {

        TaxedBy {
            customerRates = List.copyOf(customerRates);
        }
    }

    /** In the order in which lines were billed. */
    static final Comparator<StoredLine> ORDER = Comparator.comparing(StoredLine::writtenAt)
            .thenComparing(StoredLine::invoice)
            .thenComparing(StoredLine::position);

    StoredLine {
        taxes = List.copyOf(taxes);
    }

    /** The filter and group of its usage; empty where it is not divided. */
    String bucket() {
        return part.split("/", 3)[2];
    }

    /** What its quantity counts. */
    String kind() {
        return part.substring(0, part.indexOf('/'));
    }
}
