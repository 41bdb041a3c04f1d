package dev.countinghouse.web.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.web.api.Requests;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionRequestsTest {

    private static final String ID = "01980000-0000-7000-8000-000000000001";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"external_customer_id\":\"anna\" | ",
                "\"customer_id\":\"" + ID + "\" | ",
                "\"customer_id\":\"" + ID + "\",\"external_customer_id\":\"anna\" | customer assert_true",
                "\"quantity\":1 | customer assert_true",
                "\"customer_id\":\"anna\" | customer_id malformed",
                "\"customer_id\":\"\" | customer_id malformed",
                "\"external_customer_id\":\"anna\",\"start_date\":\"2000-01-01\" | ",
                "\"external_customer_id\":\"anna\",\"start_date\":\"1999-12-31\" | start_date assert_true",
                "\"external_customer_id\":\"anna\",\"start_date\":\"2200-01-01\" | start_date assert_true",
                "\"external_customer_id\":\"anna\",\"start_date\":\"2023-02-29\" | start_date malformed",
                "\"external_customer_id\":\"anna\",\"start_date\":19509 | start_date malformed",
                "\"external_customer_id\":\"anna\",\"start_date\":\"2023-06-01\",\"end_date\":\"2023-06-02\" | ",
                "\"external_customer_id\":\"anna\",\"start_date\":\"2023-06-01\",\"end_date\":\"2023-06-01\" | end_date assert_true",
                "\"external_customer_id\":\"anna\",\"end_date\":\"+999999999-12-31\" | end_date malformed",
                "\"external_customer_id\":\"anna\",\"currency\":\"JPY\" | ",
                "\"external_customer_id\":\"anna\",\"currency\":\"jpy\" | currency currency_code",
                "\"external_customer_id\":\"anna\",\"quantity\":0 | quantity min",
                "\"external_customer_id\":\"anna\",\"quantity\":1000001 | quantity max",
                "\"external_customer_id\":\"anna\",\"quantity\":2.5 | quantity malformed",
                "\"external_customer_id\":\"anna\",\"quantity\":\"2\" | quantity malformed"
            })
    void aSubscriptionIsOfOneCustomerAndOfDaysThatMakeSense(String fields, @Nullable String error) {
        assertThat(Requests.errors(new SubscriptionsResource(), "create", "{\"plan\":\"team\"," + fields + "}"))
                .isEqualTo(error == null ? List.of() : List.of(error));
    }
}
