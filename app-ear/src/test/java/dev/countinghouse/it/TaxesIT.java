package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.helger.phive.en16931.EN16931Validation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who pays which taxes: a seller in Paris, a plan of 29.00 with 20 %, and customers in and outside the European Union. */
class TaxesIT {

    private static final String GERMAN = "DE136695976";

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private final Map<String, UUID> customers = new HashMap<>();

    @BeforeEach
    void sellFromParis() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        api.patch("/tenant", Body.of("seller", seller("FR", "FR40303265045"))).expect(200);
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    private static Map<String, @Nullable Object> seller(@Nullable String country, @Nullable String vatId) {
        return Body.of("legal_name", "Nordwind SA", "country", country, "vat_id", vatId, "eu_vat", true);
    }

    private JsonNode rate(String code, String percent, @Nullable String country) {
        return api.post("/tax-rates", Body.of("code", code, "name", code, "percent", percent, "country", country))
                .expect(201)
                .json();
    }

    private JsonNode customer(String name, Object... more) {
        Map<String, @Nullable Object> body = Body.of("external_id", name, "name", name, "time_zone", "Europe/Paris");
        body.putAll(Body.of(more));
        JsonNode made = api.post("/customers", body).expect(201).json();
        customers.put(name, UUID.fromString(made.path("id").asText()));
        return made;
    }

    private UUID id(String customer) {
        return Objects.requireNonNull(customers.get(customer));
    }

    /** One of each kind. */
    private void haveCustomers() {
        rate("mwst", "19", "DE");
        customer("domestic", "country", "FR", "vat_id", "FR23334175221");
        customer("business", "country", "DE", "vat_id", GERMAN, "locale", "de");
        customer("consumer", "country", "DE");
        customer("outside", "country", "US");
        customer("exempt", "country", "FR", "tax_exempt", true, "tax_exempt_reason", "Embassy of Utopia");
    }

    private JsonNode invoiceOf(String customer) {
        return api.all("/invoices?customer_id=" + id(customer)).getFirst();
    }

    private static String text(JsonNode invoice) {
        return "%s %s %s %s"
                .formatted(
                        invoice.path("tax_treatment").asText(),
                        invoice.at("/taxes/0/code").asText("-"),
                        invoice.at("/tax/amount").asText(),
                        invoice.at("/total/amount").asText());
    }

    private static String path(JsonNode invoice) {
        return "/invoices/" + invoice.path("id").asText();
    }

    private byte[] download(String path) {
        return Jobs.download(api, path).body();
    }

    private void subscribe(String... names) {
        for (String name : names) {
            tenant.subscribe(id(name), "2024-01-01");
        }
        tenant.awaitSettled();
    }

    private Map<String, @Nullable Object> wanted(String customer) {
        return Body.of("customer_id", id(customer), "plan", Samples.PLAN, "start_date", "2024-01-01");
    }

    @Test
    void whereTheCustomerIsAndWhetherHeIsInBusinessDecides() {
        haveCustomers();
        Map<String, String> expected = Map.of(
                "domestic", "domestic vat20 5.80 34.80",
                "business", "reverse_charge - 0.00 29.00",
                "consumer", "destination mwst 5.51 34.51",
                "outside", "outside - 0.00 29.00",
                "exempt", "exempt - 0.00 29.00");
        expected.forEach((name, taxes) -> assertThat(text(api.post("/subscriptions/preview", wanted(name))
                        .expect(200)
                        .json()
                        .at("/invoices/0")))
                .as("preview of " + name)
                .isEqualTo(taxes));
        subscribe("domestic", "business", "consumer", "outside", "exempt");
        expected.forEach(
                (name, taxes) -> assertThat(text(invoiceOf(name))).as(name).isEqualTo(taxes));
        JsonNode business = invoiceOf("business");
        assertThat(business.at("/customer/vat_id").asText()).isEqualTo(GERMAN);
        assertThat(business.at("/customer/vat_id_valid").asBoolean()).isTrue();
        assertThat(business.at("/seller/eu_vat").asBoolean()).isTrue();
        assertThat(api.get(path(business) + "/explain").json().path("tax_rule").asText())
                .isEqualTo("No VAT but reverse charge, as the customer is in business in DE by the VAT id DE136695976,"
                        + " and the seller in FR.");
    }

