package dev.countinghouse.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParamsTest {

    enum Standing {
        OPEN,
        PARTIALLY_PAID
    }

    @Test
    void whatWasNotGivenIsNotThere() {
        assertThat(Params.uuid("id", null)).isNull();
        assertThat(Params.instant("from", null)).isNull();
        assertThat(Params.oneOf("status", null, Standing.class)).isNull();
        assertThat(Params.integer("limit", null, 20)).isEqualTo(20);
        assertThat(new PageParams().page().limit()).isEqualTo(20);
    }

    @Test
    void whatWasGivenIsRead() {
        UUID id = UUID.fromString("01980000-0000-7000-8000-000000000001");
        assertThat(Params.uuid("id", id.toString())).isEqualTo(id);
        assertThat(Params.instant("from", "2026-03-01T00:00:00+01:00")).isEqualTo("2026-02-28T23:00:00Z");
        assertThat(Params.oneOf("status", "partially_paid", Standing.class)).isEqualTo(Standing.PARTIALLY_PAID);
        assertThat(Params.integer("limit", "100", 20)).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "01980000-0000-7000-8000", "01980000000070008000000000000001 "})
    void anIdIsAUuid(String text) {
        assertRefused("id", "malformed", () -> Params.uuid("id", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "today", "2026-03-01", "2026-03-01T00:00:00", "0"})
    void anInstantHasAnOffset(String text) {
        assertRefused("from", "malformed", () -> Params.instant("from", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5", "1e2", " 1", "99999999999"})
    void aNumberIsWhole(String text) {
        assertRefused("limit", "malformed", () -> Params.integer("limit", text, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OPEN", "Open", "partially-paid", "closed"})
    void aNameIsOneOfThoseThereAreInLowerCase(String text) {
        assertRefused("status", "unknown", () -> Params.oneOf("status", text, Standing.class));
    }

    @Test
    void theNamesThereAreAreTold() {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> Params.oneOf("status", "closed", Standing.class))
                .satisfies(refused -> assertThat(refused.errors())
                        .containsExactly(new FieldError("status", "unknown", "must be one of [open, partially_paid]")));
    }

    @Test
    void aPageIsAskedForByItsParameters() {
        PageParams params = new PageParams();
        params.limit = "5";
        params.cursor = "nonsense";
        assertThatExceptionOfType(BillingException.class).isThrownBy(params::page);
        params.cursor = null;
        assertThat(params.page().limit()).isEqualTo(5);
    }

    private static void assertRefused(String field, String code, ThrowingCallable call) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.errors())
                        .singleElement()
                        .satisfies(error -> {
                            assertThat(error.field()).isEqualTo(field);
                            assertThat(error.code()).isEqualTo(code);
                        }));
    }
}
