package dev.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Aggregation;
import dev.countinghouse.catalog.LateUsagePolicy;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageRulesTest {

    private static final UUID ANNA = UUID.fromString("01980000-0000-7000-8000-00000000000a");
    private static final UUID BERT = UUID.fromString("01980000-0000-7000-8000-00000000000b");
    private static final UUID SUBSCRIPTION = UUID.fromString("01980000-0000-7000-8000-00000000000c");
    private static final UUID STRANGER = UUID.fromString("01980000-0000-7000-8000-00000000000d");
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");
    private static final Instant LATEST = Instant.parse("2024-03-02T00:00:00Z");

    private static final UsageRules RULES = new UsageRules(
            Map.of(
                    "minutes", metric("minutes", Aggregation.SUM, "build_minutes"),
                    "logins", metric("logins", Aggregation.COUNT, null)),
            Map.of("anna", ANNA),
            Map.of(BERT, BERT),
            Map.of(SUBSCRIPTION, ANNA),
            LATEST);

    @Test
    void theQuantityOfASumIsItsMetricsProperty() {
        UsageEvent event = accepted(minutes(Map.of("build_minutes", "12.5", "branch", "main")));
        assertThat(event.quantity()).isEqualByComparingTo("12.5");
        assertThat(event.customerId()).isEqualTo(ANNA);
        assertThat(event.properties()).isEqualTo("{\"branch\":\"main\",\"build_minutes\":\"12.5\"}");
    }

    @Test
    void anExplicitQuantityStandsInForTheProperty() {
        UsageInput input = new UsageInput("t1", "", null, "anna", null, "minutes", NOON, new BigDecimal("3"), Map.of());
        assertThat(accepted(input).quantity()).isEqualByComparingTo("3");
    }

    @Test
    void anEventOfACountCountsOnceAndHasNoQuantity() {
        UsageInput login = new UsageInput("t1", "", null, "anna", null, "logins", NOON, null, Map.of());
        assertThat(accepted(login).quantity()).isEqualByComparingTo(BigDecimal.ONE);
        UsageInput twice = new UsageInput("t1", "", null, "anna", null, "logins", NOON, BigDecimal.TWO, Map.of());
        assertThat(refusal(twice)).isEqualTo("quantity not_a_number");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "'{\"build_minutes\":12}', 12",
        "'{\"build_minutes\":12.50}', 12.5",
        "'{\"build_minutes\":\"12.50\"}', 12.5",
        "'{\"build_minutes\":0}', 0",
        "'{\"build_minutes\":4000000000}', 4000000000",
        "'{\"build_minutes\":999999999999999.999999999999}', 999999999999999.999999999999",
        "'{\"build_minutes\":\"0.1000000000000000000\"}', 0.1"
    })
    void numbersAreTakenAsNumbersAndAsText(String properties, BigDecimal quantity) {
        assertThat(accepted(minutes(Json.readObject(properties))).quantity()).isEqualByComparingTo(quantity);
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource({
        "'{}', not_a_number",
        "'{\"build_minutes\":\"\"}', not_a_number",
        "'{\"build_minutes\":\"ten\"}', not_a_number",
        "'{\"build_minutes\":\"1e3\"}', not_a_number",
        "'{\"build_minutes\":\"0x10\"}', not_a_number",
        "'{\"build_minutes\":\"+1\"}', not_a_number",
        "'{\"build_minutes\":\"1,5\"}', not_a_number",
        "'{\"build_minutes\":\"NaN\"}', not_a_number",
        "'{\"build_minutes\":\"٣\"}', not_a_number",
        "'{\"build_minutes\":true}', not_a_number",
        "'{\"build_minutes\":-1}', negative",
        "'{\"build_minutes\":\"-0.000000000001\"}', negative",
        "'{\"build_minutes\":1000000000000000}', out_of_range",
        "'{\"build_minutes\":100000000000000000000000}', out_of_range",
        "'{\"build_minutes\":\"0.0000000000001\"}', out_of_range"
    })
    void whatIsNoPlainNumberInBoundsIsRefused(String properties, String code) {
        assertThat(refusal(minutes(Json.readObject(properties)))).isEqualTo("properties.build_minutes " + code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[1]", "{}", "{\"a\":1}"})
    void propertiesAreFlatFacts(String value) {
        Map<String, Object> properties = Json.readObject("{\"build_minutes\":1,\"note\":" + value + "}");
        assertThat(refusal(minutes(properties))).isEqualTo("properties.note malformed");
    }

    @Test
    void propertiesAreTextThatTheDatabaseCanKeep() {
        assertThat(refusal(minutes(Map.of("build_minutes", 1, "note", "a\u0000b"))))
                .isEqualTo("properties.note malformed");
        assertThat(refusal(minutes(Map.of("build_minutes", 1, "a\u0000b", "note"))))
                .isEqualTo("properties.a\u0000b malformed");
        assertThat(refusal(minutes(Map.of("build_minutes", 1, "note", "\ud83d\ude00"))))
                .isNull();
    }

    @Test
    void theCustomerIsNamedInOneOfThreeWays() {
        assertThat(accepted(by(BERT, null, null)).customerId()).isEqualTo(BERT);
        assertThat(accepted(by(null, "anna", null)).customerId()).isEqualTo(ANNA);
        UsageEvent ofSubscription = accepted(by(null, null, SUBSCRIPTION));
        assertThat(ofSubscription.customerId()).isEqualTo(ANNA);
        assertThat(ofSubscription.subscriptionId()).isEqualTo(SUBSCRIPTION);
    }

    @Test
    void aStrangerIsNamedByTheFieldThatWasUsed() {
        assertThat(refusal(by(STRANGER, null, null))).isEqualTo("customer_id unknown");
        assertThat(refusal(by(null, "bert", null))).isEqualTo("external_customer_id unknown");
        assertThat(refusal(by(null, null, STRANGER))).isEqualTo("subscription_id unknown");
        assertThat(refusal(by(null, null, null))).isEqualTo("customer ambiguous");
        assertThat(refusal(by(BERT, "anna", null))).isEqualTo("customer ambiguous");
    }

    @Test
    void theMetricIsOneOfOurs() {
        UsageInput input = new UsageInput("t1", "", null, "anna", null, "Minutes", NOON, BigDecimal.ONE, Map.of());
        assertThat(refusal(input)).isEqualTo("metric unknown");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "2000-01-01T00:00:00Z, ",
        "1999-12-31T23:59:59.999999999Z, timestamp out_of_range",
        "1970-01-20T18:15:36Z, timestamp out_of_range",
        "2024-03-02T00:00:00Z, ",
        "2024-03-02T00:00:00.000000001Z, timestamp out_of_range"
    })
    void timeIsWithinBounds(Instant at, @Nullable String refusal) {
        UsageInput input = new UsageInput("t1", "", null, "anna", null, "minutes", at, BigDecimal.ONE, Map.of());
        assertThat(refusal(input)).isEqualTo(refusal);
    }

    @Test
    void timeIsKeptToTheMicrosecondAsTheDatabaseKeepsIt() {
        Instant fine = Instant.parse("2024-03-01T12:00:00.123456789Z");
        UsageInput input = new UsageInput("t1", "", null, "anna", null, "minutes", fine, BigDecimal.ONE, Map.of());
        assertThat(accepted(input).occurredAt()).isEqualTo("2024-03-01T12:00:00.123456Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u2003"})
    void anEventHasAKey(String transactionId) {
        UsageInput input =
                new UsageInput(transactionId, "", null, "anna", null, "minutes", NOON, BigDecimal.ONE, Map.of());
        assertThat(refusal(input)).isEqualTo("transaction_id required");
    }

    @Test
    void keysAreShortAndWithoutControlCharacters() {
        assertThat(refusal(keyed("x".repeat(255), "y".repeat(255)))).isNull();
        assertThat(refusal(keyed("x".repeat(256), ""))).isEqualTo("transaction_id malformed");
        assertThat(refusal(keyed("a\u0000b", ""))).isEqualTo("transaction_id malformed");
        assertThat(refusal(keyed("t1", "y".repeat(256)))).isEqualTo("source malformed");
        assertThat(refusal(keyed("t1", "a\nb"))).isEqualTo("source malformed");
    }

    @Test
    void propertiesAreBounded() {
        assertThat(refusal(minutes(Map.of("build_minutes", 1, "note", "x".repeat(8_100)))))
                .isNull();
        assertThat(refusal(minutes(Map.of("build_minutes", 1, "note", "x".repeat(8_200)))))
                .isEqualTo("properties too_long");
    }

    @Test
    void theOrderOfPropertiesDoesNotMatter() {
        Map<String, Object> one = Json.readObject("{\"build_minutes\":1,\"branch\":\"main\"}");
        Map<String, Object> other = Json.readObject("{\"branch\":\"main\",\"build_minutes\":1}");
        assertThat(accepted(minutes(one)).isSameAs(accepted(minutes(other)))).isTrue();
    }

    private static UsageInput minutes(Map<String, Object> properties) {
        return new UsageInput(
                "t1", "", null, "anna", null, "minutes", NOON, null, Collections.unmodifiableMap(properties));
    }

    private static UsageInput by(@Nullable UUID customer, @Nullable String external, @Nullable UUID subscription) {
        return new UsageInput("t1", "", customer, external, subscription, "minutes", NOON, BigDecimal.ONE, Map.of());
    }

    private static UsageInput keyed(String transactionId, String source) {
        return new UsageInput(transactionId, source, null, "anna", null, "minutes", NOON, BigDecimal.ONE, Map.of());
    }

    private static UsageEvent accepted(UsageInput input) {
        return Objects.requireNonNull(RULES.judge(input).event());
    }

    private static @Nullable String refusal(UsageInput input) {
        UsageResult rejection = RULES.judge(input).rejection();
        return rejection == null
                ? null
                : Objects.requireNonNull(rejection.error()).field() + " "
                        + rejection.error().code();
    }

    private static MetricView metric(String code, Aggregation aggregation, @Nullable String field) {
        return new MetricView(
                STRANGER,
                null,
                code,
                code,
                aggregation,
                field,
                null,
                false,
                null,
                Map.of(),
                List.of(),
                LateUsagePolicy.DELTA,
                Map.of(),
                0,
                Instant.parse("2024-01-01T00:00:00Z"));
    }
}