    @ParameterizedTest(name = "{0}: {1} and {2}")
    @CsvSource({
        "business, Steuerschuldnerschaft des Leistungsempfängers, AE",
        "outside, No VAT: the customer is outside the European Union, G",
        "exempt, Exempt from VAT: Embassy of Utopia, E"
    })
    void whyThereIsNoTaxStandsOnInvoicesAndCreditNotes(String name, String note, String category) {
        haveCustomers();
        subscribe(name);
        JsonNode invoice = invoiceOf(name);
        assertThat(EInvoicesIT.text(download(path(invoice) + "/pdf"))).contains(note);
        byte[] cii = download(path(invoice) + "/e-invoice?format=cii");
        byte[] ubl = download(path(invoice) + "/e-invoice?format=ubl");
        assertThat(EInvoicesIT.violations(EN16931Validation.VID_CII_1316, cii)).isEmpty();
        assertThat(EInvoicesIT.violations(EN16931Validation.VID_UBL_INVOICE_1316, ubl))
                .isEmpty();
        assertThat(new String(cii, StandardCharsets.UTF_8)).contains(">" + category + "<", ">" + note + "<");
        assertThat(new String(ubl, StandardCharsets.UTF_8)).contains(">" + category + "<", ">" + note + "<");
        JsonNode credit = api.post(path(invoice) + "/credit-notes", Body.of("reason", "Outage"))
                .expect(201)
                .json();
        assertThat(credit.at("/tax/amount").asText()).isEqualTo("0.00");
        String creditPath = "/credit-notes/" + credit.path("id").asText();
        assertThat(EInvoicesIT.text(download(creditPath + "/pdf"))).contains(note);
        byte[] credited = download(creditPath + "/e-invoice?format=ubl");
        assertThat(EInvoicesIT.violations(EN16931Validation.VID_UBL_CREDIT_NOTE_1316, credited))
                .isEmpty();
        assertThat(new String(credited, StandardCharsets.UTF_8)).contains(">" + category + "<", ">" + note + "<");
    }

    @Test
    void aSubscriptionWaitsForTheRateOfItsCustomersCountry() {
        customer("consumer", "country", "DE");
        api.post("/subscriptions/preview", wanted("consumer")).expectProblem(422, "validation_failed", "customer_id");
        subscribe("consumer");
        JsonNode parked = api.all("/subscriptions?parked=true").getFirst();
        assertThat(parked.path("parked_reason").asText())
                .isEqualTo(
                        "customer_id is a customer in DE without a valid VAT id of it, and no tax rate is that country's");
        assertThat(tenant.invoices()).isEmpty();
        rate("mwst", "19", "DE");
        api.post("/subscriptions/" + parked.path("id").asText() + "/retry-billing")
                .expect(200);
        tenant.awaitSettled();
        assertThat(text(tenant.onlyInvoice())).isEqualTo("destination mwst 5.51 34.51");
    }

    @Test
    void nothingIsGuessedOfACustomerWithoutACountry() {
        customer("somewhere");
        api.post("/subscriptions/preview", wanted("somewhere")).expectProblem(422, "validation_failed", "customer_id");
        api.post("/invoices", byHand("somewhere")).expectProblem(422, "validation_failed", "customer_id");
        subscribe("somewhere");
        assertThat(api.all("/subscriptions?parked=true")
                        .getFirst()
                        .path("parked_reason")
                        .asText())
                .contains("without a country");
    }

    private Map<String, @Nullable Object> byHand(String customer) {
        return Body.of(
                "customer_id",
                id(customer),
                "lines",
                List.of(
                        Body.of("description", "Work", "unit_amount", "100", "tax_rates", List.of("vat20")),
                        Body.of("description", "Stamps", "unit_amount", "10")));
    }

