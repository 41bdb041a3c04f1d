package dev.countinghouse.web.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.web.api.Requests;
import dev.countinghouse.web.platform.TenantResource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerRequestsTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"email\":\"anna@acme.example\" | ",
                "\"email\":\"anna\" | email email",
                "\"country\":\"FR\" | ",
                "\"country\":\"fr\" | country country_code",
                "\"country\":\"XX\" | country country_code",
                "\"time_zone\":\"America/Bahia_Banderas\" | ",
                "\"time_zone\":\"CEST\" | time_zone time_zone_name",
                "\"currency\":\"EUR\" | ",
                "\"currency\":\"XAU\" | currency currency_code",
                "\"external_id\":\"\" | external_id pattern",
                "\"external_id\":\"a\\u0001\" | external_id pattern",
                "\"external_id\":\"a\\u0000\" | external_id malformed"
            })
    void aCustomerIsSomewhere(String field, @Nullable String error) {
        assertThat(Requests.errors(new CustomersResource(), "create", "{\"name\":\"Anna\"," + field + "}"))
                .isEqualTo(error == null ? List.of() : List.of(error));
    }

    @ParameterizedTest(name = "a name of {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {"\"Anna\" | ", "\"\" | name size", "\"   \" | name pattern", "null | "})
    void aChangedNameIsNotBlank(String name, @Nullable String error) {
        assertThat(Requests.errors(new CustomersResource(), "change", "{\"name\":" + name + "}"))
                .contains(error == null ? new String[0] : new String[] {error});
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"net_terms_days\":0 | ",
                "\"net_terms_days\":365 | ",
                "\"net_terms_days\":-1 | net_terms_days min",
                "\"net_terms_days\":366 | net_terms_days max",
                "\"net_terms_days\":14.5 | net_terms_days malformed",
                "\"seller\":{\"contact_name\":\" \"} | seller.contact_name pattern",
                "\"seller\":{\"contact_phone\":\"12\"} | seller.contact_phone pattern",
                "\"seller\":{\"contact_phone\":\"+49 (30) 1-2\"} | ",
                "\"time_zone\":\"nowhere\" | time_zone time_zone_name",
                "\"slug\":\"globex\" | slug unknown_field"
            })
    void aTenantsSettingsAreWithinBounds(String field, @Nullable String error) {
        assertThat(Requests.errors(new TenantResource(), "change", "{" + field + "}"))
                .isEqualTo(error == null ? List.of() : List.of(error));
    }
}
