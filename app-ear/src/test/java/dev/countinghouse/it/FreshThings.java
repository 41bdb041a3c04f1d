package dev.countinghouse.it;

import java.util.List;
import java.util.UUID;

/** What a request that succeeds changes so that it would not succeed again: made anew for each. */
final class FreshThings {

    private static final List<String> ENDS = List.of(
            "/void",
            "/uncollectible",
            "/replacement",
            "/retry-billing",
            "/draft-invoice",
            "/draft-invoice/finalize",
            "/pause",
            "/resume");

    private FreshThings() {}

    /** Whether what a path names is used up by asking. */
    static boolean areFor(String path) {
        return ENDS.stream().anyMatch(path::endsWith);
    }

    /** New for each: an open invoice, a void one to be replaced, a parked subscription, one with a draft, one that runs or is paused. */
    static String of(TestTenant tenant, String path) {
        if (path.endsWith("/retry-billing")) {
            return parkedSubscription(tenant);
        }
        if (path.contains("/draft-invoice")) {
            return subscriptionWithDraft(tenant);
        }
        if (path.endsWith("/pause") || path.endsWith("/resume")) {
            return running(tenant, path.endsWith("/resume"));
        }
        String invoice = openInvoice(tenant);
        if (path.endsWith("/replacement")) {
            tenant.api()
                    .post("/invoices/" + invoice + "/void", Body.of("reason", "r"))
                    .expect(200);
        }
        return invoice;
    }

    private static String openInvoice(TestTenant tenant) {
        UUID sold = tenant.subscribe(tenant.customer("open-" + TestTenant.unique(), "UTC"), "2026-02-01");
        tenant.awaitSettled();
        return tenant.api()
                .all("/invoices?subscription_id=" + sold)
                .getFirst()
                .path("id")
                .asText();
    }

    private static String running(TestTenant tenant, boolean paused) {
        UUID sold = tenant.subscribe(tenant.customer("pauses-" + TestTenant.unique(), "UTC"), "2026-02-01");
        if (paused) {
            tenant.api()
                    .post("/subscriptions/" + sold + "/pause", Body.of("behavior", "collection"))
                    .expect(200);
        }
        return sold.toString();
    }

    private static String parkedSubscription(TestTenant tenant) {
        UUID sold = tenant.subscribe(tenant.customer("parked-" + TestTenant.unique(), "UTC"), "2026-02-01");
        tenant.awaitSettled();
        tenant.execute(
                "UPDATE " + tenant.schema() + ".subscriptions SET parked_at = now(), parked_reason = 'r' WHERE id = ?",
                sold);
        return sold.toString();
    }

    /** Its invoice of 1 February. */
    static String subscriptionWithDraft(TestTenant tenant) {
        tenant.api().patch("/tenant", Body.of("grace_period_days", 30)).expect(200);
        UUID sold = tenant.subscribe(tenant.customer("draft-" + TestTenant.unique(), "UTC"), "2026-01-01");
        tenant.awaitSettled();
        return sold.toString();
    }
}