    /** Whoever writes a line without a tax says that it has none, wherever the customer is. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "domestic, domestic vat20 20.00 130.00",
        "business, reverse_charge - 0.00 110.00",
        "consumer, destination mwst 19.00 129.00",
        "outside, outside - 0.00 110.00",
        "exempt, exempt - 0.00 110.00"
    })
    void linesByHandAreTaxedByTheSameRule(String name, String taxes) {
        haveCustomers();
        assertThat(text(api.post("/invoices/preview", byHand(name)).expect(200).json()))
                .isEqualTo(taxes);
        JsonNode invoice = api.post("/invoices", byHand(name)).expect(201).json();
        assertThat(text(invoice)).isEqualTo(taxes);
        assertThat(invoice.at("/lines/1/tax_rates")).isEmpty();
    }

    @Test
    void aCustomersRatesAreThoseWhereNeitherChargeNorPlanNamesAny() {
        rate("city", "1.5", null);
        Map<String, @Nullable Object> untaxed = Samples.plan();
        untaxed.put("code", "untaxed");
        untaxed.remove("tax_rate");
        untaxed.put("charges", List.of(Body.like(Samples.fee(), "tax_rates", List.of()), Samples.minutes()));
        api.post("/plans", untaxed).expect(201);
        customer("paris", "country", "FR", "tax_rates", List.of("city"));
        api.post("/subscriptions", Body.of("customer_id", id("paris"), "plan", "untaxed", "start_date", "2024-01-01"))
                .expect(201);
        tenant.awaitSettled();
        assertThat(text(invoiceOf("paris"))).isEqualTo("domestic city 0.44 29.44");
        customer("other", "country", "FR", "tax_rates", List.of("city"));
        subscribe("other");
        assertThat(text(invoiceOf("other"))).isEqualTo("domestic vat20 5.80 34.80");
        String path = "/customers/" + id("paris");
        api.patch(path, Body.of("tax_rates", List.of("none"))).expectProblem(422, "validation_failed", "tax_rates[0]");
        api.patch(path, Body.of("tax_rates", List.of("city", "city")))
                .expectProblem(422, "validation_failed", "tax_rates[1]");
        api.patch(path, Body.of("tax_exempt", true)).expectProblem(422, "validation_failed", "tax_exempt_reason");
    }

    @Test
    void aVatIdThatIsNotOneOfTheCustomersCountryIsKeptAndSaidToBeInvalid() {
        assertThat(customer("wrong", "country", "DE", "vat_id", "DE136695978")
                        .path("vat_id_valid")
                        .asBoolean(true))
                .isFalse();
        assertThat(customer("elsewhere", "country", "AT", "vat_id", GERMAN)
                        .path("vat_id_valid")
                        .asBoolean(true))
                .isFalse();
        assertThat(customer("far", "country", "US", "vat_id", "12345")
                        .path("vat_id_valid")
                        .isNull())
                .isTrue();
        assertThat(api.patch("/customers/" + id("elsewhere"), Body.of("country", "DE"))
                        .expect(200)
                        .json()
                        .path("vat_id_valid")
                        .asBoolean())
                .isTrue();
        rate("mwst", "19", "DE");
        subscribe("wrong", "elsewhere");
        assertThat(text(invoiceOf("wrong"))).isEqualTo("destination mwst 5.51 34.51");
        assertThat(text(invoiceOf("elsewhere"))).isEqualTo("reverse_charge - 0.00 29.00");
    }

    /** Monaco's VAT is France's: article 7 of the directive. */
    @Test
    void monacoIsTaxedAsFrance() {
        assertThat(customer("monaco", "country", "MC", "vat_id", "FR23334175221")
                        .path("vat_id_valid")
                        .asBoolean())
                .isTrue();
        subscribe("monaco");
        assertThat(text(invoiceOf("monaco"))).isEqualTo("domestic vat20 5.80 34.80");
    }

    @Test
    void whatIsSoldAtNoPercentIsSoSoldEverywhere() {
        rate("mwst", "19", "DE");
        rate("none", "0", null);
        api.post(
                        "/plans",
                        Body.like(
                                Samples.plan(),
                                "code",
                                "training",
                                "tax_rate",
                                "none",
                                "charges",
                                List.of(Samples.fee())))
                .expect(201);
        customer("consumer", "country", "DE");
        api.post(
                        "/subscriptions",
                        Body.of("customer_id", id("consumer"), "plan", "training", "start_date", "2024-01-01"))
                .expect(201);
        tenant.awaitSettled();
        assertThat(text(invoiceOf("consumer"))).isEqualTo("destination none 0.00 29.00");
    }

    @Test
    void atHomeNothingIsSoldUntaxedBecauseNobodySaidHow() {
        Map<String, @Nullable Object> untaxed =
                Body.like(Samples.plan(), "code", "untaxed", "charges", List.of(Samples.fee()));
        untaxed.remove("tax_rate");
        api.post("/plans", untaxed).expect(201);
        customer("home", "country", "FR");
        api.post("/subscriptions/preview", Body.of("customer_id", id("home"), "plan", "untaxed"))
                .expectProblem(422, "validation_failed", "customer_id");
    }

