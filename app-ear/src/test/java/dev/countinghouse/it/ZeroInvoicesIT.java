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

/** A plan that costs nothing but for minutes above 50, each 0.05, with 20 % tax; invoices of nothing are not issued. */
class ZeroInvoicesIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private final String first = tenant.slug().toUpperCase(Locale.ROOT) + "-000001";
    private UUID customer = tenant.tenantId();

    @BeforeEach
    void issueNothingOfNothing() {
        tenant.startClock("2024-06-01T12:00:00Z");
        tenant.makeCatalog();
        Map<String, @Nullable Object> minutes =
                Body.like(Samples.minutes(), "tiers", List.of(Samples.tier("50", "0"), Samples.tier(null, "0.05")));
        api.post(
                        "/plans",
                        Body.like(
                                Samples.plan(),
                                "code",
                                "free",
                                "charges",
                                List.of(Body.like(Samples.fee(), "unit_amount", "0"), minutes)))
                .expect(201);
        skip(true);
        customer = tenant.customer("ada", "UTC");
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    private void skip(boolean wanted) {
        assertThat(api.patch("/tenant", Body.of("skip_zero_invoices", wanted))
                        .expect(200)
                        .json()
                        .path("skip_zero_invoices")
                        .asBoolean())
                .isEqualTo(wanted);
    }

    private UUID subscribe(String plan) {
        UUID made = api.post(
                        "/subscriptions", Body.of("customer_id", customer, "plan", plan, "start_date", "2024-06-01"))
                .expect(201)
                .id();
        tenant.awaitSettled();
        return made;
    }

    private List<JsonNode> skipped() {
        return api.all("/invoices?status=skipped");
    }

    /** What was issued, oldest first. */
    private List<String> issued() {
        return tenant.invoices().stream()
                .map(invoice -> invoice.path("number").asText() + " "
                        + invoice.path("issued_on").asText() + " "
                        + invoice.at("/total/amount").asText() + " "
                        + invoice.path("status").asText())
                .toList();
    }

    private int events(String type) {
        return api.all("/events?type=" + type).size();
    }

    @Test
    void anInvoiceOfNothingIsWrittenWithoutANumberSoThatItsPeriodAndUsageAreBilled() {
        subscribe("free");
        tenant.use(customer, "u1", "2024-06-10T08:00:00Z", "20");
        tenant.awaitSettled();
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(issued()).isEmpty();
        assertThat(skipped()).hasSize(2).allSatisfy(invoice -> {
            assertThat(invoice.path("number").isNull()).isTrue();
            assertThat(invoice.at("/total/amount").asText()).isEqualTo("0.00");
        });
        assertThat(events("invoice.skipped")).isEqualTo(2);
        assertThat(events("invoice.finalized")).isZero();
        assertThat(api.all("/billing-runs"))
                .allSatisfy(run -> assertThat(run.path("invoices").asInt()).isZero());

        tenant.use(customer, "u2", "2024-06-20T08:00:00Z", "40");
        tenant.awaitSettled();
        tenant.advance("2024-08-01T12:00:00Z");
        assertThat(issued())
                .as("60 minutes of June, 10 of them at 0.05, and the first number")
                .containsExactly(first + " 2024-08-01 0.60 finalized");

        skip(false);
        tenant.advance("2024-09-01T12:00:00Z");
        assertThat(issued()).hasSize(2).last().asString().endsWith("-000002 2024-09-01 0.00 paid");
        assertThat(skipped()).hasSize(2);
    }

    @Test
    void whatWasNotIssuedIsNeitherADocumentNorPaidVoidedOrCredited() {
        subscribe("free");
        String path = "/invoices/" + skipped().getFirst().path("id").asText();
        assertThat(api.get(path).expect(200).json().path("lines").isEmpty()).isFalse();
        assertThat(api.get(path + "/explain").expect(200).json().path("lines").isEmpty())
                .isFalse();
        api.get(path + "/pdf").expectProblem(409, "conflict");
        api.post(path + "/void", Body.of("reason", "r")).expectProblem(409, "invoice_not_voidable");
        api.post(path + "/uncollectible", Body.of("reason", "r")).expectProblem(409, "nothing_to_write_off");
        api.post(path + "/replacement").expectProblem(409, "invoice_not_replaceable");
        assertThat(api.post(path + "/credit-notes", Body.of("reason", "r")).status())
                .isIn(409, 422);
        api.post(path + "/payments", Body.of("amount", Body.of("amount", "1.00", "currency", "EUR"), "reference", "r"))
                .expectProblem(409, "invoice_not_payable");
        assertThat(api.all("/ledger/entries")).isEmpty();
        assertThat(api.get("/customers/" + customer + "/statement")
                        .expect(200)
                        .json()
                        .path("data")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aCouponThatTookAllIsUsedByIt() {
        api.post(
                        "/coupons",
                        Body.of(
                                "code",
                                "all",
                                "name",
                                "All",
                                "discount",
                                "percent",
                                "percent",
                                "100",
                                "duration",
                                "once"))
                .expect(201);
        String coupons = "/customers/" + customer + "/coupons";
        String redeemed = api.post(coupons, Body.of("coupon", "all"))
                .expect(201)
                .json()
                .path("id")
                .asText();
        subscribe(Samples.PLAN);
        assertThat(issued()).isEmpty();
        assertThat(skipped().getFirst().at("/discount/amount").asText()).isEqualTo("29.00");
        assertThat(api.get(coupons + "/" + redeemed).json().path("uses").asInt())
                .isEqualTo(1);
        tenant.advance("2024-07-01T12:00:00Z");
        assertThat(issued()).containsExactly(first + " 2024-07-01 34.80 finalized");
    }

    @Test
    void aRehearsalAndAPreviewSayThatItWillNotBeIssued() {
        UUID subscription = subscribe("free");
        JsonNode rehearsed = api.post("/billing-runs/rehearsal", Body.of("through", "2024-07-02T00:00:00Z"))
                .expect(200)
                .json();
        assertThat(rehearsed.at("/data/0/invoices/0/skipped").asBoolean()).isTrue();
        assertThat(rehearsed.at("/totals/0/invoices").asInt()).isZero();
        JsonNode preview = api.post(
                        "/subscriptions/preview?through=2024-07-02T00:00:00Z",
                        Body.of("customer_id", tenant.customer("eve", "UTC"), "plan", Samples.PLAN))
                .expect(200)
                .json();
        assertThat(preview.at("/invoices/0/skipped").asBoolean()).isFalse();

        api.patch("/tenant", Body.of("grace_period_days", 5)).expect(200);
        tenant.advance("2024-07-02T12:00:00Z");
        String draft = "/subscriptions/" + subscription + "/draft-invoice";
        JsonNode waiting = api.get(draft).expect(200).json();
        assertThat(waiting.at("/invoice/skipped").asBoolean()).isTrue();
        JsonNode written = api.post(
                        draft + "/finalize",
                        Body.of("boundary_at", waiting.path("boundary_at").asText()))
                .expect(201)
                .json();
        assertThat(written.path("status").asText()).isEqualTo("skipped");
    }

    @Test
    void whatSomebodyWroteByHandIsIssued() {
        api.post(
                        "/invoices",
                        Body.of(
                                "customer_id",
                                customer,
                                "lines",
                                List.of(Body.of("description", "Goodwill", "unit_amount", "0"))))
                .expect(201);
        assertThat(issued()).containsExactly(first + " 2024-06-01 0.00 paid");
        assertThat(skipped()).isEmpty();
    }
}
