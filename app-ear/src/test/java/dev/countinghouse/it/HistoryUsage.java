package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.it.HistorySubscription.Used;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The usage of a history: most of it in time, some late, some amended. */
final class HistoryUsage {
    private static final String HEAD = "transaction_id,external_customer_id,timestamp,metric,build_minutes\n";
    private static final UUID NOBODY = new UUID(0, 0);

    private final Api api;

    /** Ids of the events that came in late, by their keys. */
    private final Map<String, UUID> events = new TreeMap<>();

    private int keys;

    HistoryUsage(Api api) {
        this.api = api;
    }

    /** Usage until the next step, as it will come in by then, and usage of before that comes in late. */
    void send(Instant now, Instant next, List<HistorySubscription> subscriptions) {
        List<String> lines = new ArrayList<>();
        for (HistorySubscription subscription : subscriptions) {
            if (subscription.plans().stream().allMatch(plan -> plan.usage() == null)
                    || !now.isBefore(subscription.beginOf(subscription.end()))) {
                continue;
            }
            for (Instant at : instants(subscription, now, next)) {
                Used used = used(subscription, at);
                lines.add("%s,%s,%s,%s,%s"
                        .formatted(
                                used.key(),
                                subscription.customer,
                                at,
                                Samples.METRIC,
                                used.minutes().toPlainString()));
            }
            if (subscription.runsOn(subscription.dayOf(now)) && subscription.chances.nextInt(3) == 0) {
                late(subscription, now);
            }
            amend(subscription, now);
        }
        if (!lines.isEmpty()) {
            String csv = HEAD + String.join("\n", lines);
            JsonNode taken = Api.patiently(() -> api.importCsv(csv)).expect(200).json();
            assertThat(taken.path("accepted").asInt()).as(taken.toString()).isEqualTo(lines.size());
        }
    }

    /** Some instants until the next step, and those about the midnight that a period begins at. */
    private List<Instant> instants(HistorySubscription subscription, Instant now, Instant next) {
        List<Instant> instants = new ArrayList<>();
        long seconds = Duration.between(now, next).toSeconds();
        for (int i = subscription.chances.nextInt(5); i > 0; i--) {
            instants.add(now.plusSeconds(1 + subscription.chances.nextLong(seconds - 1)));
        }
        LocalDate last = subscription.dayOf(next);
        for (PaidDays.Period period : new PaidDays(subscription).periods(last)) {
            Instant begin = subscription.beginOf(period.first());
            if (begin.isAfter(now) && begin.isBefore(next) && subscription.chances.nextInt(3) == 0) {
                instants.add(begin);
                instants.add(begin.minus(1, ChronoUnit.MICROS));
            }
        }
        Instant end = subscription.beginOf(subscription.end());
        if (end.isAfter(now) && end.isBefore(next)) {
            instants.add(end);
            instants.add(end.minus(1, ChronoUnit.MICROS));
        }
        return instants.stream().filter(at -> at.isAfter(now)).distinct().toList();
    }

    private Used used(HistorySubscription subscription, Instant at) {
        Used used = new Used(
                "u-%05d".formatted(++keys),
                at,
                BigDecimal.valueOf(subscription.chances.nextLong(1, 400_000), subscription.chances.nextInt(2, 5)));
        subscription.used.add(used);
        return used;
    }

    private void late(HistorySubscription subscription, Instant now) {
        Instant start = subscription.beginOf(subscription.start);
        long seconds = Duration.between(start, now).toSeconds();
        if (seconds > 1) {
            Used used = used(subscription, start.plusSeconds(subscription.chances.nextLong(seconds)));
            subscription.tell(now, "used late: " + used);
            Object body = Body.like(
                    Samples.usage(
                            NOBODY,
                            used.key(),
                            used.at().toString(),
                            used.minutes().toPlainString()),
                    "customer_id",
                    null,
                    "external_customer_id",
                    subscription.customer);
            events.put(
                    used.key(),
                    Api.patiently(() -> api.post("/usage", body)).expect(201).id());
        }
    }

    /** Voids an event that came in late, or corrects it. */
    private void amend(HistorySubscription subscription, Instant now) {
        List<Used> known = subscription.used.stream()
                .filter(used -> events.containsKey(used.key()))
                .toList();
        if (known.isEmpty() || subscription.chances.nextInt(4) > 0) {
            return;
        }
        Used old = known.get(subscription.chances.nextInt(known.size()));
        BigDecimal minutes = subscription.chances.nextBoolean()
                ? BigDecimal.ZERO
                : old.minutes().add(new BigDecimal("7.5"));
        Map<String, @Nullable Object> body =
                Body.of("kind", minutes.signum() == 0 ? "void" : "correct", "reason", "it was mistaken");
        body.put("quantity", minutes.signum() == 0 ? null : minutes.toPlainString());
        subscription.tell(now, "amends " + old + ": " + body);
        Api.patiently(() -> api.post("/usage/" + events.get(old.key()) + "/amendments", body))
                .expect(201);
        subscription.used.remove(old);
        if (minutes.signum() == 0) {
            events.remove(old.key());
        } else {
            subscription.used.add(new Used(old.key(), old.at(), minutes));
        }
    }
}
