package dev.countinghouse.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countinghouse.json.Json;
import dev.countinghouse.problem.FieldError;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputProblemsTest {

    /** A request with something of everything. */
    record Order(
            @Nullable String name,
            @Nullable Integer quantity,
            @Nullable BigDecimal unitAmount,
            @Nullable Instant placedAt,
            @Nullable LocalDate startDate,
            @Nullable Interval interval,
            @Nullable List<Item> items) {}

    /** Something in it. */
    record Item(@Nullable String code, @Nullable List<Step> tiers) {}

    /** Something further in. */
    record Step(@Nullable BigDecimal upTo) {}

    enum Interval {
        WEEK,
        EVERY_MONTH
    }

    @ParameterizedTest(name = "{0} is told of {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"quantity\":\"5\"} | quantity | is of the wrong type",
                "{\"quantity\":5.5} | quantity | is of the wrong type",
                "{\"name\":5} | name | is of the wrong type",
                "{\"items\":{}} | items | is of the wrong type",
                "{\"items\":[5]} | items[0] | is of the wrong type",
                "{\"items\":[{},{\"code\":[]}]} | items[1].code | is of the wrong type",
                "{\"unit_amount\":\"1e5\"} | unit_amount | must be a decimal such as \"12.50\", without exponent",
                "{\"items\":[{\"tiers\":[{},{\"up_to\":\"x\"}]}]} | items[0].tiers[1].up_to | must be a decimal such as \"12.50\", without exponent",
                "{\"placed_at\":\"today\"} | placed_at | must be an instant such as 2026-03-01T12:00:00Z",
                "{\"start_date\":20513} | start_date | must be a date such as 2026-03-01",
                "{\"interval\":\"hour\"} | interval | must be one of week, every_month",
                "{\"interval\":0} | interval | must be one of week, every_month"
            })
    void aValueOfTheWrongTypeIsNamedByItsPath(String body, String field, String message) {
        Problem problem = problem(body);
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("malformed_request");
        assertThat(problem.detail()).isEqualTo(field + " " + message);
        assertThat(problem.errors()).containsExactly(new FieldError(field, "malformed", message));
    }

    @ParameterizedTest(name = "{0} is told of {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"colour\":1} | colour",
                "{\"unitAmount\":\"1\"} | unitAmount",
                "{\"items\":[{\"tiers\":[{\"down_to\":1}]}]} | items[0].tiers[0].down_to"
            })
    void aFieldThatDoesNotExistIsNamed(String body, String field) {
        Problem problem = problem(body);
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("unknown_field");
        assertThat(problem.errors())
                .containsExactly(new FieldError(field, "unknown_field", "is not a field of this request"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "null x", "{\"name\":\"a\"} {}", "<xml/>", "{\"name\":\"a\",\"name\":\"b\"}"})
    void whatIsNoJsonOfOursIsMalformed(String body) {
        Problem problem = problem(body);
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("malformed_request");
    }

    /** A value that looks like one of our sentences does not bring the parser's own sentence out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"interval\":\"must be x\"}",
                "{\"quantity\":\"must be x\"}",
                "{\"unit_amount\":\"must be x\"}",
                "{\"start_date\":\"must be\\nx\"}",
                "{\"items\":\"must be x\"}",
                "{\"quantity\":99999999999}",
                "{\"name\":{}}",
                "{\"items\":[[]]}",
                "{",
                "{\"a"
            })
    void nothingOfTheInsideIsTold(String body) {
        assertThat(Json.write(problem(body)))
                .doesNotContain(
                        "java.", "dev.countinghouse", "Order", "Enum", "Jackson", "deserialize", "Source", "must be x");
    }

    @Test
    void aBodyThatIsTooLargeIsToldAsSuchHoweverDeepItWasRead() throws Exception {
        SentRequest request = new SentRequest("POST", "/api/v1/orders")
                .body("{\"items\":[{\"code\":\"" + "x".repeat(10_000) + "\"}]}");
        BodyLimit limited = new BodyLimit(request, new BodyLimit.Most(5_000, "at most 5,000"));
        assertThatExceptionOfType(java.io.IOException.class)
                .isThrownBy(() -> Json.MAPPER.readValue(limited.getInputStream(), Order.class))
                .satisfies(error ->
                        assertThat(ProblemMapper.problem(error, "r1").code()).isEqualTo("body_too_large"));
    }

    private static Problem problem(String body) {
        Problem[] problem = new Problem[1];
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> Json.MAPPER.readValue(body, Order.class))
                .satisfies(error -> problem[0] = ProblemMapper.problem(error, "r1"));
        return problem[0];
    }
}
