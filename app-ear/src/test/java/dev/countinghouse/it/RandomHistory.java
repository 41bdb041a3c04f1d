package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.it.HistorySubscription.Change;
import dev.countinghouse.it.HistorySubscription.End;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Two years of a tenant, made up by chance and lived over the API: plans, subscriptions in many time zones, usage in time and late,
 * changes, ends, payments and credits. All chances come from the seed, so that the same seed does the same. The test clock goes in steps
 * of some weeks, each to any minute of a day; what is done between two steps is done at that minute.
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

    private final Random random;
    private final TestTenant tenant;
    private final Api api;
    private final HistoryUsage usage;
    private final List<HistoryPlan> plans = new ArrayList<>();
    private final List<HistorySubscription> subscriptions = new ArrayList<>();
    private final Map<String, UUID> ids = new TreeMap<>();
    private final Map<String, BigDecimal> credited = new TreeMap<>();
    private Instant now;
    private boolean hadGrace;
    private int payments;

    RandomHistory(long seed, TestTenant tenant) {
        this.random = new Random(seed);
        this.tenant = tenant;
        this.api = tenant.api();
        this.usage = new HistoryUsage(random, api);
        this.now = Instant.parse(BEGINNINGS.get(random.nextInt(BEGINNINGS.size())))
                .plus(random.nextInt(20 * 24 * 60), ChronoUnit.MINUTES);
    }

    List<HistorySubscription> subscriptions() {
        return subscriptions;
    }

    /** A subscription's id, by its customer. */
    UUID id(HistorySubscription subscription) {
        return ids.getOrDefault(subscription.customer, new UUID(0, 0));
    }

    /** What was credited before tax, by invoice. */
    Map<String, BigDecimal> credited() {
        return credited;
    }

    /** Lives it until everything has ended and is billed. */
    void live() {
        tenant.startClock(now.toString());
        send("/billable-metrics", Samples.metric()).expect(201);
        send("/tax-rates", Samples.vat()).expect(201);
        for (int i = 0; i < PLANS; i++) {
            plans.add(HistoryPlan.any(random, i));
            send("/plans", plans.getLast().body()).expect(201);
        }
        grace();
        for (Instant end = now.plus(YEARS); now.isBefore(end); ) {
            for (int i = subscriptions.isEmpty() ? SUBSCRIPTIONS / 3 : 2; i > 0 && isOpen(end); i--) {
                subscribe();
            }
            step(now.plus(random.nextInt(20 * 24 * 60, 50 * 24 * 60), ChronoUnit.MINUTES));
        }
        for (HistorySubscription subscription : subscriptions) {
            if (subscription.end().isAfter(subscription.dayOf(now).plusDays(1))) {
                cancel(subscription, "now");
            }
        }
        advance(now.plus(GRACE_AT_MOST));
    }

    /** Whether there is room for another subscription, and time for it to begin. */
    private boolean isOpen(Instant end) {
        return subscriptions.size() < SUBSCRIPTIONS
                && now.plus(BEFORE_IT_BEGINS).isBefore(end);
    }

    private void step(Instant next) {
        if (random.nextInt(8) == 0) {
            grace();
        }
        for (HistorySubscription subscription : subscriptions) {
            if (subscription.runsOn(subscription.dayOf(now))) {
                act(subscription);
            }
        }
        usage.send(now, next, subscriptions);
        settleMoney();
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
        hadGrace |= days > 0;
        api.patch("/tenant", Body.of("grace_period_days", days)).expect(200);
        subscriptions.forEach(subscription -> subscription.tell(now, "grace of " + days + " days"));
        tenant.awaitSettled();
    }

    /** From a later day on: one that begins on the day that it is made is dated before what was billed that day. */
    private void subscribe() {
        HistoryPlan plan = plans.get(subscriptions.size() % PLANS);
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        LocalDate start = start(now.atZone(zone).toLocalDate());
        String customer = "c-%02d".formatted(subscriptions.size() + 1);
        HistorySubscription made = new HistorySubscription(customer, plan, zone, start, random.nextInt(1, 10));
        send("/customers", Body.of("external_id", customer, "name", customer, "time_zone", zone.getId()))
                .expect(201);
        Map<String, @Nullable Object> body = Body.of("external_customer_id", customer, "plan", plan.code());
        body.putAll(Body.of("currency", plan.currency(), "start_date", start.toString(), "quantity", made.quantity));
        if (random.nextInt(5) == 0) {
            made.ends.add(new End(now, start.plusDays(random.nextInt(20, 400))));
            body.put("end_date", made.end().toString());
        }
        made.tell(now, "is made, with the end " + made.end());
        ids.put(customer, send("/subscriptions", body).expect(201).id());
        subscriptions.add(made);
    }

    /** Some day of the next weeks, often the last one of a month, or one about the leap day. */
    private LocalDate start(LocalDate today) {
        LocalDate start = today.plusDays(random.nextInt(2, 45));
        return switch (random.nextInt(3)) {
            case 0 -> start.withDayOfMonth(start.lengthOfMonth());
            case 1 ->
                start.getMonthValue() == 2
                        ? start.withDayOfMonth(start.lengthOfMonth()).plusDays(1)
                        : start;
            default -> start;
        };
    }

    // ---- changes and ends

    private void act(HistorySubscription subscription) {
        int chance = random.nextInt(100);
        String unused = random.nextBoolean() ? "kept" : "credited";
        if (chance < 30) {
            change(subscription);
        } else if (chance < 33) {
            cancel(subscription, "now", "unused_days", unused);
        } else if (chance < 37) {
            cancel(subscription, "date", "unused_days", unused);
        } else if (chance < 39 && subscription.ends.isEmpty()) {
            cancel(subscription, "period_end", "unused_days", unused);
        } else if (chance < 45 && !subscription.ends.isEmpty()) {
            change(subscription);
            cancel(subscription, random.nextBoolean() ? "now" : "date", "unused_days", unused);
        }
    }

    private void change(HistorySubscription subscription) {
        LocalDate today = subscription.dayOf(now);
        String kind = List.of("next_invoice", "next_invoice", "none", "at_once", "period_end")
                .get(random.nextInt(5));
        boolean planned = kind.equals("period_end");
        LocalDate next = new PaidDays(subscription).nextPeriod(today);
        LocalDate from = planned ? next : today;
        int quantity = random.nextInt(1, 14);
        boolean waits = subscription.changes.stream()
                .anyMatch(change -> change.planned() && change.from().isAfter(today));
        if (waits || quantity == subscription.agreedOn(today) || !from.isBefore(subscription.end())) {
            return;
        }
        Map<String, @Nullable Object> body = Body.of("at", planned ? kind : "now", "quantity", quantity);
        if (!planned) {
            body.put("proration", kind);
        }
        Answer answer = send("/subscriptions/" + id(subscription) + "/change", body);
        if (kind.equals("at_once") && isRefused(answer)) {
            subscription.tell(now, "may not be of " + quantity + " seats at once: " + answer.status());
            return;
        }
        subscription.tell(now, "is of %d seats from %s on, %s".formatted(quantity, from, kind));
        assertThat(answer.expect(200).json().path("effective_at").asText())
                .as(subscription.toString())
                .isEqualTo(subscription.beginOf(from).toString());
        boolean paid = !planned && !kind.equals("none");
        subscription.changes.add(new Change(from, quantity, planned, paid, subscription.end()));
    }

    /** An invoice at once asks for money, and comes after the draft that waits. */
    private boolean isRefused(Answer answer) {
        boolean goesBack = answer.status() == 422 && answer.text().contains("\"proration\"");
        boolean waits = answer.status() == 409 && hadGrace;
        return goesBack || waits;
    }

    private void cancel(HistorySubscription subscription, String at, @Nullable Object... more) {
        LocalDate today = subscription.dayOf(now);
        LocalDate end = switch (at) {
            case "now" -> today.plusDays(1);
            case "date" -> today.plusDays(random.nextInt(1, 60));
            default -> new PaidDays(subscription).nextPeriod(today);
        };
        if (!end.isBefore(subscription.end())) {
            return;
        }
        Map<String, @Nullable Object> body = Body.of(more);
        body.put("at", at);
        body.put("end_date", at.equals("date") ? end.toString() : null);
        subscription.tell(now, "is canceled: " + body);
        JsonNode canceled = send("/subscriptions/" + id(subscription) + "/cancel", body)
                .expect(200)
                .json();
        assertThat(canceled.path("ends_on").asText())
                .as(subscription.toString())
                .isEqualTo(end.toString());
        subscription.ends.add(new End(now, end));
        if (body.containsKey("unused_days")) {
            subscription.credited = "credited".equals(body.get("unused_days"));
        }
    }

    // ---- money

    /** Of one of the subscriptions, the last invoice that asks for money is paid, in part or in full, or credited in part. */
    private void settleMoney() {
        HistorySubscription subscription = subscriptions.get(random.nextInt(subscriptions.size()));
        int chance = random.nextInt(3);
        List<JsonNode> open = api.all("/invoices?include=lines&subscription_id=" + id(subscription)).stream()
                .filter(invoice -> invoice.path("status").asText().equals("finalized"))
                .toList();
        if (open.isEmpty()) {
            return;
        }
        JsonNode invoice = open.stream()
                .max(java.util.Comparator.comparing(one -> one.path("number").asText()))
                .orElseThrow();
        JsonNode due = invoice.path("due");
        BigDecimal amount = new BigDecimal(due.path("amount").asText());
        String path = "/invoices/" + invoice.path("id").asText();
        if (chance < 2) {
            BigDecimal paid = chance == 0 ? amount : half(amount);
            if (paid.signum() > 0) {
                send(path + "/payments", Body.of("amount", money(paid, due), "reference", "r-" + ++payments))
                        .expect(201);
            }
        } else {
            credit(subscription, path, invoice, half(amount));
        }
    }

    private void credit(HistorySubscription subscription, String path, JsonNode invoice, BigDecimal most) {
        JsonNode line = invoice.at("/lines/0");
        BigDecimal wanted =
                half(new BigDecimal(line.at("/amount/amount").asText())).min(most);
        if (wanted.signum() > 0) {
            Object credit = Body.of("line_id", line.path("id").asText(), "amount", money(wanted, line.path("amount")));
            send(path + "/credit-notes", Body.of("reason", "goodwill", "lines", List.of(credit)))
                    .expect(201);
            subscription.tell(now, "is credited " + wanted);
            credited.merge(invoice.path("id").asText(), wanted, BigDecimal::add);
        }
    }

    private static BigDecimal half(BigDecimal amount) {
        return amount.divide(BigDecimal.TWO, amount.scale(), RoundingMode.DOWN);
    }

    private static Map<String, @Nullable Object> money(BigDecimal amount, JsonNode like) {
        return Body.of(
                "amount",
                amount.toPlainString(),
                "currency",
                like.path("currency").asText());
    }
}
