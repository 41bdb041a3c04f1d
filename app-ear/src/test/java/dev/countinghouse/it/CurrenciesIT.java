package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One plan that is sold in euros, yen, dinars and dollars: of two, no and three decimals. */
class CurrenciesIT {
    private static final String PLAN = "worldwide";
    private static final Priced EUR = priced("EUR");
    private static final Priced JPY = priced("JPY");
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    private static Priced priced(String currency) {
        return Priced.ALL.stream()
                .filter(priced -> priced.currency().equals(currency))
                .findFirst()
                .orElseThrow();
    }

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-01-10T12:00:00Z");
        tenant.makeCatalog();
        api.post("/plans", Priced.plan(PLAN, Priced.ALL)).expect(201);
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    private UUID customer(String externalId, String currency) {
        return api.post(
                        "/customers",
                        Body.of("external_id", externalId, "name", "x", "time_zone", "UTC", "currency", currency))
                .expect(201)
                .id();
    }

    private static Map<String, @Nullable Object> wanted(UUID customer, @Nullable Object... fields) {
        Map<String, @Nullable Object> subscription =
                Body.of("customer_id", customer, "plan", PLAN, "start_date", "2024-01-10", "quantity", Priced.SEATS);
        return Body.like(subscription, fields);
    }

    /** A customer of each currency, called by its code. */
    private void subscribeAll() {
        for (Priced priced : Priced.ALL) {
            UUID customer = customer(priced.currency(), priced.currency());
            JsonNode subscription =
                    api.post("/subscriptions", wanted(customer)).expect(201).json();
            assertThat(subscription.path("currency").asText()).isEqualTo(priced.currency());
            tenant.use(customer, "january-" + priced.currency(), "2024-01-10T06:00:00Z", "120.75");
        }
        tenant.awaitSettled();
    }

    private List<JsonNode> invoices(String customer) {
        return api.all("/invoices?include=lines&external_customer_id=" + customer).stream()
                .sorted((one, other) -> one.path("number")
                        .asText()
                        .compareTo(other.path("number").asText()))
                .toList();
    }

    private static BigDecimal amount(JsonNode money, Priced priced) {
        assertThat(money.path("currency").asText()).isEqualTo(priced.currency());
        return new BigDecimal(money.path("amount").asText());
    }

