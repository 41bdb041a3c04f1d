package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** What time brings: new periods, further attempts at open invoices, ends of trials, of sessions and of incomplete subscriptions. */
final class Renewals {
    private static final long INCOMPLETE_SECONDS = 23 * 3_600L;
    private static final Set<String> RUNNING = Set.of("active", "past_due", "trialing");

    private Renewals() {}

    /** The next moment at which something is due; {@link Long#MAX_VALUE} for never. */
    static long next(Unit unit) {
        LongStream periods = unit.all(Subscriptions.KIND).stream()
                .filter(subscription ->
                        RUNNING.contains(subscription.path("status").asText()))
                .mapToLong(Periods::end);
        LongStream incomplete = unit.all(Subscriptions.KIND).stream()
                .filter(subscription -> Events.is(subscription, "status", "incomplete"))
                .mapToLong(subscription -> subscription.path("created").asLong() + INCOMPLETE_SECONDS);
        LongStream attempts = unit.all(Invoices.KIND).stream()
                .filter(invoice -> invoice.path("next_payment_attempt").isNumber())
                .mapToLong(invoice -> invoice.path("next_payment_attempt").asLong());
        LongStream sessions = unit.all(CheckoutSessions.KIND).stream()
                .filter(session -> Events.is(session, "status", "open"))
                .mapToLong(session -> session.path("expires_at").asLong());
        return LongStream.of(least(periods), least(incomplete), least(attempts), least(sessions))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static long least(LongStream moments) {
        return moments.min().orElse(Long.MAX_VALUE);
    }

    /** Does what is due by now. */
    static void run(Unit unit, String base) {
        Call call = new Call(unit, new Params(Templates.JSON.createObjectNode()), List.of(), base);
        for (ObjectNode session : List.copyOf(unit.all(CheckoutSessions.KIND))) {
            if (Events.is(session, "status", "open")
                    && session.path("expires_at").asLong() <= unit.now()) {
                CheckoutSessions.expire(unit, unit.linked(session.path("id")));
            }
        }
        for (ObjectNode invoice : List.copyOf(unit.all(Invoices.KIND))) {
            JsonNode attempt = invoice.path("next_payment_attempt");
            if (attempt.isNumber() && attempt.asLong() <= unit.now()) {
                collect(call, unit.linked(invoice.path("id")));
            }
        }
        for (ObjectNode subscription : List.copyOf(unit.all(Subscriptions.KIND)).reversed()) {
            renew(call, unit.linked(subscription.path("id")));
        }
    }

    private static void collect(Call call, ObjectNode invoice) {
        try {
            Invoices.collect(call, invoice, null, Confirmation.Options.OFF_SESSION);
        } catch (StripeError e) {
            Invoices.withoutCard(call.unit(), invoice);
        }
    }

    private static void renew(Call call, ObjectNode subscription) {
        Unit unit = call.unit();
        String status = subscription.path("status").asText();
        if ("incomplete".equals(status)) {
            expire(unit, subscription);
            return;
        }
        if (!RUNNING.contains(status) || Periods.end(subscription) > unit.now()) {
            return;
        }
        if (subscription.path("cancel_at_period_end").asBoolean()) {
            Subscriptions.cancel(unit, subscription, "cancellation_requested");
            return;
        }
        ObjectNode before = subscription.deepCopy();
        if ("trialing".equals(status)) {
            subscription.put("status", "active");
            Periods.begin(unit, subscription);
        } else {
            Periods.next(unit, subscription);
        }
        ObjectNode invoice = Invoices.issue(unit, subscription, "subscription_cycle", lines(unit, subscription));
        subscription.put("latest_invoice", invoice.path("id").asText());
        Subscriptions.changed(unit, before, subscription);
        if (Events.is(invoice, "status", "open")) {
            collect(call, invoice);
        }
    }

    private static List<ObjectNode> lines(Unit unit, ObjectNode subscription) {
        List<ObjectNode> lines = new ArrayList<>();
        ObjectNode hidden = unit.hidden(subscription.path("id").asText());
        if (hidden.remove("pending") instanceof ArrayNode pending) {
            pending.forEach(line -> lines.add((ObjectNode) line));
        }
        for (JsonNode item : Subscriptions.items(subscription)) {
            lines.add(Invoices.line(unit, (ObjectNode) item, Subscriptions.amount(item), Subscriptions.describe(item)));
        }
        return lines;
    }

    private static void expire(Unit unit, ObjectNode subscription) {
        if (subscription.path("created").asLong() + INCOMPLETE_SECONDS <= unit.now()) {
            ObjectNode before = subscription.deepCopy();
            subscription.put("status", "incomplete_expired").put("ended_at", unit.now());
            Invoices.voidIfOpen(unit, subscription);
            Subscriptions.changed(unit, before, subscription);
        }
    }

    /**
     * Lets an account's time pass, in the order in which things fall due.
     *
     * @param to seconds since 1970 on the account's clock
     */
    static void advance(Accounts accounts, Account account, long to, String base) {
        account.lock.lock();
        try {
            long due = next(accounts.begin(account));
            while (due <= to) {
                account.setOffset(account.offsetSeconds()
                        + Math.max(0, due - account.now().getEpochSecond()));
                Unit unit = accounts.begin(account);
                run(unit, base);
                accounts.commit(unit);
                long then = next(accounts.begin(account));
                if (then <= due) {
                    throw new IllegalStateException("Something stays due at " + due);
                }
                due = then;
            }
            accounts.setOffset(
                    account,
                    account.offsetSeconds() + Math.max(0, to - account.now().getEpochSecond()));
        } finally {
            account.lock.unlock();
        }
    }
}
