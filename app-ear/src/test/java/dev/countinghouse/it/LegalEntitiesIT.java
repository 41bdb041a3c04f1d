package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.helger.phive.en16931.EN16931Validation;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tenant that bills from Paris, and through a legal entity in Berlin; a fee of 29.00 that no rate is named for. */
class LegalEntitiesIT {

    private static final String BERLIN = "DE136695976";
    private static final String PLAN = "plain";

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private final Map<String, UUID> customers = new HashMap<>();
    private final String own = tenant.slug().toUpperCase(Locale.ROOT);

    @BeforeEach
    void sellFromParisAndBerlin() {
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        api.post("/tax-rates", Body.of("code", "mwst", "name", "MwSt", "percent", "19", "country", "DE"))
                .expect(201);
        api.post("/tax-rates", Body.of("code", "tva", "name", "TVA", "percent", "20", "country", "FR"))
                .expect(201);
        Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", PLAN);
        plan.remove("tax_rate");
        plan.put("charges", List.of(Samples.fee(), Samples.minutes()));
        api.post("/plans", plan).expect(201);
        api.patch("/tenant", Body.of("seller", inUnion("Nordwind SA", "FR", "FR40303265045")))
                .expect(200);
        LegalEntities.make(
                tenant, "de", "legal_name", "Nordwind GmbH", "country", "DE", "vat_id", BERLIN, "eu_vat", true);
    }