    private static List<BigDecimal> amounts(JsonNode invoice, Priced priced) {
        return invoice.path("lines")
                .valueStream()
                .map(line -> amount(line.path("amount"), priced))
                .toList();
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void assertTotals(JsonNode invoice, Priced priced) {
        BigDecimal net = sum(amounts(invoice, priced));
        assertThat(invoice.path("currency").asText()).isEqualTo(priced.currency());
        assertThat(amount(invoice.path("subtotal"), priced)).isEqualTo(net);
        assertThat(amount(invoice.path("tax"), priced)).isEqualTo(priced.tax(net));
        assertThat(amount(invoice.path("total"), priced)).isEqualTo(net.add(priced.tax(net)));
    }

    @Test
    void eachSubscriberIsBilledAtThePricesOfHisCurrencyToTheLastMinorUnit() {
        subscribeAll();
        tenant.advance("2024-02-01T12:00:00Z");
        for (Priced priced : Priced.ALL) {
            List<JsonNode> invoices = invoices(priced.currency());
            BigDecimal fee = priced.fee(22, 31);
            List<BigDecimal> used = priced.minutes("120.75");
            List<BigDecimal> second = new ArrayList<>(List.of(priced.fee(29, 29)));
            second.addAll(used);
            Stream.of(priced.missing(fee.add(sum(used)), 22, 31))
                    .filter(missing -> missing.signum() > 0)
                    .forEach(second::add);
            assertThat(invoices).as(priced.currency()).hasSize(2);
            assertThat(amounts(invoices.getFirst(), priced)).containsExactly(fee);
            assertThat(amounts(invoices.getLast(), priced)).isEqualTo(second);
            invoices.forEach(invoice -> assertTotals(invoice, priced));
        }
    }

    /** 30.5 minutes of January come in February: all lines of January are what it would have cost in time. */
    @Test
    void currentAndLateUsageAreRatedInTheCurrencyOfTheSubscription() {
        subscribeAll();
        tenant.advance("2024-02-02T12:00:00Z");
        for (Priced priced : Priced.ALL) {
            UUID customer = api.all("/customers?external_id=" + priced.currency()).stream()
                    .map(row -> UUID.fromString(row.path("id").asText()))
                    .findFirst()
                    .orElseThrow();
            tenant.use(customer, "february-" + priced.currency(), "2024-02-01T06:00:00Z", "60.123");
            tenant.use(customer, "late-" + priced.currency(), "2024-01-31T23:00:00Z", "30.5");
            JsonNode current =
                    api.get("/customers/" + customer + "/usage").expect(200).json();
            assertThat(amount(current.at("/subscriptions/0/amount"), priced)).isEqualTo(sum(priced.minutes("60.123")));
        }
        tenant.awaitSettled();
        tenant.advance("2024-03-01T12:00:00Z");
        for (Priced priced : Priced.ALL) {
            List<BigDecimal> january = invoices(priced.currency()).stream()
                    .flatMap(invoice -> invoice.path("lines").valueStream())
                    .filter(line -> line.path("period_start").asText().equals("2024-01-10"))
                    .map(line -> amount(line.path("amount"), priced))
                    .toList();
            BigDecimal spent = priced.fee(22, 31).add(sum(priced.minutes("151.25")));
            assertThat(sum(january)).as(priced.currency()).isEqualTo(spent.add(priced.missing(spent, 22, 31)));
            invoices(priced.currency()).forEach(invoice -> assertTotals(invoice, priced));
        }
    }

    @Test
    void whoNamesNoCurrencyIsBilledInTheCustomersAndInNoOther() {
        UUID customer = customer("pounds", "GBP");
        Answer refused = api.post("/subscriptions", wanted(customer));
        refused.expectProblem(422, "validation_failed", "plan");
        assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("currency_mismatch");
        assertThat(refused.json().at("/errors/0/message").asText())
                .isEqualTo("is sold in EUR, JPY, KWD, USD, the customer is in GBP");
        api.post("/subscriptions", wanted(customer, "currency", "GBP"))
                .expectProblem(422, "validation_failed", "currency");
        api.post("/subscriptions", wanted(customer, "currency", "jpy"))
                .expectProblem(422, "validation_failed", "currency");

        api.post("/subscriptions", wanted(customer, "currency", "JPY")).expect(201);
        tenant.awaitSettled();
        assertThat(amounts(invoices("pounds").getFirst(), JPY)).containsExactly(JPY.fee(22, 31));
    }

    /** Twice as dear, and not sold in dinars and dollars any more. Where it can be moved to. */
    private String publishDearer() {
        String plan = api.all("/plans?code=" + PLAN).getFirst().path("id").asText();
        Map<String, @Nullable Object> dearer = Priced.plan(PLAN, List.of(EUR.times(2), JPY.times(2)));
        String versions = "/plans/" + plan + "/versions";
        api.post(
                        versions,
                        Body.of(
                                "charges",
                                dearer.get("charges"),
                                "minimum_commitment",
                                dearer.get("minimum_commitment")))
                .expect(201);
        JsonNode published = api.post(versions + "/2/publish").expect(200).json();
        assertThat(published.path("currencies").valueStream().map(JsonNode::asText))
                .containsExactly("EUR", "JPY");
        JsonNode diff = api.get(versions + "/1/diff").expect(200).json();
        assertThat(diff.at("/terms").findValuesAsText("field")).containsExactly("currencies", "minimum_commitment");
        assertThat(diff.at("/changed/0/fields").findValuesAsText("field"))
                .containsExactly(
                        "prices.JPY.unit_amount", "prices.KWD.unit_amount", "prices.USD.unit_amount", "unit_amount");
        return versions + "/2/migration";
    }

    @Test
    void whoIsBilledInACurrencyThatTheNextVersionDoesNotHaveStaysWithHis() {
        subscribeAll();
        String migration = publishDearer();
        JsonNode preview =
                api.post(migration + "/preview", Body.of()).expect(200).json();
        assertThat(preview.path("subscriptions")
                        .valueStream()
                        .map(row -> row.at("/fee_before/currency").asText() + " "
                                + row.path("problem").asText() + " "
                                + row.at("/fee_after/amount").asText()))
                .containsExactlyInAnyOrder(
                        "EUR null 174.00",
                        "JPY null 27000",
                        "KWD currency_differs 174.00",
                        "USD currency_differs 174.00");
        api.post(migration, Body.of("token", preview.path("token").asText())).expect(200);
        tenant.advance("2024-02-01T12:00:00Z");
        for (Priced priced : Priced.ALL) {
            Priced now = priced == EUR || priced == JPY ? priced.times(2) : priced;
            JsonNode invoice = invoices(priced.currency()).getLast();
            assertThat(amounts(invoice, priced)).as(priced.currency()).contains(now.fee(29, 29));
            assertThat(amounts(invoice, priced)).containsAll(priced.minutes("120.75"));
        }
    }

    private record Wrong(Map<String, @Nullable Object> prices, String field) {}

    private static Stream<Wrong> prices() {
        Map<String, @Nullable Object> one = Body.of("unit_amount", "1");
        return Stream.of(
                new Wrong(Body.of(), "charges[0].prices.USD"),
                new Wrong(Body.of("USD", one, "EUR", one), "charges[0].prices.EUR"),
                new Wrong(Body.of("USD", one, "CHF", one), "charges[1].prices.CHF"),
                new Wrong(Body.of("USD", one, "usd", one), "charges[0].prices.usd"),
                new Wrong(Body.of("USD", null), "charges[0].prices.USD"),
                new Wrong(Body.of("USD", Body.of()), "charges[0].prices.USD.unit_amount"),
                new Wrong(Body.of("USD", Body.of("unit_amount", "-1")), "charges[0].prices.USD.unit_amount"),
                new Wrong(
                        Body.of("USD", Body.of("unit_amount", "0.0000000000001")), "charges[0].prices.USD.unit_amount"),
                new Wrong(Body.of("USD", Body.like(one, "rate", "1")), "charges[0].prices.USD.rate"),
                new Wrong(
                        Body.of("USD", Body.like(one, "filters", Body.of("eu", one))),
                        "charges[0].prices.USD.filters.eu"));
    }

    @TestFactory
    Stream<DynamicTest> whatIsWrongWithAPriceIsToldByItsPath() {
        return prices().map(wrong -> DynamicTest.dynamicTest(
                wrong.prices() + ": " + wrong.field(), () -> assertRefused(wrong.prices(), wrong.field())));
    }

    private void assertRefused(Map<String, @Nullable Object> prices, String field) {
        Map<String, @Nullable Object> plan = Priced.plan("p", List.of(EUR, priced("USD")));
        List<?> charges = (List<?>) Objects.requireNonNull(plan.get("charges"));
        Map<String, @Nullable Object> fee = Body.like(Samples.fee(), "prices", prices);
        api.post("/plans", Body.like(plan, "charges", List.of(fee, charges.getLast())))
                .expectProblem(422, "validation_failed", field);
    }

    @Test
    void aCommitmentAndADraftAreInAllCurrenciesToo() {
        Map<String, @Nullable Object> plan = Priced.plan("p", List.of(EUR, JPY));
        api.post("/plans", Body.like(plan, "minimum_commitment", Body.of("amount", "10")))
                .expectProblem(422, "validation_failed", "minimum_commitment.amounts.JPY");
        api.post("/plans", Body.like(plan, "minimum_commitment", amounts("JPY", "0")))
                .expectProblem(422, "validation_failed", "minimum_commitment.amounts.JPY");
        api.post("/plans", Body.like(plan, "minimum_commitment", amounts("yen", "1")))
                .expectProblem(422, "validation_failed", "minimum_commitment.amounts.yen");
        UUID made = api.post("/plans", plan).expect(201).id();
        api.post("/plans/" + made + "/versions", Body.of("currency", "JPY"))
                .expectProblem(422, "validation_failed", "charges[0].prices.JPY");
        api.post("/plans/" + made + "/versions", Body.of("minimum_commitment", amounts("USD", "1")))
                .expectProblem(422, "validation_failed", "charges[0].prices.USD");
    }

    private static Map<String, @Nullable Object> amounts(String currency, String amount) {
        return Body.of("amount", "10", "amounts", Body.of(currency, amount));
    }

    @Test
    void theCatalogsDocumentHoldsAllPrices() {
        String text = api.get("/catalog/export").expect(200).text();
        assertThat(Body.parse(text).at("/plans/1/charges/0/prices")).isEqualTo(Body.parse("""
                {"JPY": {"unit_amount": "4500"}, "KWD": {"unit_amount": "9.1255"}, "USD": {"unit_amount": "31.337"}}"""));
        TestTenant other = TestTenant.register();
        other.api().post("/catalog/import", Body.parse(text)).expect(200);
        assertThat(other.api().get("/catalog/export").text()).isEqualTo(text);
        JsonNode again =
                api.post("/catalog/import", Body.parse(text)).expect(200).json();
        assertThat(again.path("items").findValuesAsText("action")).containsOnly("unchanged");
    }
}
