package dev.countinghouse.dunning;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A step that was taken about an invoice.
 *
 * @param position of the step in its campaign, from 0
 * @param takenOn in the invoice's time zone
 * @param outcome queued, or not_switched_on, of a mail; attempted, declined_for_good, or why it could not be charged, of a retry;
 *     handed_over
 * @param createdAt by the tenant's clock
 */
public record DunningStepView(
        UUID id,
        UUID invoiceId,
        UUID campaignId,
        int position,
        DunningAction action,
        LocalDate takenOn,
        String outcome,
        Instant createdAt) {}
