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
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    private static final LocalDate TODAY = LocalDate.parse("2025-01-15");
    private static final String YEAR = "?from=2024-01&through=2025-01";

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    /** What each customer pays a month from a day on; nothing after its end. */
    private final Map<String, TreeMap<LocalDate, BigDecimal>> agreed = new TreeMap<>();

    private final Map<String, String> currencies = new TreeMap<>();
    private final Map<String, UUID> customers = new TreeMap<>();

    /** The newest of each customer. */
    private final Map<String, UUID> subscriptions = new TreeMap<>();

    /** What a customer of a currency pays a month from a day on, rounded once. */
    private void pays(String customer, String from, String amount) {
        agreed.computeIfAbsent(customer, key -> new TreeMap<>())
                .put(LocalDate.parse(from), new BigDecimal(amount).setScale(digits(customer), RoundingMode.HALF_UP));
    }

    private int digits(String customer) {
        return currencies.getOrDefault(customer, "EUR").equals("JPY") ? 0 : 2;
    }

    private static void plan(Api api, String code, String currency, String interval, int count, Map<String, ?> fee) {
        Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", code, "currency", currency);
        plan.put("interval", interval);
        plan.put("interval_count", count);
        plan.put("anchor", "anniversary");
        plan.put("charges", List.of(fee));
        api.post("/plans", plan).expect(201);
    }

    /** A customer, whom a subscription is sold to; and what he pays a month for it. */
    private void sell(String customer, String currency, String plan, String start, int quantity, String monthly) {
        currencies.put(customer, currency);
        UUID id = customers.computeIfAbsent(
                customer,
                name -> api.post(
                                "/customers",
                                Body.of("external_id", name, "name", name, "time_zone", "UTC", "currency", currency))
                        .expect(201)
                        .id());
        Object wanted = Body.of("customer_id", id, "plan", plan, "start_date", start, "quantity", quantity);
        subscriptions.put(
                customer, api.post("/subscriptions", wanted).expect(201).id());
        pays(customer, start, monthly);
    }

    private void change(String customer, String what, Object... fields) {
        api.post("/subscriptions/" + subscriptions.get(customer) + what, Body.of(fields))
                .expect(200);
        tenant.awaitSettled();
    }

    @BeforeAll
    void liveAYear() {
        tenant.startClock("2024-01-05T12:00:00Z");
        tenant.makeCatalog();
        Map<String, @Nullable Object> seat = Body.like(Samples.fee(), "unit_amount", "10.00");
        Map<String, @Nullable Object> seats = Body.like(Samples.plan(), "code", "seats", "charges", List.of(seat));
        api.post("/plans", seats).expect(201);
        plan(api, "yearly", "EUR", "year", 1, Body.like(Samples.fee(), "unit_amount", "125.01"));
        plan(api, "weekly", "USD", "week", 2, Body.like(Samples.fee(), "unit_amount", "7.00"));
        plan(api, "quarter", "JPY", "month", 3, Body.like(Samples.fee(), "unit_amount", "1000", "prorated", false));
        plan(api, "arrears", "EUR", "month", 1, Body.like(Samples.fee(), "unit_amount", "19.00", "timing", "arrears"));
        plan(api, "free", "EUR", "month", 1, Body.like(Samples.fee(), "unit_amount", "0.00"));
        winter();
        summer();
        autumn();
    }

    private void winter() {
        sell("ada", "EUR", Samples.PLAN, "2024-01-10", 1, "29.00");
        sell("bob", "EUR", "seats", "2024-02-01", 3, "30.00");
        sell("carl", "EUR", "seats", "2024-01-15", 2, "20.00");
        sell("dora", "EUR", Samples.PLAN, "2024-02-01", 1, "29.00");
        sell("eve", "EUR", "yearly", "2024-03-01", 1, "10.4175"); // 125.01 / 12
        sell("fred", "EUR", Samples.PLAN, "2024-03-01", 1, "29.00");
        sell("gina", "JPY", "quarter", "2024-01-20", 1, "333.3333"); // 1000 / 3
        sell("hank", "USD", "weekly", "2024-02-10", 1, "15.1666"); // 7.00 / 2 * 52 / 12
        sell("joe", "EUR", "arrears", "2024-04-01", 1, "19.00");
        sell("kim", "EUR", "free", "2024-01-01", 1, "0.00");
        tenant.awaitSettled();
        tenant.advance("2024-01-20T12:00:00Z");
        use("ada", "u1", "2024-01-20T10:00:00Z", "12.5");
        use("bob", "u2", "2024-01-20T10:30:00Z", "7.5");
        tenant.advance("2024-05-15T12:00:00Z");
    }

    private void use(String customer, String id, String at, String minutes) {
        tenant.use(customers.getOrDefault(customer, tenant.tenantId()), id, at, minutes);
        tenant.awaitSettled();
    }

    private void summer() {
        change("bob", "/change", "at", "now", "quantity", 5, "proration", "at_once");
        pays("bob", "2024-05-15", "50.00");
        Map<String, @Nullable Object> tenth = Body.like(Things.coupon(), "code", "tenth", "duration", "forever");
        api.post("/coupons", tenth).expect(201);
        api.post("/customers/" + customers.get("ada") + "/coupons", Body.of("coupon", "tenth"))
                .expect(201);
        pays("ada", "2024-06-01", "26.10"); // from its next invoice on
        tenant.advance("2024-06-20T12:00:00Z");
        change("carl", "/change", "at", "now", "plan", Samples.PLAN, "proration", "at_once", "quantity", 1);
        pays("carl", "2024-06-20", "29.00");
        tenant.advance("2024-07-10T12:00:00Z");
        change("dora", "/pause", "behavior", "service");
        pays("dora", "2024-07-10", "0.00");
        tenant.advance("2024-08-10T12:00:00Z");
        change("bob", "/change", "at", "now", "quantity", 2, "proration", "next_invoice");
        pays("bob", "2024-08-10", "20.00");
        tenant.advance("2024-09-12T12:00:00Z");
        change("dora", "/resume");
        pays("dora", "2024-09-12", "29.00");
        change("bob", "/cancel", "at", "period_end");
        pays("bob", "2024-10-01", "0.00");
    }

    private void autumn() {
        tenant.advance("2024-11-12T12:00:00Z");
        change("fred", "/cancel", "at", "now", "unused_days", "credited");
        pays("fred", "2024-11-13", "0.00");
        api.post(invoice("fred", 0) + "/void", Body.of("reason", "r")).expect(200);
        pays("fred", "2024-03-01", "0.00"); // his March is billed no more
        pays("fred", "2024-04-01", "29.00");
        api.post(invoice("ada", 1) + "/credit-notes", Body.of("reason", "r")).expect(201);
        Object money = Body.of("amount", "25.00", "currency", "EUR");
        api.post(invoice("eve", 0) + "/payments", Body.of("amount", money, "reference", "bank"))
                .expect(201);
        tenant.advance("2024-12-05T12:00:00Z");
        sell("bob", "EUR", "seats", "2024-12-05", 4, "40.00");
        use("ada", "u3", "2024-12-05T10:00:00Z", "1");
        tenant.advance(TODAY + "T12:00:00Z");
    }

    private String invoice(String customer, int index) {
        return "/invoices/"
                + tenant.invoices().stream()
                        .filter(invoice -> invoice.at("/customer/name").asText().equals(customer))
                        .toList()
                        .get(index)
                        .path("id")
                        .asText();
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

    private static List<YearMonth> months() {
        return Stream.iterate(YearMonth.of(2024, 1), month -> month.plusMonths(1))
                .limit(13)
                .toList();
    }

    /** What a customer pays at the end of a month, or today. */
    private BigDecimal at(String customer, YearMonth month) {
        LocalDate end = month.atEndOfMonth().isAfter(TODAY) ? TODAY : month.atEndOfMonth();
        var last = agreed.getOrDefault(customer, new TreeMap<>()).floorEntry(end);
        return last == null ? BigDecimal.ZERO : last.getValue();
    }

    private List<String> customersOf(String currency) {
        return currencies.keySet().stream()
                .filter(one -> currencies.getOrDefault(one, "").equals(currency))
                .toList();
    }

    private boolean paidBefore(String customer, YearMonth month) {
        return months().stream()
                .filter(earlier -> earlier.isBefore(month))
                .anyMatch(earlier -> at(customer, earlier).signum() > 0);
    }

    /** Month, new, expansion, contraction, churn, reactivation, closing and customers, worked out from what was agreed. */
    private List<String> expected(String currency, int digits) {
        List<String> rows = new ArrayList<>();
        for (YearMonth month : months()) {
            BigDecimal[] moved = {zero(digits), zero(digits), zero(digits), zero(digits), zero(digits), zero(digits)};
            int customers = 0;
            for (String customer : customersOf(currency)) {
                BigDecimal before = at(customer, month.minusMonths(1));
                BigDecimal now = at(customer, month);
                int kind;
                if (before.signum() == 0) {
                    kind = paidBefore(customer, month) ? 4 : 0;
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
        for (YearMonth month : months()) {
            List<String> before = customersOf("EUR").stream()
                    .filter(one -> at(one, month.minusMonths(1)).signum() > 0)
                    .toList();
            long lost =
                    before.stream().filter(one -> at(one, month).signum() == 0).count();
            BigDecimal opening = sum(before, one -> at(one, month.minusMonths(1)));
            BigDecimal less = sum(
                    before,
                    one -> at(one, month.minusMonths(1))
                            .subtract(at(one, month))
                            .max(BigDecimal.ZERO));
            BigDecimal kept = sum(before, one -> at(one, month));
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
        for (YearMonth month : months().subList(0, 6)) {
            Predicate<String> came = one -> at(one, month).signum() > 0 && !paidBefore(one, month);
            List<String> cohort = customersOf("EUR").stream().filter(came).toList();
            if (!cohort.isEmpty()) {
                for (YearMonth later : months().subList(months().indexOf(month), 13)) {
                    expected.add("%s %d %d %s"
                            .formatted(
                                    month,
                                    months().indexOf(later) - months().indexOf(month),
                                    cohort.stream()
                                            .filter(one -> at(one, later).signum() > 0)
                                            .count(),
                                    sum(cohort, one -> at(one, later)).setScale(2)));
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
                .isEqualTo(months().stream()
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
