package dev.countinghouse.web.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.web.api.Requests;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageRequestsTest {

    private static final String EVENT =
            "{\"transaction_id\":\"t1\",\"external_customer_id\":\"anna\",\"metric\":\"minutes\",\"timestamp\":\"2024-03-01T12:00:00Z\"}";

    @ParameterizedTest(name = "an event with {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"quantity\":\"12.5\" | ",
                "\"quantity\":12.5 | ",
                "\"quantity\":\"1e3\" | quantity malformed",
                "\"quantity\":\"1000000000000000\" | quantity digits",
                "\"quantity\":\"0.0000000000001\" | quantity digits",
                "\"properties\":{\"a\":1,\"b\":\"x\",\"c\":true} | ",
                "\"properties\":{\"a\":1e999999999} | properties.a malformed",
                "\"properties\":[] | properties malformed",
                "\"subscription_id\":\"01980000-0000-7000-8000-000000000001\" | customer assert_true",
                "\"when\":1 | when unknown_field"
            })
    void anEventIsWithinBounds(String field, @Nullable String error) {
        String body = EVENT.substring(0, EVENT.length() - 1) + "," + field + "}";
        assertThat(Requests.errors(new UsageResource(), "record", body))
                .isEqualTo(error == null ? List.of() : List.of(error));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(Requests.errors(new UsageResource(), "record", "{}"))
                .containsExactly(
                        "customer assert_true", "metric not_null", "timestamp not_null", "transaction_id not_blank");
    }

    @Test
    void aBatchHasOneToAThousandEvents() {
        assertThat(batch(Collections.nCopies(1_000, EVENT))).isEmpty();
        assertThat(batch(Collections.nCopies(1_001, EVENT))).containsExactly("events size");
        assertThat(batch(List.of())).containsExactly("events size");
    }

    @Test
    void anEventOfABatchIsNamedByItsPlace() {
        assertThat(batch(List.of(EVENT, "null"))).containsExactly("events[1] not_null");
        assertThat(batch(List.of(EVENT, EVENT.replace("\"t1\"", "\" \""))))
                .containsExactly("events[1].transaction_id not_blank");
    }

    private static List<String> batch(List<String> events) {
        return Requests.errors(new UsageResource(), "recordBatch", "{\"events\":[" + String.join(",", events) + "]}");
    }
}
