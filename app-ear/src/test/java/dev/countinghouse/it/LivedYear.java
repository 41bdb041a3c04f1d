package dev.countinghouse.it;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tenant that lived through 2024 with customers of every kind, and what was agreed with each of them, day by day: told by this
 * text and by nothing of the product's.
 */
final class LivedYear {
    static final LocalDate TODAY = LocalDate.parse("2025-01-15");

    /** Of plans that are not sold in euros. */
    private static final Map<String, String> CURRENCIES = Map.of("quarter", "JPY", "weekly", "USD");

    final TestTenant tenant = TestTenant.register();
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

    private void plan(String code, String currency, String interval, int count, Map<String, ?> fee) {
        Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", code, "currency", currency);
        plan.put("interval", interval);
        plan.put("interval_count", count);
        plan.put("anchor", "anniversary");
        plan.put("charges", List.of(fee));
        api.post("/plans", plan).expect(201);
    }

    /** A customer, whom a subscription is sold to; and what he pays a month for it. */
    private void sell(String customer, String plan, String start, int quantity, String monthly) {
        String currency = CURRENCIES.getOrDefault(plan, "EUR");
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

    /** From January 2024 on. */
    void live() {
        tenant.startClock("2024-01-05T12:00:00Z");
        tenant.makeCatalog();
        Map<String, @Nullable Object> seat = Body.like(Samples.fee(), "unit_amount", "10.00");
        Map<String, @Nullable Object> seats = Body.like(Samples.plan(), "code", "seats", "charges", List.of(seat));
        api.post("/plans", seats).expect(201);
        plan("yearly", "EUR", "year", 1, Body.like(Samples.fee(), "unit_amount", "125.01"));
        plan("weekly", "USD", "week", 2, Body.like(Samples.fee(), "unit_amount", "7.00"));
        plan("quarter", "JPY", "month", 3, Body.like(Samples.fee(), "unit_amount", "1000", "prorated", false));
        plan("arrears", "EUR", "month", 1, Body.like(Samples.fee(), "unit_amount", "19.00", "timing", "arrears"));
        plan("free", "EUR", "month", 1, Body.like(Samples.fee(), "unit_amount", "0.00"));
        winter();
        summer();
        autumn();
    }

    private void winter() {
        sell("ada", Samples.PLAN, "2024-01-10", 1, "29.00");
        sell("bob", "seats", "2024-02-01", 3, "30.00");
        sell("carl", "seats", "2024-01-15", 2, "20.00");
        sell("dora", Samples.PLAN, "2024-02-01", 1, "29.00");
        sell("eve", "yearly", "2024-03-01", 1, "10.4175"); // 125.01 / 12
        sell("fred", Samples.PLAN, "2024-03-01", 1, "29.00");
        sell("gina", "quarter", "2024-01-20", 1, "333.3333"); // 1000 / 3
        sell("hank", "weekly", "2024-02-10", 1, "15.1666"); // 7.00 / 2 * 52 / 12
        sell("joe", "arrears", "2024-04-01", 1, "19.00");
        sell("kim", "free", "2024-01-01", 1, "0.00");
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
        sell("bob", "seats", "2024-12-05", 4, "40.00");
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

    static List<YearMonth> months() {
        return Stream.iterate(YearMonth.of(2024, 1), month -> month.plusMonths(1))
                .limit(13)
                .toList();
    }

    /** What a customer pays at the end of a month, or today. */
    BigDecimal at(String customer, YearMonth month) {
        LocalDate end = month.atEndOfMonth().isAfter(TODAY) ? TODAY : month.atEndOfMonth();
        var last = agreed.getOrDefault(customer, new TreeMap<>()).floorEntry(end);
        return last == null ? BigDecimal.ZERO : last.getValue();
    }

    List<String> customersOf(String currency) {
        return currencies.keySet().stream()
                .filter(one -> currencies.getOrDefault(one, "").equals(currency))
                .toList();
    }

    boolean paidBefore(String customer, YearMonth month) {
        return months().stream()
                .filter(earlier -> earlier.isBefore(month))
                .anyMatch(earlier -> at(customer, earlier).signum() > 0);
    }
}
