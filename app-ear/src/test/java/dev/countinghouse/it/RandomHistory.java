package dev.countinghouse.it;

import dev.countinghouse.it.HistorySubscription.End;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Two years of a tenant, made up by chance and lived over the API: plans, subscriptions in many time zones, usage in time and late,
 * changes, ends, payments, coupons and credits. All chances come from the seed, so that the same seed does the same; those of a
 * subscription are its own, so that it lives the same where the others are not there. The test clock goes in steps of some weeks, each to
 * any minute of a day; what is done between two steps is done at that minute.
 */
final class RandomHistory {
    private static final int PLANS = 7;
    private static final int SUBSCRIPTIONS = 28;
    private static final Duration YEARS = Duration.ofDays(740);
    private static final Duration BEFORE_IT_BEGINS = Duration.ofDays(80);

    /** After it the last draft is finalized, however long its grace. */
    private static final Duration GRACE_AT_MOST = Duration.ofDays(32);

    /** Before leap days, and before the day that Samoa left out. */
    private static final List<String> BEGINNINGS =
            List.of("2023-01-20T00:00:00Z", "2026-11-01T00:00:00Z", "2010-06-10T00:00:00Z", "2023-08-25T00:00:00Z");

    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Pacific/Apia",
            "America/Santiago",
            "UTC");

    private final SplittableRandom random;
    private final @Nullable String only;
    private final TestTenant tenant;
    private final Api api;
    private final HistoryChanges changes;
    private final HistoryUsage usage;
    private final HistoryMoney money;
    private final List<HistoryPlan> plans = new ArrayList<>();
    private final List<HistorySubscription> subscriptions = new ArrayList<>();
    private int begun;
    private Instant now;

    /** @param only the one customer who is there; null for all */
    RandomHistory(long seed, @Nullable String only, TestTenant tenant) {
        this.random = new SplittableRandom(seed);
        this.only = only;
        this.tenant = tenant;
        this.api = tenant.api();
        this.changes = new HistoryChanges(api);
        this.usage = new HistoryUsage(api);
        this.money = new HistoryMoney(api);
        this.now = Instant.parse(BEGINNINGS.get(random.nextInt(BEGINNINGS.size())))
                .plus(random.nextInt(20 * 24 * 60), ChronoUnit.MINUTES);
    }

    List<HistorySubscription> subscriptions() {
        return subscriptions;
    }

    /** What was credited before tax, by invoice. */
    Map<String, BigDecimal> credited() {
        return money.credited();
    }

    /** Lives it until everything has ended and is billed. */
    void live() {
        tenant.startClock(now.toString());
        send("/billable-metrics", Samples.metric()).expect(201);
        send("/tax-rates", Samples.vat()).expect(201);
        for (int i = 0; i < PLANS; i++) {
            SplittableRandom chances = random.split();
            HistoryPlan plan = HistoryPlan.any(chances, i);
            HistoryPlan other = plan.other(chances);
            plans.add(plan);
            changes.know(plan, other);
            send("/plans", plan.body()).expect(201);
            send("/plans", other.body()).expect(201);
        }
        money.offerCoupons();
        grace();
        for (Instant end = now.plus(YEARS); now.isBefore(end); ) {
            for (int i = begun == 0 ? SUBSCRIPTIONS / 3 : 2; i > 0 && isOpen(end); i--) {
                subscribe(random.split());
            }
            step(now.plus(random.nextInt(20 * 24 * 60, 50 * 24 * 60), ChronoUnit.MINUTES));
        }
        for (HistorySubscription subscription : subscriptions) {
            if (subscription.end().isAfter(subscription.dayOf(now).plusDays(1))) {
                changes.cancel(subscription, now, "now");
            }
        }
        advance(now.plus(GRACE_AT_MOST));
    }

    /** Whether there is room for another subscription, and time for it to begin. */
    private boolean isOpen(Instant end) {
        return begun < SUBSCRIPTIONS && now.plus(BEFORE_IT_BEGINS).isBefore(end);
    }

    private void step(Instant next) {
        if (random.nextInt(8) == 0) {
            grace();
        }
        for (HistorySubscription subscription : subscriptions) {
            if (subscription.runsOn(subscription.dayOf(now))) {
                changes.act(subscription, now);
            }
        }
        usage.send(now, next, subscriptions);
        subscriptions.forEach(subscription -> money.act(subscription, now));
        advance(next);
    }

    private void advance(Instant to) {
        tenant.awaitSettled();
        now = to;
        tenant.advance(to.toString());
    }

    private Answer send(String path, Object body) {
        return Api.patiently(() -> api.post(path, body));
    }

    /** Nothing, or a number of days; it holds for drafts that wait, too. */
    private void grace() {
        int days = List.of(0, 0, 3, 12).get(random.nextInt(4));
        changes.knowGrace(days);
        api.patch("/tenant", Body.of("grace_period_days", days)).expect(200);
        subscriptions.forEach(subscription -> subscription.tell(now, "grace of " + days + " days"));
        tenant.awaitSettled();
    }

    /** From a later day on: one that begins on the day that it is made is dated before what was billed that day. */
    private void subscribe(SplittableRandom chances) {
        HistoryPlan plan = plans.get(begun % PLANS);
        String customer = "c-%02d".formatted(++begun);
        if (only != null && !only.equals(customer)) {
            return;
        }
        ZoneId zone = ZoneId.of(ZONES.get(chances.nextInt(ZONES.size())));
        LocalDate start = start(now.atZone(zone).toLocalDate(), chances);
        HistorySubscription made = new HistorySubscription(customer, plan, zone, start, chances.nextInt(1, 10));
        made.chances = chances;
        made.customerId = send(
                        "/customers", Body.of("external_id", customer, "name", customer, "time_zone", zone.getId()))
                .expect(201)
                .id();
        Map<String, @Nullable Object> body = Body.of("external_customer_id", customer, "plan", plan.code());
        body.putAll(Body.of("currency", plan.currency(), "start_date", start.toString(), "quantity", made.quantity));
        if (chances.nextInt(5) == 0) {
            made.ends.add(new End(now, start.plusDays(chances.nextInt(20, 400))));
            body.put("end_date", made.end().toString());
        }
        made.tell(now, "is made, with the end " + made.end());
        made.id = send("/subscriptions", body).expect(201).id();
        subscriptions.add(made);
    }

    /** Some day of the next weeks, often the last one of a month, or one about the leap day. */
    private static LocalDate start(LocalDate today, RandomGenerator chances) {
        LocalDate start = today.plusDays(chances.nextInt(2, 45));
        return switch (chances.nextInt(3)) {
            case 0 -> start.withDayOfMonth(start.lengthOfMonth());
            case 1 ->
                start.getMonthValue() == 2
                        ? start.withDayOfMonth(start.lengthOfMonth()).plusDays(1)
                        : start;
            default -> start;
        };
    }
}
