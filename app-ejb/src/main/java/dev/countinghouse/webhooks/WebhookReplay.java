package dev.countinghouse.webhooks;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries of an endpoint are to be made again.
 *
 * @param since events from then on, by real time
 * @param until and before then; null: all since
 * @param state of their deliveries
 */
public record WebhookReplay(Instant since, @Nullable Instant until, DeliveryState state) {}
