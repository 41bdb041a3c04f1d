package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A tenant that lived through 2024: every figure is worked out again from what was agreed with the customers, day by day, and from the
 * documents themselves, with nothing of the product's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalyticsIT {
    private static final LocalDate TODAY = LivedYear.TODAY;
    private static final String YEAR = "?from=2024-01&through=2025-01";

    private final LivedYear year = new LivedYear();
    private final TestTenant tenant = year.tenant;
    private final Api api = tenant.api();

    @BeforeAll
    void liveAYear() {
        year.live();
    }

    private JsonNode figures(String path) {
        return api.get("/analytics" + path).expect(200).json();
    }

    private static JsonNode of(JsonNode figures, String currency) {
        return figures.path("currencies")
                .valueStream()
                .filter(one -> one.path("currency").asText().equals(currency))
                .findFirst()
                .orElseThrow();
    }

    /** Month, new, expansion, contraction, churn, reactivation, closing and customers, worked out from what was agreed. */
    private List<String> expected(String currency, int digits) {
        List<String> rows = new ArrayList<>();
        for (YearMonth month : LivedYear.months()) {
            BigDecimal[] moved = {zero(digits), zero(digits), zero(digits), zero(digits), zero(digits), zero(digits)};
            int customers = 0;
            for (String customer : year.customersOf(currency)) {
                BigDecimal before = year.at(customer, month.minusMonths(1));
                BigDecimal now = year.at(customer, month);
                int kind;
                if (before.signum() == 0) {
                    kind = year.paidBefore(customer, month) ? 4 : 0;
                } else {
                    kind = now.signum() == 0 ? 3 : now.compareTo(before) > 0 ? 1 : 2;
                }
                moved[kind] = moved[kind].add(now.subtract(before).abs());
                moved[5] = moved[5].add(now);
                customers += now.signum();
            }
            rows.add(month + " "
                    + String.join(
                            " ", Stream.of(moved).map(BigDecimal::toPlainString).toList()) + " " + customers);
        }
        return rows;
    }

    private static BigDecimal zero(int digits) {
        return BigDecimal.ZERO.setScale(digits);
    }

    private static List<String> rows(JsonNode ofCurrency, String... fields) {
        return ofCurrency
                .path("months")
                .valueStream()
                .map(month -> String.join(
                        " ",
                        Stream.of(fields)
                                .map(field -> month.path(field).has("amount")
                                        ? month.path(field).path("amount").asText()
                                        : month.path(field).asText())
                                .toList()))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"EUR, 2", "USD, 2", "JPY, 0"})
    void mrrMovesAsWasAgreed(String currency, int digits) {
        JsonNode mrr = of(figures("/mrr" + YEAR), currency);
        assertThat(rows(
                        mrr,
                        "month",
                        "new_business",
                        "expansion",
                        "contraction",
                        "churn",
                        "reactivation",
                        "closing",
                        "customers"))
                .isEqualTo(expected(currency, digits));
        BigDecimal closing = new BigDecimal(mrr.at("/mrr/amount").asText());
        assertThat(new BigDecimal(mrr.at("/arr/amount").asText()))
                .isEqualByComparingTo(closing.multiply(new BigDecimal("12")));
        List<String> openings = rows(mrr, "opening");
        assertThat(openings.subList(1, 13)).isEqualTo(rows(mrr, "closing").subList(0, 12));
        assertThat(rows(of(figures("/mrr?from=2024-09&currency=" + currency), currency), "month", "opening", "closing"))
                .isEqualTo(rows(mrr, "month", "opening", "closing").subList(8, 13));
    }

    @Test
    void churnIsOfTheCustomersAndTheMrrOfTheBeginning() {
        JsonNode churn = of(figures("/churn" + YEAR), "EUR");
        List<String> expected = new ArrayList<>();
        for (YearMonth month : LivedYear.months()) {
            List<String> before = year.customersOf("EUR").stream()
                    .filter(one -> year.at(one, month.minusMonths(1)).signum() > 0)
                    .toList();
            long lost = before.stream()
                    .filter(one -> year.at(one, month).signum() == 0)
                    .count();
            BigDecimal opening = sum(before, one -> year.at(one, month.minusMonths(1)));
            BigDecimal less = sum(
                    before,
                    one -> year.at(one, month.minusMonths(1))
                            .subtract(year.at(one, month))
                            .max(BigDecimal.ZERO));
            BigDecimal kept = sum(before, one -> year.at(one, month));
            expected.add("%s %d %d %s %s %s %s"
                    .formatted(
                            month,
                            before.size(),
                            lost,
                            rate(BigDecimal.valueOf(lost), BigDecimal.valueOf(before.size())),
                            less.setScale(2),
                            rate(less, opening),
                            rate(kept, opening)));
        }
        assertThat(rows(
                        churn,
                        "month",
                        "customers",
                        "customers_lost",
                        "customer_churn_rate",
                        "mrr_lost",
                        "mrr_churn_rate",
                        "net_retention_rate"))
                .isEqualTo(expected);
    }

    private static BigDecimal sum(List<String> customers, Function<String, BigDecimal> of) {
        return customers.stream().map(of).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String rate(BigDecimal part, BigDecimal whole) {
        if (whole.signum() == 0) {
            return "null";
        }
        BigDecimal rate = part.divide(whole, 4, RoundingMode.HALF_UP).stripTrailingZeros();
        return (rate.scale() < 0 ? rate.setScale(0) : rate).toPlainString();
    }

    @Test
    void cohortsKeepThoseWhoStay() {
        JsonNode cohorts =
                of(figures("/cohorts?from=2024-01&through=2024-06"), "EUR").path("cohorts");
        List<String> expected = new ArrayList<>();
        for (YearMonth month : LivedYear.months().subList(0, 6)) {
            Predicate<String> came = one -> year.at(one, month).signum() > 0 && !year.paidBefore(one, month);
            List<String> cohort = year.customersOf("EUR").stream().filter(came).toList();
            if (!cohort.isEmpty()) {
                for (YearMonth later :
                        LivedYear.months().subList(LivedYear.months().indexOf(month), 13)) {
                    expected.add("%s %d %d %s"
                            .formatted(
                                    month,
                                    LivedYear.months().indexOf(later)
                                            - LivedYear.months().indexOf(month),
                                    cohort.stream()
                                            .filter(one -> year.at(one, later).signum() > 0)
                                            .count(),
                                    sum(cohort, one -> year.at(one, later)).setScale(2)));
                }
            }
        }
        List<String> told = new ArrayList<>();
        cohorts.forEach(cohort -> cohort.path("months")
                .forEach(age -> told.add(cohort.path("month").asText() + " "
                        + age.path("age").asText() + " " + age.path("customers").asText() + " "
                        + age.at("/mrr/amount").asText())));
        assertThat(told).isEqualTo(expected);
    }

    @Test
    void revenueIsWhatTheDocumentsSay() {
        Map<String, BigDecimal> net = new TreeMap<>();
        tenant.invoices().stream()
                .filter(invoice -> invoice.path("currency").asText().equals("EUR"))
                .forEach(invoice -> {
                    BigDecimal subtotal =
                            new BigDecimal(invoice.at("/subtotal/amount").asText());
                    net.merge(month(invoice, "issued_on"), subtotal, BigDecimal::add);
                    if (invoice.path("status").asText().equals("void")) {
                        net.merge("2024-11", subtotal.negate(), BigDecimal::add);
                    }
                });
        api.all("/credit-notes")
                .forEach(note -> net.merge(
                        month(note, "issued_on"),
                        new BigDecimal(note.at("/subtotal/amount").asText()).negate(),
                        BigDecimal::add));
        JsonNode revenue = of(figures("/revenue" + YEAR), "EUR");
        assertThat(rows(revenue, "month", "net"))
                .isEqualTo(LivedYear.months().stream()
                        .map(month -> month + " "
                                + net.getOrDefault(month.toString(), zero(2)).setScale(2))
                        .toList());
        assertThat(rows(revenue, "month", "credited", "voided").get(10)).isEqualTo("2024-11 30.00 29.00");
        assertThat(new BigDecimal(revenue.at("/net/amount").asText()))
                .isEqualByComparingTo(net.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static String month(JsonNode document, String field) {
        return document.path(field).asText().substring(0, 7);
    }

    @Test
    void receivablesAreWhatIsDueByHowLongItHasBeen() {
        Map<String, BigDecimal> due = new TreeMap<>();
        tenant.invoices().stream()
                .filter(invoice -> invoice.path("currency").asText().equals("EUR"))
                .filter(invoice -> List.of("finalized", "partially_paid")
                        .contains(invoice.path("status").asText()))
                .forEach(invoice -> {
                    LocalDate day = LocalDate.parse(invoice.path("due_on").asText());
                    due.merge(age(day), new BigDecimal(invoice.at("/due/amount").asText()), BigDecimal::add);
                });
        JsonNode receivables = of(figures("/receivables"), "EUR");
        receivables
                .path("ages")
                .forEach(age -> assertThat(new BigDecimal(age.at("/due/amount").asText()))
                        .as(age.toString())
                        .isEqualByComparingTo(due.getOrDefault(age.path("age").asText(), BigDecimal.ZERO)));
        assertThat(receivables.path("ages")).hasSize(5);
        assertThat(due).hasSizeGreaterThan(2);
        assertThat(new BigDecimal(receivables.at("/total/amount").asText()))
                .isEqualByComparingTo(due.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** Of a due date: which age begins the day after it, and 30, 60 and 90 days later. */
    private static String age(LocalDate due) {
        if (!TODAY.isAfter(due)) {
            return "not_due";
        }
        List<String> ages = List.of("days_1_to_30", "days_31_to_60", "days_61_to_90");
        for (int i = 0; i < ages.size(); i++) {
            if (!TODAY.isAfter(due.plusDays(30L * (i + 1)))) {
                return ages.get(i);
            }
        }
        return "days_over_90";
    }

    @Test
    void usageIsToldByMetricAndMonth() {
        JsonNode usage = figures("/usage" + YEAR).path("metrics");
        assertThat(usage).hasSize(1);
        assertThat(usage.at("/0/metric").asText()).isEqualTo(Samples.METRIC);
        List<String> rows = rows(usage.path(0), "month", "quantity", "events");
        assertThat(rows).hasSize(13).contains("2024-01 20 2", "2024-02 0 0", "2024-12 1 1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/mrr?from=2024-12, '\"EUR\",\"2025-01\",', 7",
        "/churn?from=2024-12, '\"EUR\",\"2024-12\",', 7",
        "/cohorts?from=2024-04&through=2024-04, '\"EUR\",\"2024-04\",9,', 21",
        "/revenue?from=2024-11&through=2024-11, '\"EUR\",\"2024-11\",', 4",
        "/receivables, '\"JPY\",\"days_over_90\",', 16",
        "/usage?from=2024-12, '\"builds\",\"2024-12\",1,1', 3"
    })
    void figuresAreATableWhereThatIsAskedFor(String path, String row, int most) {
        Answer table = api.with("Accept", "text/csv").get("/analytics" + path).expect(200);
        assertThat(table.header("Content-Type")).startsWith("text/csv");
        List<String> lines = table.text().lines().toList();
        assertThat(lines).hasSizeBetween(2, most).anyMatch(line -> line.startsWith(row));
        int columns = lines.getFirst().split(",", -1).length;
        assertThat(lines).allMatch(line -> line.split(",", -1).length == columns);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "mrr?from=2024, from",
        "churn?through=2024-13, through",
        "cohorts?from=2024-05&through=2024-04, through",
        "revenue?from=2019-01, from",
        "receivables?currency=euro, currency",
        "usage?from=2024-01-01, from"
    })
    void whatIsWrongIsNamed(String path, String field) {
        api.get("/analytics/" + path).expectProblem(422, "validation_failed", field);
    }

    @Test
    void anotherTenantHasFiguresOfItsOwn() {
        Api other = TestTenant.register().api();
        for (String path : List.of("mrr", "churn", "cohorts", "revenue", "receivables")) {
            assertThat(other.get("/analytics/" + path).expect(200).json().path("currencies"))
                    .isEmpty();
        }
        assertThat(other.get("/analytics/usage").expect(200).json().path("metrics"))
                .isEmpty();
    }
}
