package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is taken off the invoices of a history, paid and credited. None of it changes what their lines come to. */
final class HistoryMoney {
    private final Api api;
    private final Map<String, BigDecimal> credited = new TreeMap<>();
    private int payments;

    HistoryMoney(Api api) {
        this.api = api;
    }

    private Answer send(String path, Object body) {
        return Api.patiently(() -> api.post(path, body));
    }

    /** What was credited before tax, by invoice. */
    Map<String, BigDecimal> credited() {
        return credited;
    }

    /** Perhaps a coupon, a payment or a credit. */
    void act(HistorySubscription subscription, Instant now) {
        if (subscription.chances.nextInt(12) == 0) {
            redeem(subscription, now);
        }
        if (subscription.chances.nextInt(12) == 0) {
            settle(subscription, now);
        }
    }

    // ---- coupons

    /** Shares for all lines, for those of a metric and for those of a plan, and amounts in each currency. */
    void offerCoupons() {
        offer("tenth", "percent", "percent", "10", "duration", "forever");
        offer("third", "percent", "percent", "33.3", "duration", "repeated", "periods", 3);
        offer("free", "percent", "percent", "100", "duration", "once");
        offer("usage", "percent", "percent", "25", "duration", "forever", "metrics", List.of(Samples.METRIC));
        offer("plan", "percent", "percent", "15", "duration", "forever", "plans", List.of("plan-0", "plan-1-other"));
        for (String currency : List.of("EUR", "JPY", "KWD")) {
            Object amount = Body.of("amount", "75", "currency", currency);
            offer("amount-" + currency, "amount", "amount", amount, "duration", "once");
            offer("each-" + currency, "amount", "amount", amount, "duration", "repeated", "periods", 4);
        }
    }

    private void offer(String code, String discount, @Nullable Object... terms) {
        Map<String, @Nullable Object> coupon = Body.of("code", code, "name", code, "discount", discount);
        send("/coupons", Body.like(coupon, terms)).expect(201);
    }

    private void redeem(HistorySubscription subscription, Instant now) {
        List<String> codes = List.of("tenth", "third", "free", "usage", "plan", "amount-", "amount-", "each-");
        String code = codes.get(subscription.chances.nextInt(codes.size()));
        if (code.endsWith("-")) {
            code += subscription.plan.currency();
        }
        subscription.tell(now, "redeems " + code);
        send(
                        "/customers/" + subscription.customerId + "/coupons",
                        Body.of("coupon", code, "subscription_id", subscription.id))
                .expect(201);
    }

    // ---- payments and credits

    /** The last invoice that asks for money is paid, in part or in full, or credited in part. */
    private void settle(HistorySubscription subscription, Instant now) {
        int chance = subscription.chances.nextInt(3);
        List<JsonNode> open = api.all("/invoices?include=lines&subscription_id=" + subscription.id).stream()
                .filter(invoice -> invoice.path("status").asText().equals("finalized"))
                .toList();
        if (open.isEmpty()) {
            return;
        }
        JsonNode invoice = open.stream()
                .max(Comparator.comparing(one -> one.path("number").asText()))
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
            subscription.tell(now, "is credited " + credit(path, invoice, half(amount)));
        }
    }

    /** Of the first line a half of what is left of it, or less; nothing of one below zero. */
    private BigDecimal credit(String path, JsonNode invoice, BigDecimal most) {
        JsonNode line = invoice.at("/lines/0");
        BigDecimal net = new BigDecimal(line.at("/amount/amount").asText())
                .subtract(new BigDecimal(line.at("/discount/amount").asText()));
        BigDecimal wanted = half(net).min(most).max(BigDecimal.ZERO);
        if (wanted.signum() > 0) {
            Object credit = Body.of("line_id", line.path("id").asText(), "amount", money(wanted, line.path("amount")));
            send(path + "/credit-notes", Body.of("reason", "goodwill", "lines", List.of(credit)))
                    .expect(201);
            credited.merge(invoice.path("id").asText(), wanted, BigDecimal::add);
        }
        return wanted;
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
