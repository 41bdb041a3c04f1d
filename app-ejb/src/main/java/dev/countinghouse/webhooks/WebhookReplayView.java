package dev.countinghouse.webhooks;

/**
 * What a replay came to.
 *
 * @param deliveries how many are made again; at 10,000 there may be more
 */
public record WebhookReplayView(int deliveries) {}
