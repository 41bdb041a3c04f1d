package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Seats at 15.00 with 20 % tax, from June 2024 on, paid from wallets that are topped up by themselves. */
class WalletTopUpRulesIT {
    private static final Map<String, @Nullable Object> LOW =
            Body.of("trigger", "threshold", "method", "fixed", "kind", "granted", "credits", "200");
    private static final Map<String, @Nullable Object> MONTHLY =
            Body.of("trigger", "interval", "method", "fixed", "kind", "granted", "credits", "180", "interval", "month");

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = tenant.tenantId();

    @BeforeEach
    void sellSeats() {
        customer = Wallets.sellSeats(tenant, "anniversary");
    }

    @AfterEach
    void theBooksAreInOrder() {
        Wallets.assertInOrder(tenant);
    }

    private void subscribe(String start) {
        api.post(
                        "/subscriptions",
                        Body.of("customer_id", customer, "plan", "seats", "start_date", start, "quantity", 10))
                .expect(201);
        tenant.awaitSettled();
    }

    private String wallet() {
        return Wallets.make(tenant, customer, Body.of("name", "Prepaid"));
    }

    @SafeVarargs
    private JsonNode rule(String wallet, Map<String, @Nullable Object>... rules) {
        JsonNode changed = api.patch(wallet, Body.of("top_up_rules", Arrays.asList(rules)))
                .expect(200)
                .json();
        tenant.awaitSettled();
        return changed;
    }

    private List<String> invoices() {
        return tenant.invoices().stream()
                .map(invoice -> "%s %s: %s, %s by wallets"
                        .formatted(
                                invoice.path("issued_on").asText(),
                                invoice.path("status").asText(),
                                invoice.at("/total/amount").asText(),
                                invoice.at("/wallet/amount").asText()))
                .toList();
    }

    /** Oldest first. */
    private List<JsonNode> topUps(String wallet) {
        return api.all(wallet + "/top-ups").reversed();
    }

    private List<String> made(String wallet) {
        return topUps(wallet).stream()
                .map(topUp -> topUp.path("made_at").asText() + " "
                        + topUp.at("/amount/amount").asText())
                .toList();
    }

    private void pay(JsonNode sale, String amount) {
        Object money = Body.of("amount", amount, "currency", "EUR");
        api.post(
                        "/invoices/" + sale.path("invoice_id").asText() + "/payments",
                        Body.of("amount", money, "reference", "r" + TestTenant.unique()))
                .expect(201);
    }

    @Test
    void aWalletThatFallsBelowItsThresholdIsFilledUpBeforeLaterInvoicesAlsoWhenMonthsPassAtOnce() {
        String wallet = wallet();
        rule(wallet, Body.like(LOW, "method", "target", "threshold_credits", "50"));
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("200.00");
        subscribe("2024-06-01");
        tenant.advance("2024-09-01T12:00:00Z");
        assertThat(invoices())
                .containsExactly(
                        "2024-06-01 paid: 180.00, 180.00 by wallets",
                        "2024-07-01 paid: 180.00, 180.00 by wallets",
                        "2024-08-01 paid: 180.00, 180.00 by wallets",
                        "2024-09-01 paid: 180.00, 180.00 by wallets");
        assertThat(Wallets.transactions(tenant, wallet))
                .containsExactly(
                        "top_up 200.00",
                        "use -180.00",
                        "top_up 180.00",
                        "use -20.00", // what is left of the top-up before
                        "use -160.00",
                        "top_up 180.00",
                        "use -20.00",
                        "use -160.00",
                        "top_up 180.00",
                        "use -20.00",
                        "use -160.00",
                        "top_up 180.00");
        assertThat(made(wallet)).endsWith("2024-08-01T00:00:00Z 180.00", "2024-09-01T00:00:00Z 180.00");
        assertThat(topUps(wallet)).allMatch(topUp -> topUp.path("rule_id").isTextual());
        assertThat(api.all("/events?type=wallet.topped_up")).hasSize(5);
        assertThat(api.all("/audit-log?action=wallet_top_up.create")).hasSize(5);
    }

    @Test
    void nothingIsBoughtTwiceWhileAPurchaseIsOpen() {
        String wallet = wallet();
        rule(wallet, Body.like(LOW, "kind", "purchased", "threshold_credits", "100"));
        subscribe("2024-06-03");
        tenant.advance("2024-07-03T12:00:00Z");
        assertThat(topUps(wallet)).hasSize(1);
        assertThat(invoices())
                .containsExactly(
                        "2024-06-02 finalized: 200.00, 0.00 by wallets",
                        "2024-06-03 finalized: 180.00, 0.00 by wallets",
                        "2024-07-03 finalized: 180.00, 0.00 by wallets");
        pay(topUps(wallet).getFirst(), "200.00");
        tenant.advance("2024-08-03T12:00:00Z");
        assertThat(invoices())
                .contains(
                        "2024-08-03 paid: 180.00, 180.00 by wallets", "2024-08-03 finalized: 200.00, 0.00 by wallets");
        assertThat(made(wallet)).containsExactly("2024-06-02T12:00:00Z 200.00", "2024-08-03T00:00:00Z 200.00");
    }

