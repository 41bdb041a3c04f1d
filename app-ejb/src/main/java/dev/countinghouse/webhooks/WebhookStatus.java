package dev.countinghouse.webhooks;

/** Whether events are sent to an endpoint. */
public enum WebhookStatus {
    /** Each event that it wants is delivered to it. */
    ENABLED,
    /** New events are not kept for it; what waits goes on when it is enabled again, within thirty days. */
    DISABLED,
    /** It is no more. */
    DELETED
}
