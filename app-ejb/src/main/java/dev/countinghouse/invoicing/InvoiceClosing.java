package dev.countinghouse.invoicing;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an invoice ends without being paid.
 *
 * @param id of the entry that it posts
 * @param at by the tenant's clock
 * @param on the day that it is booked on
 * @param deferredUntil of a void one, the first day that it earns no more; null: it has none to earn
 */
@Embeddable
record InvoiceClosing(
        @Column(name = "closing_id") UUID id,
        @Column(name = "closed_at") Instant at,
        @Column(name = "closed_on") LocalDate on,
        @Column(name = "closing_reason") String reason,
        @Column(name = "deferred_until") @Nullable LocalDate deferredUntil) {

    InvoiceView.Closing view() {
        return new InvoiceView.Closing(id, at, reason);
    }
}
