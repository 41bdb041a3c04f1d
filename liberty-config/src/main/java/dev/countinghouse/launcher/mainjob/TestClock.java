package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.Json;
import java.time.Instant;

/** The clock a tenant lives by. In test mode it stands still until it is advanced, and billing happens at its time. */
final class TestClock {
    private final ApiClient api;

    TestClock(ApiClient api) {
        this.api = api;
    }

    /** @param settled whether the timers have done everything that is due by this clock */
    record Reading(boolean live, Instant now, boolean settled) {

        private static Reading from(JsonNode node) {
            return new Reading(
                    !"test".equals(Json.text(node, "mode")),
                    Json.instant(node, "now"),
                    node.path("settled").asBoolean(true));
        }
    }

    Reading read() {
        return Reading.from(api.get("/tenant/clock"));
    }

    /** Puts a tenant that lives in real time on a test clock; one that has a test clock keeps its time. */
    Reading startAt(Instant start) {
        Reading now = read();
        return now.live() ? Reading.from(api.put("/tenant/clock", Json.object().put("now", start.toString()))) : now;
    }

    /** Runs the clock forward to this instant; never back. */
    Reading advanceTo(Instant to) {
        Reading now = read();
        return now.now().isBefore(to)
                ? Reading.from(api.post("/tenant/clock/advance", Json.object().put("to", to.toString())))
                : now;
    }
}
