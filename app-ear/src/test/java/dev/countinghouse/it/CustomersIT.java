package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomersIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @Test
    void aCustomerIsShownAsHeWasMade() {
        Answer made = api.post(
                        "/customers",
                        Body.of(
                                "external_id",
                                "Ünï 1",
                                "name",
                                "Ada",
                                "email",
                                "ada@example.com",
                                "country",
                                "FR",
                                "time_zone",
                                "Europe/Paris",
                                "currency",
                                "USD",
                                "metadata",
                                Map.of("tier", "gold")))
                .expect(201);
        JsonNode customer = api.get("/customers/" + made.id()).expect(200).json();
        assertThat(customer).isEqualTo(made.json());
        assertThat(customer.path("country").asText()).isEqualTo("FR");
        assertThat(customer.path("time_zone").asText()).isEqualTo("Europe/Paris");
        assertThat(customer.path("currency").asText()).isEqualTo("USD");
        assertThat(customer.at("/metadata/tier").asText()).isEqualTo("gold");
        assertThat(api.all("/customers?external_id=" + Api.query("Ünï 1"))).containsExactly(customer);
    }

    @Test
    void whoSaysNothingHasTheTenantsZoneAndCurrency() {
        api.patch("/tenant", Body.of("time_zone", "Asia/Kolkata", "currency", "INR"))
                .expect(200);
        JsonNode customer =
                api.post("/customers", Body.of("name", "Ada")).expect(201).json();
        assertThat(customer.path("time_zone").asText()).isEqualTo("Asia/Kolkata");
        assertThat(customer.path("currency").asText()).isEqualTo("INR");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "name, ''",
        "name, ' '",
        "email, nobody",
        "country, FRA",
        "country, fr",
        "country, XX",
        "time_zone, +01:00",
        "time_zone, europe/paris",
        "currency, eur",
        "currency, XXX"
    })
    void aCustomerWithABadFieldIsRefusedByItsName(String field, String value) {
        api.post("/customers", Body.like(Body.of("name", "Ada"), field, value))
                .expectProblem(422, "validation_failed", field);
    }

    @Test
    void namesHaveTheirLength() {
        api.post("/customers", Body.of("name", "x".repeat(200), "external_id", "x".repeat(255)))
                .expect(201);
        api.post("/customers", Body.of("name", "x".repeat(201))).expectProblem(422, "validation_failed", "name");
        api.post("/customers", Body.of("name", "x", "external_id", "y".repeat(256)))
                .expectProblem(422, "validation_failed", "external_id");
    }

    @Test
    void anExternalIdIsTakenOnce() {
        Object body = Samples.customer();
        api.post("/customers", body).expect(201);
        api.post("/customers", body).expectProblem(409, "external_id_taken");
        assertThat(api.all("/customers")).hasSize(1);
    }

    @Test
    void whatIsLeftOutOfAChangeStays() {
        UUID id = api.post("/customers", Samples.customer()).expect(201).id();
        JsonNode changed = api.patch("/customers/" + id, Body.of("email", "new@example.com"))
                .expect(200)
                .json();
        assertThat(changed.path("email").asText()).isEqualTo("new@example.com");
        assertThat(changed.path("name").asText()).isEqualTo("Somebody");
        assertThat(changed.path("time_zone").asText()).isEqualTo("Europe/Paris");
        assertThat(changed).isEqualTo(api.get("/customers/" + id).json());
    }

    @Test
    void whatCannotChangeIsNoFieldOfAChange() {
        UUID id = api.post("/customers", Samples.customer()).expect(201).id();
        for (String field : List.of("external_id", "currency", "id", "created_at", "version")) {
            api.patch("/customers/" + id, Body.of(field, "x")).expectProblem(400, "unknown_field", field);
        }
        api.patch("/customers/" + id, Body.of("name", " ")).expectProblem(422, "validation_failed", "name");
    }

    @Test
    void aStaleChangeIsRefused() {
        UUID id = api.post("/customers", Samples.customer()).expect(201).id();
        String first = api.get("/customers/" + id).header("ETag");
        String second = api.with("If-Match", first)
                .patch("/customers/" + id, Body.of("name", "B"))
                .expect(200)
                .header("ETag");
        assertThat(second).isNotEqualTo(first);
        api.with("If-Match", first)
                .patch("/customers/" + id, Body.of("name", "C"))
                .expectProblem(412, "precondition_failed");
        api.with("If-Match", "\"x\"")
                .patch("/customers/" + id, Body.of("name", "C"))
                .expectProblem(412, "precondition_failed");
        api.with("If-Match", "*")
                .patch("/customers/" + id, Body.of("name", "D"))
                .expect(200);
        assertThat(api.get("/customers/" + id).json().path("name").asText()).isEqualTo("D");
    }

    @Test
    void aChangeOfMetadataIsAChangeToo() {
        UUID id = api.post("/customers", Samples.customer()).expect(201).id();
        String before = api.get("/customers/" + id).header("ETag");
        Answer changed = api.with("If-Match", before)
                .patch("/customers/" + id, Body.of("metadata", Map.of("a", "1")))
                .expect(200);
        assertThat(changed.header("ETag")).isNotEqualTo(before);
        api.with("If-Match", before)
                .patch("/customers/" + id, Body.of("metadata", Map.of("a", "2")))
                .expectProblem(412, "precondition_failed");
    }

    @Test
    void metadataIsReplacedAsAWhole() {
        UUID id = api.post("/customers", Body.like(Samples.customer(), "metadata", Map.of("a", "1")))
                .expect(201)
                .id();
        api.patch("/customers/" + id, Body.of("metadata", Map.of("b", "2"))).expect(200);
        assertThat(api.get("/customers/" + id).json().path("metadata").toString())
                .isEqualTo("{\"b\":\"2\"}");
        api.patch("/customers/" + id, Body.of("metadata", Map.of())).expect(200);
        assertThat(api.get("/customers/" + id).json().path("metadata").toString())
                .isEqualTo("{}");
    }

    @Test
    void whatHappenedIsInTheOutbox() {
        UUID id = api.post("/customers", Samples.customer()).expect(201).id();
        api.patch("/customers/" + id, Body.of("name", "B")).expect(200);
        assertThat(api.all("/events"))
                .filteredOn(event -> event.path("subject_id").asText().equals(id.toString()))
                .extracting(event -> event.path("type").asText())
                .containsExactly("customer.updated", "customer.created");
        assertThat(api.all("/events?type=customer.created")).hasSize(1);
    }

    @Test
    void aVatIdAndAnExemptionCanBeTakenAway() {
        Map<String, @Nullable Object> museum = Body.like(Samples.customer(), "country", "DE", "vat_id", "DE136695976");
        museum.putAll(Body.of("tax_exempt", true, "tax_exempt_reason", "museum"));
        String path = "/customers/" + api.post("/customers", museum).expect(201).id();
        api.patch(path, Body.of("tax_exempt_reason", "")).expectProblem(422, "validation_failed", "tax_exempt_reason");
        JsonNode changed = api.patch(path, Body.of("tax_exempt", false, "tax_exempt_reason", "", "vat_id", ""))
                .expect(200)
                .json();
        assertThat(changed.path("vat_id").isNull()).isTrue();
        assertThat(changed.path("vat_id_valid").isNull()).isTrue();
        assertThat(changed.path("tax_exempt_reason").isNull()).isTrue();
    }

    @Test
    void whereInvoicesOfACustomerGoIsCheckedAndCanBeTakenAway() {
        Map<String, @Nullable Object> city =
                Body.like(Samples.customer(), "buyer_reference", "04011000-1", "electronic_address", "0204:04011000-1");
        String path = "/customers/" + api.post("/customers", city).expect(201).id();
        for (String wrong : List.of("04011000-1", "1234:5", "0088:7300010000002", "EM:nobody")) {
            api.patch(path, Body.of("electronic_address", wrong))
                    .expectProblem(422, "validation_failed", "electronic_address");
            api.post("/customers", Body.like(Samples.customer(), "electronic_address", wrong))
                    .expectProblem(422, "validation_failed", "electronic_address");
        }
        api.patch(path, Body.of("buyer_reference", " ")).expectProblem(422, "validation_failed", "buyer_reference");
        JsonNode kept = api.get(path).expect(200).json();
        assertThat(kept.path("electronic_address").asText()).isEqualTo("0204:04011000-1");
        assertThat(kept.path("buyer_reference").asText()).isEqualTo("04011000-1");
        JsonNode changed = api.patch(path, Body.of("electronic_address", "", "buyer_reference", ""))
                .expect(200)
                .json();
        assertThat(changed.path("electronic_address").isNull()).isTrue();
        assertThat(changed.path("buyer_reference").isNull()).isTrue();
    }

    @Test
    void netTermsOfACustomerAreWithinBoundsAndCanBeTakenAway() {
        String path = "/customers/"
                + api.post("/customers", Body.like(Samples.customer(), "net_terms_days", 0))
                        .expect(201)
                        .id();
        assertThat(api.get(path).json().path("net_terms_days").asInt(-7)).isZero();
        for (int wrong : new int[] {-2, 366}) {
            api.patch(path, Body.of("net_terms_days", wrong)).expectProblem(422, "validation_failed", "net_terms_days");
        }
        api.post("/customers", Body.like(Samples.customer(), "net_terms_days", -1))
                .expectProblem(422, "validation_failed", "net_terms_days");
        api.patch(path, Body.of("name", "Other")).expect(200);
        assertThat(api.get(path).json().path("net_terms_days").asInt(-7)).isZero();
        api.patch(path, Body.of("net_terms_days", -1)).expect(200);
        assertThat(api.get(path).json().path("net_terms_days").isNull()).isTrue();
    }
}
