package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.launcher.client.Json;
import dev.countinghouse.launcher.client.Text;
import dev.countinghouse.launcher.client.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Waits until the timers have done what is due by a tenant's clock, and says how far they are. */
final class BillingWatch {
    private static final Duration PER_INVOICE = Duration.ofMillis(250);
    private static final int LOOKS_PER_REPORT = 4;

    private final TenantSession tenant;
    private final Waiting waiting;
    private final Consumer<String> progress;
    private final long writtenBefore;

    BillingWatch(TenantSession tenant, Waiting waiting, Consumer<String> progress) {
        this.tenant = tenant;
        this.waiting = waiting;
        this.progress = progress;
        this.writtenBefore = runs().invoices();
    }

    /** What the billing runs of a tenant have come to: invoices written, subscriptions taken out, and how the latest one ended. */
    private record Runs(long invoices, long parked, Instant latest, String complaint) {

        private Runs plus(JsonNode run) {
            Instant asOf = Json.instant(run, "as_of");
            boolean newer = !asOf.isBefore(latest);
            String error = run.path("error").asText("");
            return new Runs(
                    invoices + Json.count(run, "invoices"),
                    parked + run.path("parked").asLong(),
                    newer ? asOf : latest,
                    newer ? (error.isEmpty() || run.path("error").isNull() ? "" : error) : complaint);
        }
    }

    /**
     * Looks at the clock until it is settled.
     *
     * @param expected about how many invoices this takes; the time limit grows with it
     * @throws MainJobException if nothing moves any more or the time is up
     */
    void untilSettled(long expected) {
        Duration limit = waiting.patience().plus(PER_INVOICE.multipliedBy(expected));
        Duration stall = max(waiting.patience(), limit.dividedBy(3));
        long begun = System.nanoTime();
        long moved = begun;
        long written = 0;
        TestClock clock = new TestClock(tenant.api());
        for (int looks = 1; !clock.read().settled(); looks++) {
            Waiting.pause(waiting.step());
            if (looks % LOOKS_PER_REPORT == 0) {
                Runs runs = runs();
                long now = runs.invoices() - writtenBefore;
                if (now != written) {
                    written = now;
                    moved = System.nanoTime();
                    progress.accept("%s: %s written".formatted(tenant.slug(), Text.count(written, "invoice")));
                }
                if (since(moved).compareTo(stall) > 0 || since(begun).compareTo(limit) > 0) {
                    throw stalled(runs, written, expected, since(begun));
                }
            }
        }
    }

    private MainJobException stalled(Runs runs, long written, long expected, Duration after) {
        String complaint =
                runs.complaint().isEmpty() ? "" : "; the last run says: " + Text.plain(runs.complaint(), 300);
        return new MainJobException(
                "The billing of %s is not done after %s: %s of about %s written, %s parked%s. Start again to continue"
                        .formatted(
                                tenant.slug(),
                                Text.seconds(after),
                                Text.count(written),
                                Text.count(expected, "invoice"),
                                Text.count(runs.parked()),
                                complaint));
    }

    private Runs runs() {
        Runs[] sum = {new Runs(0, 0, Instant.MIN, "")};
        tenant.api().each("/billing-runs", Map.of(), run -> sum[0] = sum[0].plus(run));
        return sum[0];
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
