package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a plan can ask for, from the catalog to the invoice. The figures are worked out by hand. */
class PlansOnInvoicesIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-01-15T12:00:00Z");
        tenant.makeCatalog();
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
    }

    /** A subscription from January on to a plan like the sample with some fields set anew. */
    private UUID subscribe(Map<String, @Nullable Object> plan, @Nullable Object... fields) {
        api.post("/plans", plan).expect(201);
        UUID customer = tenant.customer("ada", "UTC");
        Map<String, @Nullable Object> subscription =
                Body.of("customer_id", customer, "plan", plan.get("code"), "start_date", "2024-01-01");
        api.post("/subscriptions", Body.like(subscription, fields)).expect(201);
        return customer;
    }

    private static Map<String, @Nullable Object> plan(@Nullable Object... fields) {
        return Body.like(Body.like(Samples.plan(), "code", "p"), fields);
    }

    /** The lines of an invoice that are for the period from a day on. */
    private static List<String> lines(JsonNode invoice, String from) {
        return invoice.path("lines")
                .valueStream()
                .filter(line -> line.path("period_start").asText().equals(from))
                .map(line -> line.path("description").asText() + ": "
                        + line.path("quantity").asText() + " x "
                        + line.path("unit_amount").asText() + " = "
                        + line.at("/amount/amount").asText())
                .toList();
    }

    private static List<String> taxes(JsonNode invoice) {
        return invoice.path("taxes")
                .valueStream()
                .map(tax ->
                        tax.path("code").asText() + " " + tax.path("percent").asText() + " % of "
                                + tax.at("/base/amount").asText() + " = "
                                + tax.at("/amount/amount").asText())
                .toList();
    }

    private static List<String> taxesOfLines(JsonNode invoice) {
        return invoice.path("lines")
                .valueStream()
                .map(line -> line.path("purpose").asText() + " " + line.path("tax_rates") + " "
                        + line.path("tax_percent").asText() + " % "
                        + line.at("/tax/amount").asText())
                .toList();
    }

    /**
     * 60 minutes are 4.00 and 0.50. 5.5 % of 4.50 is 0.2475, spread 0.22 and 0.03; 1.25 % is 0.05625, spread 0.05 and 0.01.
     * Ten more come late: 0.50, of which 5.5 % are 0.0275 and 1.25 % are 0.00625.
     */
    @Test
    void aChargeIsTaxedByItsOwnRatesAlsoWhenTheyAreArchivedAndUsageComesLate() {
        api.post("/tax-rates", Body.of("code", "reduced", "name", "Reduced", "percent", "5.5"))
                .expect(201);
        UUID city = api.post("/tax-rates", Body.of("code", "city", "name", "City", "percent", "1.25"))
                .expect(201)
                .id();
        Map<String, @Nullable Object> minutes = Body.like(Samples.minutes(), "tax_rates", List.of("reduced", "city"));
        UUID customer = subscribe(plan("charges", List.of(Samples.fee(), minutes)));
        tenant.use(customer, "e1", "2024-01-20T10:00:00Z", "60");
        api.post("/tax-rates/" + city + "/archive").expect(200);
        tenant.advance("2024-02-10T00:00:00Z");

        JsonNode february = tenant.invoices().get(1);
        assertThat(taxes(february))
                .containsExactly(
                        "vat20 20 % of 29.00 = 5.80", "reduced 5.5 % of 4.50 = 0.25", "city 1.25 % of 4.50 = 0.06");
        assertThat(taxesOfLines(february))
                .containsExactly(
                        "regular [\"vat20\"] 20 % 5.80",
                        "regular [\"reduced\",\"city\"] 6.75 % 0.27", "regular [\"reduced\",\"city\"] 6.75 % 0.04");
        assertThat(february.at("/tax/amount").asText()).isEqualTo("6.11");
        assertThat(february.at("/total/amount").asText()).isEqualTo("39.61");
        assertThat(api.get("/invoices/" + february.path("id").asText())
                        .expect(200)
                        .json())
                .isEqualTo(february);

        tenant.use(customer, "e2", "2024-01-21T10:00:00Z", "10");
        tenant.advance("2024-03-02T00:00:00Z");
        JsonNode march = tenant.invoices().get(2);
        assertThat(taxes(march)).contains("reduced 5.5 % of 0.50 = 0.03", "city 1.25 % of 0.50 = 0.01");
        assertThat(lines(march, "2024-01-01"))
                .containsExactly("Build minutes (50 to 500), late usage of 2024-01-01: 10 x 0.05 = 0.50");
        assertThat(taxesOfLines(march)).contains("delta [\"reduced\",\"city\"] 6.75 % 0.04");
        api.post("/plans", plan("code", "q", "charges", List.of(minutes)))
                .expectProblem(422, "validation_failed", "charges[0].tax_rates[1]");
    }

    /** 80, 13 and 5 for twelve seats, of which 10 of 31 days are 25.806, 4.194 and 1.613; three of the steps, never prorated. */
    @Test
    void aFeeIsByTiersOfTheSeatsThatAreSubscribedToAndByStepsOfAFixedQuantity() {
        Map<String, @Nullable Object> seats =
                Body.like(Samples.fee(), "code", "seats", "name", "Seats", "model", "graduated", "unit_amount", null);
        seats.put(
                "tiers",
                List.of(Samples.tier("10", "8.00"), Body.like(Samples.tier(null, "6.50"), "flat_amount", "5")));
        Map<String, @Nullable Object> support =
                Body.like(seats, "code", "support", "name", "Support", "model", "stair_step", "prorated", false);
        support.put("quantity", "3");
        support.put(
                "tiers",
                List.of(
                        Body.like(Samples.tier("5", "0"), "flat_amount", "49"),
                        Body.like(Samples.tier(null, "0"), "flat_amount", "99")));
        subscribe(plan("charges", List.of(seats, support)), "start_date", "2024-01-22", "quantity", 12);
        tenant.advance("2024-02-02T00:00:00Z");

        List<JsonNode> invoices = tenant.invoices();
        assertThat(lines(invoices.get(0), "2024-01-22"))
                .containsExactly(
                        "Seats (0 to 10) (10 of 31 days): 3.225806451613 x 8 = 25.81",
                        "Seats (above 10) (10 of 31 days): 0.645161290323 x 6.5 = 4.19",
                        "Seats (above 10), flat (10 of 31 days): 0.322580645161 x 5 = 1.61",
                        "Support (0 to 5), flat: 1 x 49 = 49.00");
        assertThat(lines(invoices.get(1), "2024-02-01"))
                .containsExactly(
                        "Seats (0 to 10): 10 x 8 = 80.00",
                        "Seats (above 10): 2 x 6.5 = 13.00",
                        "Seats (above 10), flat: 1 x 5 = 5.00",
                        "Support (0 to 5), flat: 1 x 49 = 49.00");
        api.post("/plans", plan("code", "q", "charges", List.of(Body.like(seats, "minimum_amount", "1"))))
                .expectProblem(422, "validation_failed", "charges[0].minimum_amount");
    }

    /**
     * January: 29.00 in advance and 4.50 of usage leave 66.50; ten late minutes are 0.50, which the true-up is too much by then.
     * Of March ten days of 31 are 32.258, less 9.35.
     */
    @Test
    void aPeriodIsFilledUpToTheMinimumCommitmentOfItsPlan() {
        Map<String, @Nullable Object> plan = plan("minimum_commitment", Body.of("amount", "100.00"));
        UUID customer = subscribe(plan, "end_date", "2024-03-11");
        tenant.use(customer, "e1", "2024-01-20T10:00:00Z", "60");
        tenant.advance("2024-02-10T00:00:00Z");
        tenant.use(customer, "e2", "2024-01-21T10:00:00Z", "10");
        tenant.advance("2024-03-12T00:00:00Z");

        List<JsonNode> invoices = tenant.invoices();
        assertThat(invoices).hasSize(4);
        assertThat(lines(invoices.get(1), "2024-01-01"))
                .containsExactly(
                        "Build minutes (0 to 50): 50 x 0.08 = 4.00",
                        "Build minutes (50 to 500): 10 x 0.05 = 0.50",
                        "Minimum commitment: 1 x 66.5 = 66.50");
        JsonNode trueUp = invoices.get(1).at("/lines/3");
        assertThat(trueUp.path("purpose").asText()).isEqualTo("true_up");
        assertThat(trueUp.path("charge_id").isNull()).isTrue();
        assertThat(trueUp.at("/calculation/steps/steps/0/inputs/billed").asText())
                .isEqualTo("33.50");
        assertThat(taxes(invoices.get(1))).containsExactly("vat20 20 % of 100.00 = 20.00");
        assertThat(lines(invoices.get(2), "2024-01-01"))
                .containsExactly(
                        "Build minutes (50 to 500), late usage of 2024-01-01: 10 x 0.05 = 0.50",
                        "Minimum commitment, late usage of 2024-01-01: 1 x -0.5 = -0.50");
        assertThat(lines(invoices.get(2), "2024-02-01"))
                .containsExactly("Build minutes (0 to 50): 0 x 0.08 = 0.00", "Minimum commitment: 1 x 71 = 71.00");
        assertThat(lines(invoices.get(3), "2024-03-01"))
                .containsExactly(
                        "Build minutes (0 to 50): 0 x 0.08 = 0.00",
                        "Minimum commitment (10 of 31 days): 1 x 22.91 = 22.91");
    }

    /** 8 of 31 days are paid: 29.00 x 8 / 31 = 7.4838…; the 20 minutes of the trial are billed with January. */
    @Test
    void feesOfTheTrialAreFreeAndItsUsageIsBilled() {
        UUID customer = subscribe(plan("trial_days", 14), "start_date", "2024-01-10");
        JsonNode subscription =
                api.all("/subscriptions?customer_id=" + customer).getFirst();
        assertThat(subscription.path("trial_ends_on").asText()).isEqualTo("2024-01-24");
        tenant.use(customer, "e1", "2024-01-12T10:00:00Z", "20");
        tenant.advance("2024-01-23T23:59:59Z");
        assertThat(tenant.invoices()).isEmpty();
        tenant.advance("2024-01-24T00:00:00Z");
        JsonNode first = tenant.onlyInvoice();
        assertThat(first.path("issued_on").asText()).isEqualTo("2024-01-24");
        assertThat(lines(first, "2024-01-24")).containsExactly("Base fee (8 of 31 days): 0.258064516129 x 29 = 7.48");
        tenant.advance("2024-02-02T00:00:00Z");
        JsonNode second = tenant.invoices().get(1);
        assertThat(lines(second, "2024-01-10")).containsExactly("Build minutes (0 to 50): 20 x 0.08 = 1.60");
        assertThat(lines(second, "2024-02-01")).containsExactly("Base fee: 1 x 29 = 29.00");
        api.post("/plans", plan("code", "q", "trial_days", 731)).expectProblem(422, "validation_failed", "trial_days");
    }
}
