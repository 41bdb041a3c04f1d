package dev.countinghouse.dunning;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * The next step about an invoice that is not paid.
 *
 * @param position in its campaign, from 0
 * @param at when it may be taken: the beginning of its day in the invoice's time zone
 */
record DueStep(
        UUID invoiceId,
        String number,
        UUID customerId,
        ZoneId zone,
        UUID campaignId,
        int position,
        CampaignStep step,
        Instant at) {}
