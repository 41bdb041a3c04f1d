package dev.countinghouse.subscription;

import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A boundary between two periods of a subscription, to be billed.
 *
 * @param zone whose days the periods are made of
 * @param at the boundary's instant: what the invoice is dated by, also when it is written later
 * @param ended the period that is billed in arrears; null at the beginning
 * @param endedWhole that period as it would be had the subscription not begun or ended within it; null at the beginning
 * @param begun the period that is billed in advance; empty at the end
 * @param begunWhole the period as it would be had the subscription not begun or ended within it
 * @param startedOn first day of the subscription
 */
public record DueBilling(
        UUID subscriptionId,
        UUID customerId,
        ZoneId zone,
        Instant at,
        @Nullable ServicePeriod ended,
        @Nullable ServicePeriod endedWhole,
        ServicePeriod begun,
        ServicePeriod begunWhole,
        LocalDate startedOn) {}
