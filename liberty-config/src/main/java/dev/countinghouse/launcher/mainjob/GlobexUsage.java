package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.Json;
import dev.countinghouse.launcher.client.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The few events of the second tenant. Each customer has the same ones, so that only its time zone tells their bills apart: at 16:00 UTC on the last day
 * of March it is April in Tokyo, at 20:00 UTC also in Kolkata, but not in New York.
 */
final class GlobexUsage {
    static final SortedMap<String, ZoneId> CUSTOMERS = new TreeMap<>(Map.of(
            "globex-kolkata", ZoneId.of("Asia/Kolkata"),
            "globex-new-york", ZoneId.of("America/New_York"),
            "globex-tokyo", ZoneId.of("Asia/Tokyo")));

    private static final List<Build> BUILDS = List.of(
            new Build(Instant.parse("2024-03-12T10:00:00Z"), "18.750"),
            new Build(Instant.parse("2024-03-31T16:00:00Z"), "40.125"),
            new Build(Instant.parse("2024-03-31T20:00:00Z"), "7.505"),
            new Build(Instant.parse("2024-04-18T12:00:00Z"), "480.000"));

    private GlobexUsage() {}

    private record Build(Instant at, String minutes) {}

    static UsageScan scan() {
        UsageScan scan = new UsageScan();
        for (ObjectNode event : events()) {
            scan.add(
                    Json.text(event, "transaction_id"),
                    Json.text(event, "external_customer_id"),
                    Json.instant(event, "timestamp"),
                    Json.decimal(event.path("properties"), DemoPlan.METRIC_FIELD));
        }
        return scan;
    }

    /** Records the events; those that are there already count as duplicates.
     *
     * @throws MainJobException if one is rejected */
    static UsageImport send(ApiClient api) {
        ObjectNode batch = Json.object();
        ArrayNode events = batch.putArray("events");
        events().forEach(events::add);
        JsonNode answer = api.post("/usage/batch", batch);
        UsageImport counts = new UsageImport(
                events.size(),
                Json.count(answer, "accepted"),
                Json.count(answer, "duplicates"),
                Json.count(answer, "rejected"),
                List.of(),
                false);
        if (counts.rejected() > 0) {
            throw new MainJobException("Events of globex were rejected: "
                    + Text.plain(answer.path("results").toString(), 500));
        }
        return counts;
    }

    private static List<ObjectNode> events() {
        return CUSTOMERS.keySet().stream()
                .flatMap(customer -> BUILDS.stream().map(build -> event(customer, build)))
                .toList();
    }

    private static ObjectNode event(String customer, Build build) {
        ObjectNode event = Json.object()
                .put("transaction_id", customer + "-" + (BUILDS.indexOf(build) + 1))
                .put("external_customer_id", customer)
                .put("timestamp", build.at().toString())
                .put("metric", DemoPlan.METRIC);
        event.putObject("properties").put(DemoPlan.METRIC_FIELD, new BigDecimal(build.minutes()).toPlainString());
        return event;
    }
}
