package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThingsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    static Stream<String> lists() {
        return Things.LISTS.stream();
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aThingIsShownAsItWasMade(String list) {
        Map<String, @Nullable Object> request =
                Body.like(Things.of(list), "external_id", "ext", "metadata", Map.of("a", "b"));
        Answer made = api.post(list, request).expect(201);
        assertThat(made.header("Location")).endsWith("/api/v1" + list + "/" + made.id());
        JsonNode thing = api.get(list + "/" + made.id()).expect(200).json();
        assertThat(thing).isEqualTo(made.json());
        for (String field : List.of("code", "name", "external_id")) {
            assertThat(thing.path(field).asText()).isEqualTo(request.get(field));
        }
        assertThat(thing.at("/metadata/a").asText()).isEqualTo("b");
        assertThat(api.all(list + "?code=" + request.get("code"))).containsExactly(thing);
        assertThat(api.all(list + "?external_id=other")).isEmpty();
        api.post(list, request).expectProblem(409, "external_id_taken");
        api.post(list, Body.like(request, "external_id", null)).expectProblem(409, "code_taken");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void anArchivedThingIsListedApart(String list) {
        String kept = Things.make(tenant, list).toString();
        String archived = Things.make(tenant, list).toString();
        JsonNode answer =
                api.post(list + "/" + archived + "/archive").expect(200).json();
        assertThat(answer.path("archived_at").asText()).isNotEmpty();
        assertThat(ids(list + "?archived=true")).containsExactly(archived);
        assertThat(ids(list + "?archived=false")).containsExactly(kept);
        assertThat(ids(list)).containsExactly(archived, kept);
        api.get(list + "?archived=perhaps").expectProblem(422, "validation_failed", "archived");

        JsonNode again =
                api.post(list + "/" + archived + "/archive").expect(200).json();
        assertThat(again).as("archived once").isEqualTo(answer);
        assertThat(events(list)).filteredOn(type -> type.endsWith(".archived")).hasSize(1);
    }

    private List<String> ids(String path) {
        return api.all(path).stream().map(row -> row.path("id").asText()).toList();
    }

    private List<String> events(String list) {
        String type = list.substring(1, list.length() - 1).replace('-', '_');
        return api.all("/events").stream()
                .map(event -> event.path("type").asText())
                .filter(name -> name.startsWith(type))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aChangeNeedsTheVersionThatIsThere(String list) {
        String path = list + "/" + Things.make(tenant, list);
        Answer read = api.get(path).expect(200);
        assertThat(read.header("ETag")).isEqualTo("\"0\"");
        Answer renamed = api.with("If-Match", read.header("ETag")).patch(path, Body.of("name", "Other"));
        assertThat(renamed.expect(200).json().path("name").asText()).isEqualTo("Other");
        api.with("If-Match", read.header("ETag"))
                .patch(path, Body.of("name", "Third"))
                .expectProblem(412, "precondition_failed");
        api.with("If-Match", read.header("ETag")).post(path + "/archive").expectProblem(412, "precondition_failed");

        Answer noted = api.with("If-Match", renamed.header("ETag"))
                .patch(path, Body.of("metadata", Map.of("k", "v")))
                .expect(200);
        assertThat(noted.header("ETag")).as("metadata belongs to the resource").isEqualTo("\"2\"");
        assertThat(noted.json().path("version").asInt()).isEqualTo(2);
        assertThat(api.get(path).json()).isEqualTo(noted.json());
        assertThat(tenant.count("SELECT count(*) FROM %s.row_history WHERE row ->> 'id' = '" + noted.id() + "'"))
                .as("rows kept before each change")
                .isEqualTo(2);
        api.patch(path, Body.of("code", "another")).expectProblem(400, "unknown_field", "code");
        api.patch(path, Body.of("name", " ")).expectProblem(422, "validation_failed", "name");
    }

    @Test
    void anArchivedTaxRateIsKeptByWhatHasItAndRefusedToWhatIsNew() {
        tenant.makeCatalog();
        Map<String, @Nullable Object> addOn = Body.like(Things.addOn(), "tax_rates", List.of("vat20"));
        UUID old = api.post("/add-ons", addOn).expect(201).id();
        String rate = ids("/tax-rates?code=vat20").getFirst();
        api.post("/tax-rates/" + rate + "/archive").expect(200);

        api.post("/add-ons", Body.like(addOn, "code", Things.code()))
                .expectProblem(422, "validation_failed", "tax_rates[0]");
        api.post("/plans", Body.like(Samples.plan(), "code", "new"))
                .expectProblem(422, "validation_failed", "tax_rate");
        JsonNode kept = api.patch("/add-ons/" + old, Body.of("tax_rates", List.of("vat20")))
                .expect(200)
                .json();
        assertThat(kept.path("tax_rates")).isEqualTo(Body.parse("[\"vat20\"]"));
    }

    @Test
    void anAddOnMayCostLessTomorrow() {
        UUID id = Things.make(tenant, "/add-ons");
        JsonNode changed = api.patch(
                        "/add-ons/" + id,
                        Body.of("amount", Body.of("amount", "5", "currency", "JPY"), "description", "Once"))
                .expect(200)
                .json();
        assertThat(changed.path("amount")).isEqualTo(Body.parse("{\"amount\": \"5\", \"currency\": \"JPY\"}"));
        assertThat(changed.path("description").asText()).isEqualTo("Once");
        assertThat(changed.path("name").asText()).isEqualTo("Setup");
    }

    @Test
    void aCouponSaysWhatItTakesOff() {
        tenant.makeCatalog();
        Map<String, @Nullable Object> amount = Body.like(
                Things.coupon(),
                "discount",
                "amount",
                "percent",
                null,
                "amount",
                Body.of("amount", "12.30", "currency", "EUR"));
        JsonNode coupon = api.post(
                        "/coupons",
                        Body.like(
                                Body.like(amount, "duration", "repeated", "periods", 3, "plans", List.of(Samples.PLAN)),
                                "expires_at",
                                "2030-01-01T00:00:00Z",
                                "max_redemptions",
                                100))
                .expect(201)
                .json();
        assertThat(coupon.at("/amount/amount").asText()).isEqualTo("12.30");
        assertThat(coupon.path("plans")).isEqualTo(Body.parse("[\"team\"]"));
        assertThat(coupon.path("expires_at").asText()).isEqualTo("2030-01-01T00:00:00Z");
        JsonNode changed = api.patch(
                        "/coupons/" + coupon.path("id").asText(), Body.of("max_redemptions_per_customer", 1))
                .expect(200)
                .json();
        assertThat(changed.path("max_redemptions").asInt()).isEqualTo(100);
        assertThat(changed.path("max_redemptions_per_customer").asInt()).isEqualTo(1);
    }

    static Stream<Arguments> badThings() {
        Map<String, @Nullable Object> coupon = Things.coupon();
        Map<String, @Nullable Object> feature = Things.feature();
        return Stream.of(
                bad("/add-ons", "amount.amount", Body.like(Things.addOn(), "amount", money("1.234", "EUR"))),
                bad("/add-ons", "amount.amount", Body.like(Things.addOn(), "amount", money("0.5", "JPY"))),
                bad("/add-ons", "amount.amount", Body.like(Things.addOn(), "amount", money("-1", "EUR"))),
                bad("/add-ons", "amount.currency", Body.like(Things.addOn(), "amount", money("1", "XXX"))),
                bad("/add-ons", "tax_rates[0]", Body.like(Things.addOn(), "tax_rates", List.of("none"))),
                bad("/coupons", "percent", Body.like(coupon, "percent", "0")),
                bad("/coupons", "percent", Body.like(coupon, "percent", "100.1")),
                bad("/coupons", "percent", Body.like(coupon, "percent", null)),
                bad("/coupons", "amount", Body.like(coupon, "amount", money("1", "EUR"))),
                bad("/coupons", "amount", Body.like(coupon, "discount", "amount", "percent", null)),
                bad("/coupons", "periods", Body.like(coupon, "duration", "repeated")),
                bad("/coupons", "periods", Body.like(coupon, "periods", 2)),
                bad("/coupons", "periods", Body.like(coupon, "duration", "repeated", "periods", 121)),
                bad("/coupons", "plans[0]", Body.like(coupon, "plans", List.of("none"))),
                bad("/coupons", "metrics[1]", Body.like(coupon, "metrics", List.of(Samples.METRIC, Samples.METRIC))),
                bad("/coupons", "max_redemptions", Body.like(coupon, "max_redemptions", 0)),
                bad("/features", "metric", Body.like(feature, "kind", "metered", "unit", null)),
                bad("/features", "metric", Body.like(feature, "metric", Samples.METRIC)),
                bad("/features", "metric", Body.like(feature, "kind", "metered", "unit", null, "metric", "none")),
                bad("/features", "unit", Body.like(feature, "kind", "boolean")),
                bad("/tax-rates", "percent", Body.like(Things.of("/tax-rates"), "percent", "100.000001")));
    }

    private static Arguments bad(String list, String field, Map<String, @Nullable Object> body) {
        return Arguments.of(list, field, body);
    }

    private static Map<String, @Nullable Object> money(String amount, String currency) {
        return Body.of("amount", amount, "currency", currency);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("badThings")
    void aThingThatMakesNoSenseIsRefusedByTheField(String list, String field, Map<String, @Nullable Object> body) {
        tenant.makeCatalog();
        api.post(list, body).expectProblem(422, "validation_failed", field);
        assertThat(api.all(list + "?code=" + body.get("code"))).isEmpty();
    }

    @Test
    void aFeatureOfUsageNamesItsMetric() {
        tenant.makeCatalog();
        Map<String, @Nullable Object> metered =
                Body.like(Things.feature(), "kind", "metered", "unit", null, "metric", Samples.METRIC);
        JsonNode feature = api.post("/features", metered).expect(201).json();
        assertThat(feature.path("metric").asText()).isEqualTo(Samples.METRIC);
        assertThat(feature.path("kind").asText()).isEqualTo("metered");
    }
}