    @Test
    void aPurchaseThatIsVoidIsMadeAnewUnlessTheRuleHasEnded() {
        String wallet = wallet();
        rule(wallet, Body.like(LOW, "kind", "purchased", "threshold_credits", "100"));
        String first =
                "/invoices/" + topUps(wallet).getFirst().path("invoice_id").asText();
        api.post(first + "/void", Body.of("reason", "r")).expect(200);
        tenant.awaitSettled();
        assertThat(topUps(wallet)).hasSize(2);
        assertThat(rule(wallet).path("top_up_rules")).isEmpty();
        String second =
                "/invoices/" + topUps(wallet).getLast().path("invoice_id").asText();
        api.post(second + "/void", Body.of("reason", "r")).expect(200);
        tenant.awaitSettled();
        assertThat(topUps(wallet)).hasSize(2);
    }

    @Test
    void anIntervalComesEachMonthWithoutDriftInTheCustomersZoneAndItsCreditsExpire() {
        customer = tenant.customer("bob", "America/New_York");
        String wallet = wallet();
        JsonNode changed = rule(wallet, Body.like(MONTHLY, "starts_on", "2024-05-31", "expires_after_days", 45));
        assertThat(changed.at("/top_up_rules/0/next_at").asText()).isEqualTo("2024-06-30T04:00:00Z");
        tenant.advance("2024-10-01T12:00:00Z");
        assertThat(made(wallet))
                .containsExactly(
                        "2024-06-30T04:00:00Z 180.00",
                        "2024-07-31T04:00:00Z 180.00",
                        "2024-08-31T04:00:00Z 180.00",
                        "2024-09-30T04:00:00Z 180.00");
        assertThat(topUps(wallet).getLast().path("expires_at").asText()).isEqualTo("2024-11-14T05:00:00Z");
        assertThat(Wallets.balance(tenant, wallet)).isEqualTo("360.00");
    }

    /** Each pays the one invoice that it lives to see; on the same instant it comes first. */
    @Test
    void anIntervalComesInOrderWithInvoicesAlsoWhenMonthsPassAtOnce() {
        String wallet = wallet();
        rule(wallet, Body.like(MONTHLY, "starts_on", "2024-06-15", "expires_after_days", 20));
        subscribe("2024-07-01");
        tenant.advance("2024-09-02T12:00:00Z");
        assertThat(invoices())
                .containsExactly(
                        "2024-07-01 paid: 180.00, 180.00 by wallets",
                        "2024-08-01 paid: 180.00, 180.00 by wallets",
                        "2024-09-01 paid: 180.00, 180.00 by wallets");
        rule(wallet, Body.like(MONTHLY, "starts_on", "2024-10-01", "expires_after_days", 1));
        tenant.advance("2024-10-02T12:00:00Z");
        assertThat(invoices()).endsWith("2024-10-01 paid: 180.00, 180.00 by wallets");
    }

    @Test
    void aPurchaseOfAnIntervalFillsUpAndItsInvoiceIsInOrder() {
        String wallet = wallet();
        Wallets.topUp(tenant, wallet, "30");
        rule(wallet, Body.like(MONTHLY, "method", "target", "kind", "purchased", "starts_on", "2024-06-15"));
        subscribe("2024-07-02");
        tenant.advance("2024-08-20T12:00:00Z");
        assertThat(invoices())
                .containsExactly(
                        "2024-06-15 finalized: 150.00, 0.00 by wallets",
                        "2024-07-02 finalized: 180.00, 30.00 by wallets",
                        "2024-07-15 finalized: 30.00, 0.00 by wallets",
                        "2024-08-02 finalized: 180.00, 0.00 by wallets");
    }

    @Test
    void whatARuleCannotDoIsShownAndTriedAgain() {
        String wallet = wallet();
        tenant.execute(
                "ALTER TABLE " + tenant.schema() + ".wallet_top_ups ADD CONSTRAINT none CHECK (rule_id IS NULL)");
        Map<String, @Nullable Object> low = Body.like(LOW, "threshold_credits", "100");
        rule(wallet, low);
        JsonNode failed = api.get(wallet).json().at("/top_up_rules/0/failure");
        assertThat(failed.path("reason").asText()).isNotBlank();
        assertThat(failed.path("retry_at").asText()).isEqualTo("2024-06-03T12:00:00Z");
        subscribe("2024-06-01");
        assertThat(invoices()).containsExactly("2024-06-01 finalized: 180.00, 0.00 by wallets");
        assertThat(api.all("/events?type=wallet.top_up_failed")).hasSize(1);
        tenant.execute("ALTER TABLE " + tenant.schema() + ".wallet_top_ups DROP CONSTRAINT none");
        tenant.advance("2024-06-03T12:00:00Z");
        assertThat(made(wallet)).containsExactly("2024-06-03T12:00:00Z 200.00");
        assertThat(api.get(wallet).json().at("/top_up_rules/0/failure").isNull())
                .isTrue();
    }

