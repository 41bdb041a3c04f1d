package dev.countinghouse.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantLimitsTest {

    @Test
    void aTierThatSaysNothingHasTheDefaults() {
        assertThat(TenantLimits.read("{}"))
                .isEqualTo(TenantLimits.read(null))
                .isEqualTo(new TenantLimits(8, 6_000, 15, 10, 15, 30, 256, 4096, 8192, 10_240, 0, 0, 0));
    }

    @Test
    void whatATierSaysIsReadMemberByMember() {
        assertThat(TenantLimits.read("""
                        {"requests_at_once": 1, "requests_per_minute": 10, "statement_timeout_seconds": 2, "lock_timeout_seconds": 3,
                         "idle_timeout_seconds": 4, "transaction_timeout_seconds": 5, "json_kib": 6, "batch_kib": 7,
                         "import_mib": 8, "storage_mib": 9, "usage_events_per_month": 10, "usage_events_hard": 1,
                         "usage_events_warning_percent": 12}""")).isEqualTo(new TenantLimits(1, 10, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 12));
    }

    @ParameterizedTest(name = "{0} counts as {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"requests_at_once\": 0} | 1",
                "{\"requests_at_once\": -5} | 1",
                "{\"requests_at_once\": 1000} | 64",
                "{\"requests_at_once\": 99999999999} | 8",
                "{\"requests_at_once\": 2.5} | 8",
                "{\"requests_at_once\": \"4\"} | 8",
                "{\"requests_at_once\": null} | 8",
                "{\"requests_at_once\": [4]} | 8",
                "{\"of_a_newer_version\": 4} | 8"
            })
    void whatWasStoredByMistakeLocksNobodyOutAndLetsNobodyHaveMore(String stored, int requests) {
        assertThat(TenantLimits.read(stored).requestsAtOnce()).isEqualTo(requests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"requests_at_once\": 64}", "{\"json_kib\": 1, \"storage_mib\": 16777216}"})
    void whatIsWithinTheBoundsMayBeWritten(String limits) {
        assertThat(TenantLimits.check("limits", Json.readObject(limits))).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"requests_at_once\": 0} | limits.requests_at_once | out_of_range",
                "{\"requests_at_once\": 65} | limits.requests_at_once | out_of_range",
                "{\"statement_timeout_seconds\": 46} | limits.statement_timeout_seconds | out_of_range",
                "{\"usage_events_hard\": 2} | limits.usage_events_hard | out_of_range",
                "{\"json_kib\": 257} | limits.json_kib | out_of_range",
                "{\"storage_mib\": 1.5} | limits.storage_mib | type",
                "{\"storage_mib\": \"10\"} | limits.storage_mib | type",
                "{\"storage_mib\": null} | limits.storage_mib | type",
                "{\"storage_mb\": 10} | limits.storage_mb | unknown",
                "{\"statement_timeout_seconds\": 5} | limits.lock_timeout_seconds | out_of_range",
                "{\"transaction_timeout_seconds\": 14} | limits.statement_timeout_seconds | out_of_range"
            })
    void whatIsNotIsToldByItsField(String limits, String field, String code) {
        assertThat(TenantLimits.check("limits", Json.readObject(limits)))
                .extracting(FieldError::field, FieldError::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(field, code));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThat(TenantLimits.check("limits", Map.of("json_kib", 0, "batch_kib", 0, "x", 1)))
                .hasSize(3);
    }

    @Test
    void whatIsWrittenIsWholeNumbersHoweverTheyWereSent() {
        Map<String, Object> sent = Json.readObject("{\"json_kib\": 8.0, \"storage_mib\": 7}");
        assertThat(TenantLimits.require("limits", sent)).isEqualTo(Map.of("json_kib", 8, "storage_mib", 7));
        assertThat(TenantLimits.check("limits", Json.readObject("{\"statement_timeout_seconds\": 5.0}")))
                .extracting(FieldError::field)
                .containsExactly("limits.lock_timeout_seconds");
        assertThatThrownBy(() -> TenantLimits.require("limits", Map.of("json_kib", 0, "x", 1)))
                .isInstanceOfSatisfying(
                        BillingException.class,
                        refusal -> assertThat(refusal.errors()).hasSize(2));
    }

    /** The wire, the tier and the record say the same names. */
    @Test
    void goingOutItHasTheMembersThatATierHas() {
        Map<String, Object> shown = Json.readObject(Json.write(TenantLimits.DEFAULT));
        assertThat(shown.keySet())
                .isEqualTo(Set.of(
                        "requests_at_once",
                        "requests_per_minute",
                        "statement_timeout_seconds",
                        "lock_timeout_seconds",
                        "idle_timeout_seconds",
                        "transaction_timeout_seconds",
                        "json_kib",
                        "batch_kib",
                        "import_mib",
                        "storage_mib",
                        "usage_events_per_month",
                        "usage_events_hard",
                        "usage_events_warning_percent"));
        assertThat(TenantLimits.check("limits", shown)).isEmpty();
    }
}
