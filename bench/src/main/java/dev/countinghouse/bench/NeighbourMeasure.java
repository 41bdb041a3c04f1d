package dev.countinghouse.bench;

import dev.countinghouse.bench.Books.Account;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What one abusive tenant does to the others: twenty tenants work lightly and steadily, by turns with and without a flood of
 * expensive lists, large batches and bad filters from one more.
 */
final class NeighbourMeasure {

    private static final int OTHERS = 20;
    private static final Duration THEIR_PAUSE = Duration.ofMillis(200);
    private static final int FLOOD_CLIENTS = 64;
    private static final Duration ROUND_TRIP = Duration.ofMillis(20); // the flood comes over a network, too
    private static final int BATCH = 1000;
    private static final int KINDS_OF_ABUSE = 5;
    private static final String METRIC = "bench-calls";
    private static final double TARGET = 1.5;

    private final Load load;
    private final Account abuser;
    private final List<Account> others;
    private final Duration round;
    private final Figures figures;
    private final AtomicInteger turn = new AtomicInteger();
    private final String batch;

    NeighbourMeasure(Load load, List<Account> accounts, Duration round, Figures figures) {
        this.load = load;
        this.abuser = accounts.getFirst();
        this.others = accounts.subList(1, 1 + OTHERS);
        this.round = round;
        this.figures = figures;
        this.batch = batch(abuser);
    }

    /** @param rounds of each kind */
    void run(int rounds) {
        load.send(
                load.post(
                        "metrics",
                        abuser.key(),
                        "{\"code\": \"%s\", \"name\": \"Calls\", \"aggregation\": \"count\"}".formatted(METRIC)),
                new Load.Seen());
        Load.Seen quiet = new Load.Seen();
        Load.Seen beside = new Load.Seen();
        Load.Seen flood = new Load.Seen();
        lightly(new Load.Seen()); // warms up
        for (int i = 0; i < rounds; i++) {
            lightly(quiet);
            Thread noise =
                    Thread.ofPlatform().start(() -> load.run(FLOOD_CLIENTS, ROUND_TRIP, round, this::abuse, flood));
            lightly(beside);
            join(noise);
        }
        quiet.requireAllGood();
        beside.requireAllGood();
        tell(quiet, beside, flood);
    }

    private void tell(Load.Seen quiet, Load.Seen beside, Load.Seen flood) {
        figures.section("%d tenants at light work, by turns beside one that floods with %d connections"
                .formatted(OTHERS, FLOOD_CLIENTS));
        row("without the flood", quiet);
        row("with the flood", beside);
        row("the flood itself, answers by status: " + flood.statuses(), flood);
        figures.add(
                "noisy_neighbour_p95_ratio",
                beside.took().p95() / quiet.took().p95(),
                "p95 of the others, with to without",
                TARGET);
    }

    private void row(String what, Load.Seen seen) {
        figures.row(
                what,
                "median %s, p95 %s, %d requests"
                        .formatted(
                                Figures.ms(seen.took().median()),
                                Figures.ms(seen.took().p95()),
                                seen.took().size()));
    }

    private void lightly(Load.Seen seen) {
        AtomicInteger next = new AtomicInteger();
        load.run(
                OTHERS,
                THEIR_PAUSE,
                round,
                () -> {
                    Account account = others.get(Math.floorMod(next.getAndIncrement(), OTHERS));
                    boolean one = ThreadLocalRandom.current().nextBoolean();
                    return load.get(one ? "customers/" + account.customerId() : "invoices", account.key());
                },
                seen);
    }

    private HttpRequest abuse() {
        String key = abuser.key();
        return switch (Math.floorMod(turn.getAndIncrement(), KINDS_OF_ABUSE)) {
            case 0 -> load.get("invoices?include=lines&limit=100", key);
            case 1 -> load.post("usage/batch", key, batch);
            case 2 -> load.get("invoices?customer_id=none", key);
            case 3 -> load.get("usage?limit=100", key);
            default -> load.get("usage/summary?granularity=hour", key);
        };
    }

    /** The same events each time: all but the first batch are duplicates, which cost as much to find. */
    private static String batch(Account account) {
        String time = Instant.now().minusSeconds(60).toString();
        return IntStream.range(0, BATCH)
                .mapToObj(i ->
                        "{\"transaction_id\": \"bench-%d\", \"customer_id\": \"%s\", \"metric\": \"%s\", \"timestamp\": \"%s\"}"
                                .formatted(i, account.customerId(), METRIC, time))
                .collect(Collectors.joining(",", "{\"events\": [", "]}"));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
