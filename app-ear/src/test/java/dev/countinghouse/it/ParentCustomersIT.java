package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A group that pays for its subsidiaries within 30 days, billed by a legal entity of its own: 29.00 a month and minutes, with 20 % tax. */
class ParentCustomersIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private final String own = tenant.slug().toUpperCase(Locale.ROOT);
    private UUID parent = tenant.tenantId();

    @BeforeEach
    void makeAGroup() {
        tenant.startClock("2024-01-01T12:00:00Z");
        tenant.makeCatalog();
        LegalEntities.make(tenant, "de");
        parent = make("group", "legal_entity", "de", "net_terms_days", 30);
    }

    @AfterEach
    void theBooksAreInOrder() {
        Wallets.assertInOrder(tenant);
    }

    private Map<String, @Nullable Object> body(String name, @Nullable Object... more) {
        Map<String, @Nullable Object> body =
                Body.of("external_id", name, "name", name, "time_zone", "UTC", "currency", "EUR");
        body.putAll(Body.of(more));
        return body;
    }

    private UUID make(String name, @Nullable Object... more) {
        return api.post("/customers", body(name, more)).expect(201).id();
    }

    private void paidBy(UUID child, @Nullable Object payer) {
        api.patch("/customers/" + child, Body.of("parent_customer_id", payer)).expect(200);
    }

    private UUID subscribe(UUID customer) {
        UUID made = tenant.subscribe(customer, "2024-01-01");
        tenant.awaitSettled();
        return made;
    }

    /** Of a subscription, oldest first: number, who pays, for whom, when it is due. */
    private List<String> billed(UUID subscription) {
        return api.all("/invoices?subscription_id=" + subscription).reversed().stream()
                .map(invoice -> "%s %s %s %s"
                        .formatted(
                                invoice.path("number").asText(),
                                invoice.at("/customer/name").asText(),
                                invoice.path("child_customer_id").asText("-"),
                                invoice.path("due_on").asText()))
                .toList();
    }

    private JsonNode last(UUID subscription) {
        return api.all("/invoices?include=lines&subscription_id=" + subscription)
                .getFirst();
    }

    @Test
    void aParentIsBilledForWhatHisChildSubscribedTo() {
        UUID child = make("ada", "parent_customer_id", parent);
        assertThat(api.all("/customers?parent_customer_id=" + parent)).hasSize(1);
        UUID subscription = subscribe(child);
        tenant.use(child, "u1", "2024-01-10T08:00:00Z", "60");
        tenant.awaitSettled();
        tenant.advance("2024-02-01T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        "DE-000001 group " + child + " 2024-01-31", "DE-000002 group " + child + " 2024-03-02");
        JsonNode invoice = last(subscription);
        assertThat(invoice.path("lines")
                        .valueStream()
                        .map(line -> line.path("description").asText()))
                .hasSize(3)
                .allSatisfy(description -> assertThat(description).endsWith(" · ada"));
        assertThat(invoice.at("/subtotal/amount").asText()).isEqualTo("33.50");
        assertThat(api.all("/invoices?child_customer_id=" + child)).hasSize(2);
        assertThat(api.all("/invoices?customer_id=" + parent)).hasSize(2);
        assertThat(api.all("/invoices?customer_id=" + child)).isEmpty();
        assertThat(api.all("/events?type=invoice.finalized"))
                .allSatisfy(event ->
                        assertThat(event.at("/data/child_customer_id").asText()).isEqualTo(child.toString()));
        assertThat(closing(parent)).isEqualTo("75.00");
        assertThat(closing(child)).isEqualTo("0.00");
        JsonNode explained = api.get("/invoices/" + invoice.path("id").asText() + "/explain")
                .expect(200)
                .json();
        assertThat(explained.path("lines")).hasSize(3);
    }

    private String closing(UUID customer) {
        return api.get("/customers/" + customer + "/statement")
                .expect(200)
                .json()
                .at("/closing_balance/amount")
                .asText();
    }

    @Test
    void aChangeOfWhoPaysIsForInvoicesThatAreWrittenAfterIt() {
        UUID child = make("ada");
        UUID subscription = subscribe(child);
        paidBy(child, parent);
        tenant.advance("2024-02-01T12:00:00Z");
        paidBy(child, "");
        tenant.advance("2024-03-01T12:00:00Z");
        assertThat(billed(subscription))
                .containsExactly(
                        own + "-000001 ada - 2024-01-15",
                        "DE-000001 group " + child + " 2024-03-02",
                        own + "-000002 ada - 2024-03-15");
    }

    @Test
    void hePaysFromHisWalletsAndHisChildKeepsItsCoupons() {
        UUID child = make("ada", "parent_customer_id", parent);
        String ofParent = Wallets.open(tenant, parent, "group");
        String ofChild = Wallets.open(tenant, child, "child");
        for (String code : List.of("child", "group")) {
            api.post(
                            "/coupons",
                            Body.of(
                                    "code",
                                    code,
                                    "name",
                                    code,
                                    "discount",
                                    "percent",
                                    "percent",
                                    "10",
                                    "duration",
                                    "forever"))
                    .expect(201);
        }
        api.post("/customers/" + child + "/coupons", Body.of("coupon", "child")).expect(201);
        api.post("/customers/" + parent + "/coupons", Body.of("coupon", "group"))
                .expect(201);
        JsonNode invoice = last(subscribe(child));
        assertThat(invoice.path("coupons")
                        .valueStream()
                        .map(use -> use.path("code").asText()))
                .containsExactly("child");
        assertThat(invoice.at("/total/amount").asText()).as("26.10 and 20 %").isEqualTo("31.32");
        assertThat(invoice.at("/wallet/amount").asText()).isEqualTo("10.00");
        assertThat(Wallets.balance(tenant, ofParent)).isEqualTo("0.00");
        assertThat(Wallets.balance(tenant, ofChild)).isEqualTo("10.00");
    }

    /** Seats that are given back after he began to pay: with the discount that his child had had, and to his credit. */
    @Test
    void whatGoesBackGoesToWhoPaysNow() {
        UUID child = make("ada");
        api.post(
                        "/coupons",
                        Body.of(
                                "code",
                                "half",
                                "name",
                                "Half",
                                "discount",
                                "percent",
                                "percent",
                                "50",
                                "duration",
                                "once"))
                .expect(201);
        api.post("/customers/" + child + "/coupons", Body.of("coupon", "half")).expect(201);
        UUID subscription = subscribe(child);
        paidBy(child, parent);
        api.post(
                        "/subscriptions/" + subscription + "/cancel",
                        Body.of("at", "date", "end_date", "2024-01-16", "unused_days", "credited"))
                .expect(200);
        tenant.advance("2024-01-17T12:00:00Z");
        JsonNode last = last(subscription);
        assertThat(last.at("/customer/name").asText()).isEqualTo("group");
        assertThat(last.at("/subtotal/amount").asText())
                .as("half of 29.00 for 16 of 31 days")
                .isIn("-7.48", "-7.49");
        assertThat(api.get("/customers/" + parent + "/credit-balance").json().path("balances"))
                .hasSize(1);
    }

    @Test
    void whatIsBilledInPlaceOfAVoidInvoiceOrByHandIsToTheSame() {
        UUID child = make("ada", "parent_customer_id", parent);
        UUID subscription = subscribe(child);
        String path = "/invoices/" + last(subscription).path("id").asText();
        api.post(path + "/void", Body.of("reason", "wrong")).expect(200);
        paidBy(child, "");
        JsonNode again = api.post(path + "/replacement").expect(201).json();
        assertThat(again.at("/customer/name").asText()).isEqualTo("group");
        assertThat(again.path("child_customer_id").asText()).isEqualTo(child.toString());
        paidBy(child, parent);
        JsonNode byHand = api.post(
                        "/invoices",
                        Body.of(
                                "customer_id",
                                child,
                                "lines",
                                List.of(Body.of("description", "Work", "unit_amount", "10"))))
                .expect(201)
                .json();
        assertThat(byHand.at("/customer/name").asText()).isEqualTo("ada");
    }

    @Test
    void aParentIsSomebodyElseInTheSameCurrencyWithoutAParentOfHisOwn() {
        UUID child = make("ada", "parent_customer_id", parent);
        UUID other = make("eve");
        for (Map.Entry<UUID, @Nullable Object> wrong : List.<Map.Entry<UUID, @Nullable Object>>of(
                Map.entry(other, other),
                Map.entry(other, child),
                Map.entry(parent, other),
                Map.entry(other, make("yen", "currency", "JPY")),
                Map.entry(other, UUID.randomUUID()),
                Map.entry(other, "nobody"))) {
            api.patch("/customers/" + wrong.getKey(), Body.of("parent_customer_id", wrong.getValue()))
                    .expectProblem(422, "validation_failed", "parent_customer_id");
        }
        api.post("/customers", body("zoe", "parent_customer_id", child))
                .expectProblem(422, "validation_failed", "parent_customer_id");
    }

    @Test
    void twoDoNotPayForEachOtherHoweverAtOnceThatIsAsked() {
        for (int i = 0; i < 5; i++) {
            UUID one = make("one" + i);
            UUID two = make("two" + i);
            List<Integer> statuses = Together.run(
                    2,
                    number -> api.patch(
                                    "/customers/" + (number == 0 ? one : two),
                                    Body.of("parent_customer_id", number == 0 ? two : one))
                            .status());
            assertThat(statuses).containsOnlyOnce(200);
        }
    }

    @Test
    void whoPaysForOthersIsNotErased() {
        UUID child = make("ada", "parent_customer_id", parent);
        api.post("/customers/" + parent + "/erase").expectProblem(409, "customer_in_use");
        paidBy(child, "");
        Jobs.result(api, api.post("/customers/" + parent + "/erase"));
    }
}