    @AfterEach
    void theBooksAreInOrder() {
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    private static Map<String, @Nullable Object> inUnion(String name, String country, String vatId) {
        return Body.of("legal_name", name, "country", country, "vat_id", vatId, "eu_vat", true);
    }

    private UUID customer(String name, @Nullable Object... more) {
        Map<String, @Nullable Object> body = Body.of("external_id", name, "name", name, "time_zone", "UTC");
        body.putAll(Body.of(more));
        UUID made = api.post("/customers", body).expect(201).id();
        customers.put(name, made);
        return made;
    }

    private UUID id(String customer) {
        return Objects.requireNonNull(customers.get(customer));
    }

    private UUID subscribe(String customer, String start) {
        return api.post("/subscriptions", Body.of("customer_id", id(customer), "plan", PLAN, "start_date", start))
                .expect(201)
                .id();
    }

    private void billedBy(String customer, String code) {
        assertThat(api.patch("/customers/" + id(customer), Body.of("legal_entity", code))
                        .expect(200)
                        .json()
                        .path("legal_entity")
                        .asText(""))
                .isEqualTo(code);
    }

    private Map<String, @Nullable Object> byHand(String customer, @Nullable Object... more) {
        Map<String, @Nullable Object> body = Body.of("customer_id", id(customer));
        body.put("lines", List.of(Body.of("description", "Work", "unit_amount", "10", "tax_rates", List.of("mwst"))));
        body.putAll(Body.of(more));
        return body;
    }

    /** Oldest first. */
    private List<JsonNode> invoicesOf(String customer) {
        return api.all("/invoices?customer_id=" + id(customer)).reversed();
    }

    private List<String> numbersOf(String customer) {
        return invoicesOf(customer).stream()
                .map(invoice -> invoice.path("number").asText())
                .toList();
    }

    private static String text(JsonNode invoice) {
        return "%s %s %s %s %s"
                .formatted(
                        invoice.path("number").asText(),
                        invoice.at("/seller/legal_name").asText(),
                        invoice.path("tax_treatment").asText(),
                        invoice.at("/taxes/0/code").asText("-"),
                        invoice.at("/tax/amount").asText());
    }

    private static String path(JsonNode invoice) {
        return "/invoices/" + invoice.path("id").asText();
    }

    @Test
    void whoIssuesAnInvoiceNumbersItAndTaxesItByHisCountry() {
        customer("paris", "country", "FR", "tax_rates", List.of("tva"));
        customer("berlin", "country", "DE", "tax_rates", List.of("mwst"), "legal_entity", "de");
        customer("lyon", "country", "FR", "vat_id", "FR23334175221", "legal_entity", "de");
        customer("nice", "country", "FR", "legal_entity", "de");
        customer("bonn", "country", "DE", "vat_id", BERLIN);
        Map<String, String> expected = Map.of(
                "paris", own + "-000001 Nordwind SA domestic tva 5.80",
                "berlin", "DE-000001 Nordwind GmbH domestic mwst 5.51",
                "lyon", "DE-000002 Nordwind GmbH reverse_charge - 0.00",
                "nice", "DE-000003 Nordwind GmbH destination tva 5.80",
                "bonn", own + "-000002 Nordwind SA reverse_charge - 0.00");
        for (String name : List.of("paris", "berlin", "lyon", "nice", "bonn")) {
            String billed = Objects.requireNonNull(expected.get(name));
            assertThat(previewed(name))
                    .as("preview of " + name)
                    .isEqualTo((billed.startsWith("DE-") ? "de " : "none ") + billed.split(" ")[3]);
            subscribe(name, "2024-01-01");
            tenant.awaitSettled();
        }
        expected.forEach((name, billed) ->
                assertThat(invoicesOf(name).stream().map(LegalEntitiesIT::text)).containsExactly(billed));
        assertThat(api.all("/invoices?legal_entity=de"))
                .hasSize(3)
                .allSatisfy(invoice ->
                        assertThat(invoice.path("legal_entity").asText()).isEqualTo("de"));
        assertThat(invoicesOf("paris").getFirst().path("legal_entity").isNull()).isTrue();
        assertThat(api.post("/billing-runs/rehearsal", Body.of("through", "2024-02-02T00:00:00Z"))
                        .expect(200)
                        .json()
                        .path("data"))
                .hasSize(5);
        tenant.advance("2024-02-01T12:00:00Z");
        assertThat(api.all("/invoices?legal_entity=de").stream()
                        .map(invoice -> invoice.path("number").asText())
                        .sorted())
                .as("a rehearsal takes no numbers")
                .containsExactly("DE-000001", "DE-000002", "DE-000003", "DE-000004", "DE-000005", "DE-000006");
    }

    /** Who is to bill him, and what decides his taxes. */
    private String previewed(String customer) {
        JsonNode invoice = api.post(
                        "/subscriptions/preview",
                        Body.of("customer_id", id(customer), "plan", PLAN, "start_date", "2024-01-01"))
                .expect(200)
                .json()
                .at("/invoices/0");
        return invoice.path("legal_entity").asText("none") + " "
                + invoice.path("tax_treatment").asText();
    }

    @Test
    void documentsAndCreditNotesAreFromWhoIssuedTheInvoice() {
        customer("berlin", "country", "DE", "tax_rates", List.of("mwst"), "legal_entity", "de");
        customer("paris", "country", "FR", "tax_rates", List.of("tva"));
        subscribe("berlin", "2024-01-01");
        subscribe("paris", "2024-01-01");
        tenant.awaitSettled();
        JsonNode invoice = invoicesOf("berlin").getFirst();
        billedBy("berlin", ""); // what was issued stays
        assertThat(EInvoicesIT.text(download(path(invoice) + "/pdf")))
                .contains("Nordwind GmbH", BERLIN, "DE-000001")
                .doesNotContain("Nordwind SA");
        byte[] cii = download(path(invoice) + "/e-invoice?format=cii");
        assertThat(EInvoicesIT.violations(EN16931Validation.VID_CII_1316, cii)).isEmpty();
        assertThat(new String(cii, StandardCharsets.UTF_8))
                .contains("Nordwind GmbH", BERLIN, "DE-000001")
                .doesNotContain("Nordwind SA");
        JsonNode credit = credit(invoice);
        assertThat(credit.path("number").asText()).isEqualTo("DE-CN-000001");
        assertThat(credit.path("legal_entity").asText()).isEqualTo("de");
        assertThat(EInvoicesIT.text(
                        download("/credit-notes/" + credit.path("id").asText() + "/pdf")))
                .contains("Nordwind GmbH", "DE-CN-000001");
        assertThat(credit(invoicesOf("paris").getFirst()).path("number").asText())
                .isEqualTo(own + "-CN-000001");
        assertThat(api.all("/credit-notes?legal_entity=de")).containsExactly(credit);
    }

    private byte[] download(String path) {
        return Jobs.download(api, path).body();
    }

    private JsonNode credit(JsonNode invoice) {
        return api.post(path(invoice) + "/credit-notes", Body.of("reason", "Outage"))
                .expect(201)
                .json();
    }

    /** With a coupon and usage, whose proof needs the order of all his invoices. */
    @Test
    void aCustomerWhoMovesIsBilledByWhoIsNamedWhenAnInvoiceIsWritten() {
        customer("mover", "country", "AT", "vat_id", "ATU13585627");
        subscribe("mover", "2024-01-01");
        tenant.awaitSettled();
        for (int i = 0; i < 3; i++) {
            api.post("/invoices", byHand("mover")).expect(201);
        }
        api.post("/coupons", Body.like(Things.coupon(), "code", "ten")).expect(201);
        api.post("/customers/" + id("mover") + "/coupons", Body.of("coupon", "ten"))
                .expect(201);
        tenant.use(id("mover"), "first", "2024-01-10T00:00:00Z", "60");
        billedBy("mover", "de");
        tenant.awaitSettled();
        tenant.advance("2024-02-01T12:00:00Z");
        tenant.use(id("mover"), "second", "2024-02-10T00:00:00Z", "60");
        billedBy("mover", "");
        tenant.awaitSettled();
        tenant.advance("2024-03-01T12:00:00Z");
        assertThat(numbersOf("mover"))
                .containsExactly(
                        own + "-000001",
                        own + "-000002",
                        own + "-000003",
                        own + "-000004",
                        "DE-000001",
                        own + "-000005");
        assertThat(invoicesOf("mover").get(4).at("/discount/amount").asText()).isNotEqualTo("0.00");
    }

    /** Of 29.00 that were billed in France 21 of 31 days go back from Germany, where he owes the tax himself. */
    @Test
    void whatGoesBackOfAPeriodThatAnotherBilledIsByWhoBillsNowAndTaxedAsItsOwn() {
        customer("lyon", "country", "FR", "vat_id", "FR23334175221", "tax_rates", List.of("tva"));
        UUID subscription = subscribe("lyon", "2024-01-01");
        tenant.awaitSettled();
        tenant.advance("2024-01-10T12:00:00Z");
        billedBy("lyon", "de");
        api.post("/subscriptions/" + subscription + "/cancel", Body.of("at", "now", "unused_days", "credited"))
                .expect(200);
        tenant.advance("2024-01-12T12:00:00Z");
        assertThat(invoicesOf("lyon").stream()
                        .map(one -> text(one) + " " + one.at("/total/amount").asText()))
                .containsExactly(
                        own + "-000001 Nordwind SA domestic tva 5.80 34.80",
                        "DE-000001 Nordwind GmbH reverse_charge - 0.00 -19.65");
        assertThat(api.all("/events?type=invoice.finalized"))
                .extracting(event -> event.at("/data/legal_entity").asText("none"))
                .containsExactlyInAnyOrder("none", "de");
    }

    @Test
    void aReplacementAndCreditsAreSoldByWhoeverBillsTheCustomerNow() {
        customer("mover", "country", "AT", "vat_id", "ATU13585627");
        subscribe("mover", "2024-01-01");
        tenant.awaitSettled();
        JsonNode first = invoicesOf("mover").getFirst();
        api.post(path(first) + "/void", Body.of("reason", "r")).expect(200);
        billedBy("mover", "de");
        JsonNode second = api.post(path(first) + "/replacement").expect(201).json();
        assertThat(text(second)).isEqualTo("DE-000001 Nordwind GmbH reverse_charge - 0.00");
        String wallet = Wallets.make(tenant, id("mover"), Body.of("name", "Prepaid"));
        Wallets.topUp(tenant, wallet, Body.of("kind", "purchased", "credits", "10"));
        assertThat(numbersOf("mover")).containsExactly(own + "-000001", "DE-000001", "DE-000002");
        assertThat(api.post("/invoices", byHand("mover", "legal_entity", "de"))
                        .expect(201)
                        .json()
                        .path("number")
                        .asText())
                .isEqualTo("DE-000003");
        billedBy("mover", "");
        assertThat(text(api.post("/invoices", byHand("mover", "legal_entity", "de"))
                        .expect(201)
                        .json()))
                .isEqualTo("DE-000004 Nordwind GmbH reverse_charge - 0.00");
    }

    @Test
    void eachSeriesIsGaplessThoughAllAreWrittenAtOnce() {
        LegalEntities.make(tenant, "zz", "country", "CH");
        String[] issuers = {"", "de", "zz"};
        for (int i = 0; i < 12; i++) {
            String name = "c" + i;
            customer(name, "country", "DE", "tax_rates", List.of("mwst"));
            billedBy(name, issuers[i % 3]);
            subscribe(name, "2024-01-01");
        }
        tenant.awaitSettled();
        tenant.beginToAdvance("2024-02-01T00:00:00Z");
        Together.run(9, i -> {
            JsonNode invoice = Api.patiently(() -> api.post("/invoices", byHand("c" + i)))
                    .expect(201)
                    .json();
            return i % 2 == 0
                    ? Api.patiently(() -> api.post(path(invoice) + "/void", Body.of("reason", "r")))
                            .expect(200)
                    : Api.patiently(() -> api.post(path(invoice) + "/credit-notes", Body.of("reason", "r")))
                            .expect(201);
        });
        tenant.awaitSettled();
        assertThat(api.all("/invoices")).hasSize(12 * 2 + 9);
        for (String code : List.of("de", "zz")) {
            assertThat(api.all("/invoices?legal_entity=" + code).stream()
                            .map(invoice -> invoice.path("number").asText())
                            .sorted()
                            .toList()
                            .getLast())
                    .isEqualTo(code.toUpperCase(Locale.ROOT) + "-000011");
        }
    }

    @Test
    void whatCannotIssueInvoicesIsRefusedByItsField() {
        customer("berlin", "country", "DE", "legal_entity", "de");
        refused("number_prefix", LegalEntities.body("other"), own);
        refused("number_prefix", LegalEntities.body("other"), "DE");
        refused("number_prefix", LegalEntities.body("other"), "DE-CN");
        refused("number_prefix", LegalEntities.body("other"), "d e");
        refused("seller.legal_name", LegalEntities.body("other", "legal_name", null), "OTHER");
        refused("seller.iban", LegalEntities.body("other", "iban", "DE89370400440532013001"), "OTHER");
        refused("seller.eu_vat", LegalEntities.body("other", "eu_vat", true, "country", "US"), "OTHER");
        refused("seller.vat_id", LegalEntities.body("other", "eu_vat", true, "country", "AT"), "OTHER");
        refused("code", Body.like(LegalEntities.body("other"), "code", "a b"), "OTHER");
        api.post("/legal-entities", Body.like(LegalEntities.body("de"), "number_prefix", "OTHER"))
                .expectProblem(409, "code_taken");
        api.post("/customers", Body.of("name", "x", "legal_entity", "none"))
                .expectProblem(422, "validation_failed", "legal_entity");
        api.patch("/customers/" + id("berlin"), Body.of("legal_entity", "none"))
                .expectProblem(422, "validation_failed", "legal_entity");
        api.post("/invoices", byHand("berlin", "legal_entity", "none"))
                .expectProblem(422, "validation_failed", "legal_entity");
    }

    private void refused(String field, Map<String, @Nullable Object> body, String prefix) {
        api.post("/legal-entities", Body.like(body, "number_prefix", prefix))
                .expectProblem(422, "validation_failed", field);
    }

    @Test
    void oneThatCustomersNameIsNotArchivedAndOneThatIsArchivedIsNotNamed() {
        customer("berlin", "country", "DE", "legal_entity", "de");
        JsonNode made = api.all("/legal-entities").getFirst();
        String path = "/legal-entities/" + made.path("id").asText();
        assertThat(api.get(path).expect(200).json()).isEqualTo(made);
        JsonNode changed = api.patch(
                        path, Body.of("seller", Body.of("legal_name", "Nordwind AG"), "metadata", Body.of("a", "b")))
                .expect(200)
                .json();
        assertThat(changed.at("/seller/legal_name").asText()).isEqualTo("Nordwind AG");
        assertThat(changed.at("/seller/vat_id").isNull()).isTrue();
        assertThat(changed.at("/metadata/a").asText()).isEqualTo("b");
        assertThat(api.patch(path, Body.of("metadata", Body.of("a", "c")))
                        .expect(200)
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(changed.path("version").asInt() + 1);
        api.post(path + "/archive").expectProblem(409, "conflict");
        assertThat(api.all("/customers?legal_entity=de"))
                .extracting(one -> one.path("name").asText())
                .containsExactly("berlin");
        billedBy("berlin", "");
        assertThat(api.post(path + "/archive")
                        .expect(200)
                        .json()
                        .path("archived_at")
                        .asText())
                .startsWith("2024-01-01");
        assertThat(api.post(path + "/archive")
                        .expect(200)
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(changed.path("version").asInt() + 2);
        api.patch("/customers/" + id("berlin"), Body.of("legal_entity", "de"))
                .expectProblem(422, "validation_failed", "legal_entity");
        assertThat(api.all("/legal-entities?archived=false")).isEmpty();
        assertThat(api.all("/legal-entities?archived=true&code=de")).hasSize(1);
    }
}
