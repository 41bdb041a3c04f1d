package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @ParameterizedTest
    @ValueSource(strings = {"sum", "min", "max", "average", "latest", "unique_count", "weighted_sum"})
    void everyAggregationButACountTakesAField(String aggregation) {
        Map<String, @Nullable Object> metric = Body.like(Samples.metric(), "aggregation", aggregation);
        assertThat(api.post("/billable-metrics", metric).expect(201).json().path("aggregation"))
                .isEqualTo(Body.parse("\"" + aggregation + "\""));
        api.post("/billable-metrics", Body.like(metric, "code", "other", "field_name", null))
                .expectProblem(422, "validation_failed", "field_name");
    }

    @Test
    void aCountTakesNoField() {
        api.post("/billable-metrics", Body.like(Samples.metric(), "aggregation", "count"))
                .expectProblem(422, "validation_failed", "field_name");
        JsonNode count = api.post(
                        "/billable-metrics", Body.like(Samples.metric(), "aggregation", "count", "field_name", null))
                .expect(201)
                .json();
        assertThat(count.path("recurring").asBoolean(true)).isFalse();
        assertThat(count.path("rounding").isNull()).isTrue();
        assertThat(count.path("filter")).isEmpty();
        assertThat(count.path("group_keys")).isEmpty();
        assertThat(count.path("late_usage").asText()).isEqualTo("delta");
    }

    @Test
    void aMetricIsReadAsItWasMade() {
        Map<String, @Nullable Object> wanted = Body.like(Samples.metric(), "aggregation", "max", "recurring", true);
        wanted.put("rounding", Body.of("mode", "ceil", "precision", -2));
        wanted.put("filter", Body.of("region", List.of("us", "eu"), "kind", List.of("build")));
        wanted.put("group_keys", List.of("region", "account"));
        wanted.put("late_usage", "ignore");
        Answer made = api.post("/billable-metrics", wanted).expect(201);
        JsonNode metric = api.get("/billable-metrics/" + made.id()).expect(200).json();
        assertThat(metric).isEqualTo(made.json());
        assertThat(metric.path("filter"))
                .isEqualTo(Body.parse("{\"kind\": [\"build\"], \"region\": [\"eu\", \"us\"]}"));
        assertThat(metric.path("group_keys")).isEqualTo(Body.parse("[\"region\", \"account\"]"));
        assertThat(metric.path("rounding")).isEqualTo(Body.parse("{\"mode\": \"ceil\", \"precision\": -2}"));
        assertThat(metric.path("recurring").asBoolean()).isTrue();
        assertThat(metric.path("late_usage").asText()).isEqualTo("ignore");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("recurring", "recurring", true),
                Arguments.of("rounding.precision", "rounding", Body.of("mode", "ceil", "precision", 13)),
                Arguments.of("rounding.precision", "rounding", Body.of("mode", "ceil", "precision", -16)),
                Arguments.of("rounding.mode", "rounding", Body.of("precision", 0)),
                Arguments.of("filter.region", "filter", Body.of("region", List.of())),
                Arguments.of("filter.region[1]", "filter", Body.of("region", List.of("eu", "eu"))),
                Arguments.of("filter", "filter", Body.of("a b", List.of("eu"))),
                Arguments.of("group_keys", "group_keys", List.of("a", "b", "c", "d", "e", "f")),
                Arguments.of("group_keys[1]", "group_keys", List.of("a", "a")),
                Arguments.of("field_name", "field_name", "a b"));
    }

    @Test
    void aKeyOfTheClientsOwnIsInThePathWhenItIsAWord() {
        api.post("/billable-metrics", Body.like(Samples.metric(), "filter", Body.of("region", "eu")))
                .expectProblem(400, "malformed_request", "filter.region");
        api.post("/billable-metrics", Body.like(Samples.metric(), "filter", Body.of("a; b", "eu")))
                .expectProblem(400, "malformed_request", "filter");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("wrong")
    void aMetricThatMakesNoSenseIsRefusedByTheField(String path, String field, Object value) {
        api.post("/billable-metrics", Body.like(Samples.metric(), "aggregation", "average", field, value))
                .expectProblem(422, "validation_failed", path);
        assertThat(api.all("/billable-metrics")).isEmpty();
    }

    @Test
    void onlyHowAMetricIsCalledChanges() {
        Answer made = api.post("/billable-metrics", Samples.metric()).expect(201);
        String path = "/billable-metrics/" + made.id();
        JsonNode renamed = api.with("If-Match", "\"0\"")
                .patch(path, Body.of("name", "Minutes", "unit", "minutes"))
                .expect(200)
                .json();
        assertThat(renamed.path("name").asText()).isEqualTo("Minutes");
        assertThat(renamed.path("unit").asText()).isEqualTo("minutes");
        assertThat(renamed.path("field_name")).isEqualTo(made.json().path("field_name"));
        api.with("If-Match", "\"0\"").patch(path, Body.of("name", "X")).expectProblem(412, "precondition_failed");
        JsonNode noted = api.patch(path, Body.of("metadata", Map.of("a", "b")))
                .expect(200)
                .json();
        assertThat(noted.path("version").asInt()).isEqualTo(2);
        api.patch(path, Body.of("aggregation", "count")).expectProblem(400, "unknown_field", "aggregation");
    }
}
