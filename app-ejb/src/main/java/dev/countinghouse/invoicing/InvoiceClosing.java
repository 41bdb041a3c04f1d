package dev.countinghouse.invoicing;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * How an invoice ends without being paid.
 *
 * @param id of the entry that it posts
 * @param at by the tenant's clock
 * @param on the day that it is booked on
 */
@Embeddable
record InvoiceClosing(
        @Column(name = "closing_id") UUID id,
        @Column(name = "closed_at") Instant at,
        @Column(name = "closed_on") LocalDate on,
        @Column(name = "closing_reason") String reason) {

    InvoiceView.Closing view() {
        return new InvoiceView.Closing(id, at, reason);
    }
}