    @Test
    void theUnionsVatIsChargedByWhoIsInIt() {
        api.patch("/tenant", Body.of("seller", seller("CH", "CHE123456789")))
                .expectProblem(422, "validation_failed", "seller.eu_vat");
        api.patch("/tenant", Body.of("seller", seller(null, "FR40303265045")))
                .expectProblem(422, "validation_failed", "seller.eu_vat");
        for (String other : Arrays.asList(null, "FR40303265046", GERMAN)) {
            api.patch("/tenant", Body.of("seller", seller("FR", other)))
                    .expectProblem(422, "validation_failed", "seller.vat_id");
        }
        api.patch("/tenant", Body.of("seller", Body.of("legal_name", "Nordwind AG", "country", "CH")))
                .expect(200);
        haveCustomers();
        subscribe("outside", "exempt");
        assertThat(text(invoiceOf("outside"))).isEqualTo("null vat20 5.80 34.80");
        assertThat(text(invoiceOf("exempt"))).isEqualTo("exempt - 0.00 29.00");
    }

    @Test
    void theNewestRateOfACountryCounts() {
        JsonNode first = rate("mwst", "19", "DE");
        Map<String, @Nullable Object> second = Body.of("code", "new", "name", "New", "percent", "21", "country", "DE");
        api.post("/tax-rates", second).expect(201);
        api.post("/tax-rates/" + first.path("id").asText() + "/archive").expect(200);
        assertThat(api.get("/catalog/export").json().path("tax_rates").valueStream())
                .anySatisfy(rate -> assertThat(rate.path("country").asText()).isEqualTo("DE"));
        customer("consumer", "country", "DE");
        subscribe("consumer");
        assertThat(text(invoiceOf("consumer"))).isEqualTo("destination new 6.09 35.09");
    }

    @Test
    void anInvoiceInPlaceOfAVoidOneIsForWhoWouldBeTaxedTheSame() {
        haveCustomers();
        subscribe("domestic", "business");
        JsonNode domestic = invoiceOf("domestic");
        JsonNode business = invoiceOf("business");
        for (JsonNode invoice : List.of(domestic, business)) {
            api.post(path(invoice) + "/void", Body.of("reason", "Wrong address"))
                    .expect(200);
        }
        api.patch("/customers/" + id("domestic"), Body.of("country", "US")).expect(200);
        api.post(path(domestic) + "/replacement").expectProblem(409, "invoice_not_replaceable");
        api.patch("/customers/" + id("domestic"), Body.of("country", "FR")).expect(200);
        api.patch("/customers/" + id("business"), Body.of("country", "AT", "vat_id", "ATU13585627"))
                .expect(200);
        assertThat(text(api.post(path(domestic) + "/replacement").expect(201).json()))
                .isEqualTo("domestic vat20 5.80 34.80");
        assertThat(text(api.post(path(business) + "/replacement").expect(201).json()))
                .isEqualTo("reverse_charge - 0.00 29.00");
    }

    /** Each is changed by the owner of the tables: nobody else can. */
    @TestFactory
    Stream<DynamicTest> whateverIsChangedOfATreatmentIsNamed() {
        haveCustomers();
        subscribe("business", "consumer", "outside", "exempt");
        return Cases.of("""
                business | tax_treatment = 'outside' | tax_treatment = 'reverse_charge' | tax_treatment: outside, not reverse_charge
                business | tax_treatment = NULL      | tax_treatment = 'reverse_charge' | tax_treatment: none, not reverse_charge
                business | customer = jsonb_set(customer, '{country}', '"FR"') | customer = jsonb_set(customer, '{country}', '"DE"') | tax_treatment: reverse_charge, not domestic
                business | customer = jsonb_set(customer, '{vat_id}', '"DE1"') | customer = jsonb_set(customer, '{vat_id}', '"DE136695976"') | customer.vat_id_valid: true
                consumer | customer = jsonb_set(customer, '{country}', '"AT"') | customer = jsonb_set(customer, '{country}', '"DE"') | tax_rates: mwst, not the rate of AT
                outside  | seller = jsonb_set(seller, '{eu_vat}', 'false')     | seller = jsonb_set(seller, '{eu_vat}', 'true') | tax_treatment: outside, not none
                exempt   | customer = customer - 'tax_exempt_reason' | customer = jsonb_set(customer, '{tax_exempt_reason}', '"Embassy of Utopia"') | tax_treatment: exempt, not domestic""", row -> assertChangeIsNamed(row.get(0), row.get(1), row.get(2), row.get(3)));
    }

    private void assertChangeIsNamed(String name, String change, String back, String difference) {
        String of = " WHERE customer_id = '" + id(name) + "'";
        tenant.execute("UPDATE " + tenant.schema() + ".invoices SET " + change + of);
        try {
            assertThat(Jobs.differences(api)).anySatisfy(one -> assertThat(one).startsWith(difference));
        } finally {
            tenant.execute("UPDATE " + tenant.schema() + ".invoices SET " + back + of);
        }
    }
}
