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
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happened to subscriptions in two years, their invoices come to what their days cost. Other histories than the one that always
 * runs are lived with {@code -Dhistories.from=SEED -Dhistories=HOW_MANY}.
 */
@Order(Order.DEFAULT - 2) // it takes the longest
class RandomHistoriesIT {
    private static final long ALWAYS = 2024;

    static LongStream seeds() {
        long from = Long.getLong("histories.from", ALWAYS);
        return LongStream.range(from, from + Long.getLong("histories", 1));
    }

    /** Two tenants live it beside each other, and are billed the same. */
    @ParameterizedTest(name = "history {0}")
    @MethodSource("seeds")
    void invoicesComeToWhatTheDaysCost(long seed) {
        List<Map<String, List<String>>> books = Together.run(2, ignored -> lived(seed));
        assertThat(books.get(1)).as("history %d, once more", seed).isEqualTo(books.get(0));
    }

    /** The lines of all invoices, by customer. */
    private static Map<String, List<String>> lived(long seed) {
        TestTenant tenant = TestTenant.register();
        RandomHistory history = new RandomHistory(seed, tenant);
        history.live();
        Map<String, List<JsonNode>> invoices = new TreeMap<>();
        tenant.invoices()
                .forEach(invoice -> invoices.computeIfAbsent(
                                invoice.at("/customer/external_id").asText(), ignored -> new ArrayList<>())
                        .add(invoice));
        Map<String, BigDecimal> credits = credits(tenant);
        for (HistorySubscription subscription : history.subscriptions()) {
            List<JsonNode> own = invoices.getOrDefault(subscription.customer, List.of());
            PaidDays paid = PaidDays.of(subscription);
            String story = "history %d%n%s%n  %s%nbilled%n  %s"
                    .formatted(seed, subscription, paid.table(), String.join("\n  ", lines(own)));
            assertThat(billed(subscription, own)).as(story).isEqualTo(paid.billed());
            assertThat(net(own)).as(story).isEqualByComparingTo(sum(paid));
            assertThat(own.stream()
                            .map(invoice ->
                                    credits.getOrDefault(invoice.path("id").asText(), BigDecimal.ZERO))
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as(story)
                    .isEqualByComparingTo(history.credited().getOrDefault(subscription.customer, BigDecimal.ZERO));
            JsonNode shown = tenant.api()
                    .get("/subscriptions/" + history.id(subscription))
                    .json();
            assertThat(shown.path("status").asText()).as(story).isEqualTo("ended");
        }
        TestTenant.assertGapless(tenant.invoices(), tenant.slug());
        tenant.awaitSealed();
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
        JsonNode ledger = tenant.api().get("/ledger/verification").expect(200).json();
        assertThat(ledger.path("valid").asBoolean()).as(ledger.toString()).isTrue();
        Map<String, List<String>> books = new TreeMap<>();
        invoices.forEach((customer, own) -> books.put(customer, lines(own)));
        return books;
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

    private static BigDecimal net(List<JsonNode> invoices) {
        return invoices.stream()
                .map(invoice -> new BigDecimal(invoice.at("/subtotal/amount").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal sum(PaidDays paid) {
        return paid.billed().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What was credited before tax, by the id of the invoice. */
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
