package dev.countinghouse.dunning;

import org.jspecify.annotations.Nullable;

/**
 * A step of a campaign.
 *
 * @param waitDays from the due date, or the day of the step before; 0 to 365
 * @param subject of a mail in words of its own; null, like its text: in those of its template
 */
public record CampaignStep(
        int waitDays,
        DunningAction action,
        @Nullable String subject,
        @Nullable String text) {}