    @Test
    void aRuleOfATerminatedWalletDoesNothing() {
        String wallet = wallet();
        rule(wallet, Body.like(MONTHLY, "starts_on", "2024-06-15"), Body.like(LOW, "threshold_credits", "1"));
        JsonNode ended = api.delete(wallet).expect(200).json();
        assertThat(ended.path("top_up_rules")).isEmpty();
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(made(wallet)).containsExactly("2024-06-02T12:00:00Z 200.00");
        api.patch(wallet, Body.of("name", "Other")).expectProblem(409, "conflict");
    }

    @Test
    void aWalletIsChangedAsItWasReadAndRulesSaidAgainGoOn() {
        String wallet = wallet();
        JsonNode changed = api.with("If-Match", "\"0\"")
                .patch(wallet, Body.of("name", "Other", "priority", 7))
                .expect(200)
                .json();
        assertThat(changed.path("name").asText() + changed.path("priority")).isEqualTo("Other7");
        api.with("If-Match", "\"0\"")
                .patch(wallet, Body.of("top_up_rules", List.of(MONTHLY)))
                .expectProblem(412, "precondition_failed");
        JsonNode first = rule(wallet, MONTHLY);
        assertThat(first.path("version").asInt()).isEqualTo(2);
        assertThat(first.at("/top_up_rules/0/starts_on").asText()).isEqualTo("2024-06-02");
        assertThat(rule(wallet, MONTHLY)).isEqualTo(first);
        JsonNode other = rule(wallet, Body.like(MONTHLY, "credits", "10"));
        assertThat(other.at("/top_up_rules/0/id")).isNotEqualTo(first.at("/top_up_rules/0/id"));
        assertThat(api.all("/audit-log?action=wallet.update")).hasSize(3);
    }

    @Test
    void ofChangesAtOnceOneRuleOfATriggerIsLeftAndItTopsUpOnce() {
        String wallet = wallet();
        List<Integer> answers = Together.run(
                4,
                i -> api.patch(wallet, Body.of("top_up_rules", List.of(Body.like(LOW, "threshold_credits", "100"))))
                        .status());
        assertThat(answers).contains(200);
        tenant.awaitSettled();
        assertThat(api.get(wallet).json().path("top_up_rules")).hasSize(1);
        assertThat(topUps(wallet)).hasSize(1);
    }

    @Test
    void whatCannotBeIsRefusedByItsField() {
        String wallet = wallet();
        api.patch(wallet, Body.of("credit_rate", "2")).expectProblem(400, "unknown_field", "credit_rate");
        api.patch(wallet, Body.of("currency", "USD")).expectProblem(400, "unknown_field", "currency");
        api.patch(wallet, Body.of("name", " ")).expectProblem(422, "validation_failed", "name");
        api.patch(wallet, Body.of("priority", 1001)).expectProblem(422, "validation_failed", "priority");
        refuse(wallet, "threshold_credits", LOW);
        refuse(wallet, "threshold_credits", Body.like(LOW, "threshold_credits", "201"));
        refuse(wallet, "threshold_credits", Body.like(LOW, "threshold_credits", "0.001"));
        refuse(wallet, "interval", Body.like(LOW, "threshold_credits", "1", "interval", "week"));
        refuse(wallet, "starts_on", Body.like(LOW, "threshold_credits", "1", "starts_on", "2024-06-01"));
        refuse(wallet, "threshold_credits", Body.like(MONTHLY, "threshold_credits", "1"));
        refuse(wallet, "interval", Body.like(MONTHLY, "interval", null));
        refuse(wallet, "starts_on", Body.like(MONTHLY, "starts_on", "1999-12-31"));
        refuse(wallet, "expires_after_days", Body.like(MONTHLY, "expires_after_days", 0));
        refuse(wallet, "expires_after_days", Body.like(MONTHLY, "kind", "purchased", "expires_after_days", 90));
        refuse(wallet, "credits", Body.like(MONTHLY, "credits", "1000000000001"));
        refuse(wallet, "credits", Body.like(MONTHLY, "credits", "0.001"));
        api.patch(wallet, Body.of("top_up_rules", List.of(MONTHLY, MONTHLY)))
                .expectProblem(422, "validation_failed", "top_up_rules[1].trigger");
        assertThat(api.get(wallet).json().path("top_up_rules")).isEmpty();
    }

    private void refuse(String wallet, String field, Map<String, @Nullable Object> rule) {
        api.patch(wallet, Body.of("top_up_rules", List.of(rule)))
                .expectProblem(422, "validation_failed", "top_up_rules[0]." + field);
    }
}
