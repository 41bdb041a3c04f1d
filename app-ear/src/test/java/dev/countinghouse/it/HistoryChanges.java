package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.it.HistorySubscription.Change;
import dev.countinghouse.it.HistorySubscription.End;
import dev.countinghouse.it.HistorySubscription.Move;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is changed of the subscriptions of a history, and how they end. */
final class HistoryChanges {
    private final Api api;

    /** What a plan is changed to, by its code. */
    private final Map<String, HistoryPlan> others = new TreeMap<>();

    private boolean hadGrace;

    HistoryChanges(Api api) {
        this.api = api;
    }

    /** Two plans that subscriptions change between. */
    void know(HistoryPlan one, HistoryPlan other) {
        others.put(one.code(), other);
        others.put(other.code(), one);
    }

    void knowGrace(int days) {
        hadGrace |= days > 0;
    }

    private Answer send(String path, Object body) {
        return Api.patiently(() -> api.post(path, body));
    }

    /** Perhaps a change, or an end. */
    void act(HistorySubscription subscription, Instant now) {
        int chance = subscription.chances.nextInt(100);
        String unused = subscription.chances.nextBoolean() ? "kept" : "credited";
        if (chance < 27) {
            change(subscription, now);
        } else if (chance < 30) {
            cancel(subscription, now, "now", "unused_days", unused);
        } else if (chance < 34) {
            cancel(subscription, now, "date", "unused_days", unused);
        } else if (chance < 36 && subscription.ends.isEmpty()) {
            cancel(subscription, now, "period_end", "unused_days", unused);
        } else if (chance < 42 && !subscription.ends.isEmpty()) {
            change(subscription, now);
            cancel(subscription, now, subscription.chances.nextBoolean() ? "now" : "date", "unused_days", unused);
        } else if (chance >= 42 && chance < 60) {
            move(subscription, now);
        }
    }

    private void change(HistorySubscription subscription, Instant now) {
        LocalDate today = subscription.dayOf(now);
        String kind = List.of("next_invoice", "next_invoice", "none", "at_once", "period_end")
                .get(subscription.chances.nextInt(5));
        boolean planned = kind.equals("period_end");
        LocalDate next = new PaidDays(subscription).nextPeriod(today);
        LocalDate from = planned ? next : today;
        int quantity = subscription.chances.nextInt(1, 14);
        if (waits(subscription, today)
                || quantity == subscription.agreedOn(today)
                || !from.isBefore(subscription.end())) {
            return;
        }
        Map<String, @Nullable Object> body = Body.of("at", planned ? kind : "now", "quantity", quantity);
        if (!planned) {
            body.put("proration", kind);
        }
        Answer answer = send("/subscriptions/" + subscription.id + "/change", body);
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

    /** Whether another quantity is planned. */
    private static boolean waits(HistorySubscription subscription, LocalDate today) {
        return subscription.changes.stream()
                .anyMatch(change -> change.planned() && change.from().isAfter(today));
    }

    /** An invoice at once asks for money, and comes after the draft that waits. */
    private boolean isRefused(Answer answer) {
        boolean goesBack = answer.status() == 422 && answer.text().contains("\"proration\"");
        boolean waits = answer.status() == 409 && hadGrace;
        return goesBack || waits;
    }

    /** To the other plan of the same periods, at times with another quantity; or it is refused as it must be. */
    private void move(HistorySubscription subscription, Instant now) {
        LocalDate today = subscription.dayOf(now);
        LocalDate from = new PaidDays(subscription).nextPeriod(today);
        int quantity = subscription.chances.nextInt(1, 14);
        boolean counted = subscription.chances.nextInt(3) == 0 && !waits(subscription, today);
        if (!from.isBefore(subscription.end())) {
            return;
        }
        HistoryPlan plan =
                Objects.requireNonNull(others.get(subscription.plans().getLast().code()));
        Answer answer = send(
                "/subscriptions/" + subscription.id + "/change",
                Body.of("at", "period_end", "plan", plan.code(), "quantity", counted ? quantity : null));
        String problem = problem(subscription, plan, today);
        if (!problem.isEmpty()) {
            subscription.tell(now, "may not have " + plan.code() + ": " + problem);
            assertThat(answer.status() + " " + answer.text())
                    .as(subscription.toString())
                    .startsWith("4")
                    .contains("\"" + problem + "\"");
            return;
        }
        subscription.tell(
                now, "has %s from %s on%s".formatted(plan.code(), from, counted ? ", of " + quantity + " seats" : ""));
        assertThat(answer.expect(200).json().path("effective_at").asText())
                .as(subscription.toString())
                .isEqualTo(subscription.beginOf(from).toString());
        if (counted && quantity != subscription.agreedOn(today)) {
            subscription.changes.add(new Change(from, quantity, true, false, subscription.end()));
        }
        subscription.moves.add(new Move(from, plan));
    }

    /** Why a plan cannot be taken; empty where it can be. */
    private static String problem(HistorySubscription subscription, HistoryPlan plan, LocalDate today) {
        List<HistoryPlan> had = subscription.plans();
        if (!subscription.moves.isEmpty() && subscription.moves.getLast().from().isAfter(today)) {
            return "conflict";
        }
        boolean left = had.getLast().usage() == null && had.stream().anyMatch(one -> one.usage() != null);
        if (left && plan.usage() != null) {
            return "metric_billed_before";
        }
        return plan.phases().isEmpty() ? "" : "has_phases";
    }

    /** At a day that is said by {@code at}, where the end that there is comes later. */
    void cancel(HistorySubscription subscription, Instant now, String at, @Nullable Object... more) {
        LocalDate today = subscription.dayOf(now);
        LocalDate end = switch (at) {
            case "now" -> today.plusDays(1);
            case "date" -> today.plusDays(subscription.chances.nextInt(1, 60));
            default ->
                today.isBefore(subscription.paidFrom())
                        ? subscription.paidFrom()
                        : new PaidDays(subscription).nextPeriod(today);
        };
        if (!end.isBefore(subscription.end())) {
            return;
        }
        Map<String, @Nullable Object> body = Body.of(more);
        body.put("at", at);
        body.put("end_date", at.equals("date") ? end.toString() : null);
        subscription.tell(now, "is canceled: " + body);
        JsonNode canceled = send("/subscriptions/" + subscription.id + "/cancel", body)
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
}
