package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Periods of subscriptions: counted from the anchor, so that the end of a month stays the end of a month. */
final class Periods {
    private Periods() {}

    /** The period that begins with the anchor. */
    static void begin(Unit unit, ObjectNode subscription) {
        unit.hidden(subscription.path("id").asText()).put("periods", 1);
        set(subscription, subscription.path("billing_cycle_anchor").asLong(), after(subscription, 1));
    }

    /** The period after the one that ended. */
    static void next(Unit unit, ObjectNode subscription) {
        ObjectNode hidden = unit.hidden(subscription.path("id").asText());
        long count = hidden.path("periods").asLong() + 1;
        hidden.put("periods", count);
        set(subscription, end(subscription), after(subscription, count));
    }

    private static long after(ObjectNode subscription, long periods) {
        JsonNode recurring =
                Subscriptions.items(subscription).path(0).path("price").path("recurring");
        long count =
                Math.multiplyExact(periods, recurring.path("interval_count").asLong());
        ZonedDateTime anchor = Instant.ofEpochSecond(
                        subscription.path("billing_cycle_anchor").asLong())
                .atZone(ZoneOffset.UTC);
        ZonedDateTime end = switch (recurring.path("interval").asText()) {
            case "day" -> anchor.plusDays(count);
            case "week" -> anchor.plusWeeks(count);
            case "year" -> anchor.plusYears(count);
            default -> anchor.plusMonths(count);
        };
        return end.toEpochSecond();
    }

    static void set(ObjectNode subscription, long start, long end) {
        for (JsonNode item : Subscriptions.items(subscription)) {
            ((ObjectNode) item).put("current_period_start", start).put("current_period_end", end);
        }
    }

    static long start(ObjectNode subscription) {
        return Subscriptions.items(subscription)
                .path(0)
                .path("current_period_start")
                .asLong();
    }

    static long end(ObjectNode subscription) {
        return Subscriptions.items(subscription)
                .path(0)
                .path("current_period_end")
                .asLong();
    }
}
