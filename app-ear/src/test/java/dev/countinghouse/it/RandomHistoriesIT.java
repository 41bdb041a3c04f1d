package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happened to subscriptions in two years, their invoices come to what their days cost. Other histories than the one that always
 * runs are lived with {@code -Dhistories.from=SEED -Dhistories=HOW_MANY}; with {@code -Dhistories.only=c-07} by that customer alone.
 */
@Order(Order.DEFAULT - 2) // it takes the longest
class RandomHistoriesIT {
    private static final long ALWAYS = 1;

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
        RandomHistory history = new RandomHistory(seed, System.getProperty("histories.only"), tenant);
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
