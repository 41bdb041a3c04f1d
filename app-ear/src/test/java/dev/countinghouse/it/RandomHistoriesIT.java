package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happened to subscriptions in two years, their invoices come to what their days cost. Other histories than the one that always
 * runs are lived with {@code -Dhistories.from=SEED -Dhistories=HOW_MANY}; with {@code -Dhistories.only=c-07} by that customer alone.
 */
@Order(Order.DEFAULT - 2) // it takes the longest
class RandomHistoriesIT {
    private static final long ALWAYS = 2;
    private static final @Nullable String ONLY = System.getProperty("histories.only");

    static LongStream seeds() {
        long from = Long.getLong("histories.from", ALWAYS);
        return LongStream.range(from, from + Long.getLong("histories", 1));
    }

    /** Two tenants live it beside each other, and are billed the same. */
    @ParameterizedTest(name = "history {0}")
    @MethodSource("seeds")
    void invoicesComeToWhatTheDaysCost(long seed) {
        try {
            List<Map<String, List<String>>> books = Together.run(2, ignored -> lived(seed));
            assertThat(books.get(1)).as("the same, once more").isEqualTo(books.get(0));
        } catch (AssertionError e) {
            throw new AssertionError("history " + seed + ": " + e.getMessage(), e);
        }
    }

    /** The lines of all invoices, by customer. */
    private static Map<String, List<String>> lived(long seed) {
        TestTenant tenant = TestTenant.register();
        RandomHistory history = new RandomHistory(seed, ONLY, tenant);
        history.live();
        List<JsonNode> all = tenant.invoices();
        Map<String, List<JsonNode>> invoices = new TreeMap<>();
        all.forEach(invoice -> invoices.computeIfAbsent(
                        invoice.at("/customer/external_id").asText(), ignored -> new ArrayList<>())
                .add(invoice));
        SoftAssertions.assertSoftly(softly -> {
            for (HistorySubscription subscription : history.subscriptions()) {
                softly.check(() -> assertPaid(subscription, invoices.getOrDefault(subscription.customer, List.of())));
            }
            softly.check(() -> assertInOrder(history, tenant, all));
            if (seed == ALWAYS && ONLY == null) {
                softly.check(() -> assertRich(history.subscriptions(), all));
            }
        });
        Map<String, List<String>> books = new TreeMap<>();
        invoices.forEach((customer, own) -> books.put(customer, lines(own)));
        return books;
    }

    private static void assertInOrder(RandomHistory history, TestTenant tenant, List<JsonNode> invoices) {
        assertThat(tenant.api().all("/subscriptions"))
                .hasSameSizeAs(history.subscriptions())
                .allMatch(subscription -> subscription.path("status").asText().equals("ended"));
        assertThat(credits(tenant)).isEqualTo(history.credited());
        TestTenant.assertGapless(invoices, tenant.slug());
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
        JsonNode ledger = tenant.api().get("/ledger/verification").expect(200).json();
        assertThat(ledger.path("valid").asBoolean()).as(ledger.toString()).isTrue();
    }

    /** Of all that can happen, everything did: what is made up otherwise one day must not make the test easier. */
    private static void assertRich(List<HistorySubscription> subscriptions, List<JsonNode> invoices) {
        Set<String> lived = new TreeSet<>();
        for (HistorySubscription one : subscriptions) {
            add(
                    lived,
                    "a trial within a period",
                    new PaidDays(one)
                            .periods(one.end()).stream()
                                    .anyMatch(period -> period.first().isBefore(one.paidFrom())
                                            && period.holds(one.paidFrom())
                                            && one.runsOn(one.paidFrom())));
            add(
                    lived,
                    "a change in the trial",
                    one.changes.stream().anyMatch(change -> change.from().isBefore(one.paidFrom())));
            add(lived, "another plan", one.moves.stream().anyMatch(move -> one.runsOn(move.from())));
            add(lived, "a plan refused", one.story.stream().anyMatch(what -> what.contains("may not have")));
        }
        for (JsonNode invoice : invoices) {
            for (JsonNode line : invoice.path("lines")) {
                lived.add(line.path("purpose").asText());
                lived.add(line.at("/calculation/kind").asText());
                lived.add(line.at("/calculation/phase").asText());
                add(
                        lived,
                        "a discount",
                        new BigDecimal(line.at("/discount/amount").asText()).signum() > 0);
            }
        }
        assertThat(lived)
                .contains("a trial within a period", "a change in the trial", "another plan", "a plan refused")
                .contains("regular", "change", "delta", "progressive", "true_up", "unused_days", "Phase 0", "Phase 1")
                .contains("a discount");
    }

    private static void add(Set<String> lived, String what, boolean happened) {
        if (happened) {
            lived.add(what);
        }
    }

    /** Each charge in each period came to what its days cost, and all invoices together to all of it. */
    private static void assertPaid(HistorySubscription subscription, List<JsonNode> invoices) {
        PaidDays paid = PaidDays.of(subscription);
        String story = "%s%nmust be%n  %s%nis%n  %s"
                .formatted(subscription, paid.table(), String.join("\n  ", lines(invoices)));
        assertThat(billed(subscription, invoices)).as(story).isEqualTo(paid.billed());
        BigDecimal undiscounted = invoices.stream()
                .map(invoice -> new BigDecimal(invoice.at("/subtotal/amount").asText())
                        .add(new BigDecimal(invoice.at("/discount/amount").asText())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(undiscounted)
                .as(story)
                .isEqualByComparingTo(paid.billed().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** What each charge came to in each period, on whatever invoices. */
    private static Map<String, BigDecimal> billed(HistorySubscription subscription, List<JsonNode> invoices) {
        List<PaidDays.Period> periods = new PaidDays(subscription).periods(subscription.end());
        Map<String, BigDecimal> billed = new TreeMap<>();
        for (JsonNode invoice : invoices) {
            for (JsonNode line : invoice.path("lines")) {
                String charge = line.at("/calculation/charge").asText(PaidDays.COMMITMENT);
                LocalDate day = LocalDate.parse(line.path("period_start").asText());
                LocalDate first = periods.stream()
                        .filter(period -> period.holds(day))
                        .map(PaidDays.Period::first)
                        .findFirst()
                        .orElse(day);
                billed.merge(
                        charge + " " + first,
                        new BigDecimal(line.at("/amount/amount").asText()),
                        BigDecimal::add);
            }
        }
        billed.values().removeIf(amount -> amount.signum() == 0);
        billed.replaceAll((key, amount) -> amount.stripTrailingZeros());
        return billed;
    }

    /** What was credited before tax, by invoice. */
    private static Map<String, BigDecimal> credits(TestTenant tenant) {
        Map<String, BigDecimal> credits = new TreeMap<>();
        tenant.api()
                .all("/credit-notes")
                .forEach(note -> credits.merge(
                        note.path("invoice_id").asText(),
                        new BigDecimal(note.at("/subtotal/amount").asText()),
                        BigDecimal::add));
        return credits;
    }

    private static List<String> lines(List<JsonNode> invoices) {
        return invoices.stream()
                .flatMap(invoice -> InvoiceLines.all(invoice).stream()
                        .map(line -> invoice.path("issued_on").asText() + ": " + line))
                .toList();
    }
}
