package dev.countinghouse.outbox;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All types of events, each described in docs/EVENTS.md. A name never changes its meaning: receivers switch on it. */
public final class EventTypes {

    /** To a webhook endpoint alone that somebody tries. */
    public static final String PING = "webhook_endpoint.ping";

    /** Deliveries to a webhook endpoint ended of themselves. Other endpoints get it: it names no address, which may hold a secret. */
    public static final String ENDPOINT_DISABLED = "webhook_endpoint.disabled";

    private static final String ANY = ".*";

    private static final List<String> THINGS =
            List.of("add_on", "coupon", "feature", "legal_entity", "tax_rate", "usage_alert");

    private static final Set<String> OTHERS = Set.of(
            "billable_metric.changed",
            "billable_metric.created",
            "billable_metric.updated",
            "credit_note.created",
            "customer.created",
            "customer.updated",
            "dunning.step_taken",
            "invoice.draft_created",
            "invoice.finalized",
            "invoice.skipped",
            "invoice.voided",
            "invoice.written_off",
            "payment.failed",
            "payment.requires_action",
            "payment.succeeded",
            "payment.unexpected",
            "payment_method.attached",
            "payment_method.detached",
            "payment_reminder.due",
            "plan.created",
            "plan.discarded",
            "plan.entitled",
            "plan.updated",
            "plan_version.archived",
            "plan_version.discarded",
            "plan_version.draft",
            "plan_version.published",
            "refund.created",
            "refund.failed",
            "refund.succeeded",
            "refund.unexpected",
            "subscription.activated",
            "subscription.billing_retried",
            "subscription.canceled",
            "subscription.change_failed",
            "subscription.change_planned",
            "subscription.change_withdrawn",
            "subscription.changed",
            "subscription.created",
            "subscription.incomplete_expired",
            "subscription.paused",
            "subscription.plan_version_changed",
            "subscription.refund_failed",
            "subscription.resumed",
            "tenant.limit_reached",
            "usage.amended",
            "usage.threshold_reached",
            "wallet.top_up_failed",
            "wallet.topped_up",
            ENDPOINT_DISABLED,
            PING);

    private static final Set<String> ALL = Stream.concat(
                    OTHERS.stream(),
                    THINGS.stream()
                            .flatMap(thing -> Stream.of(thing + ".archived", thing + ".created", thing + ".updated")))
            .collect(Collectors.toUnmodifiableSet());

    private EventTypes() {}

    /** Every type there is. */
    public static Set<String> known() {
        return ALL;
    }

    /**
     * Whether something selects at least one type.
     *
     * @param selector a type, or all of a resource such as {@code invoice.*}
     */
    public static boolean isSelector(String selector) {
        return ALL.contains(selector)
                || selector.endsWith(ANY) && ALL.stream().anyMatch(type -> (resource(type) + ANY).equals(selector));
    }

    private static String resource(String type) {
        return type.substring(0, type.indexOf('.'));
    }
}
