package dev.countinghouse.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTypeTest {

    private static final Set<Integer> STATUSES =
            Set.of(400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 429, 500, 503);

    @Test
    void noTwoTypesShareACodeOrAUri() {
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::code)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::uri)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::title)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void everyTypeHasAStatusATitleAndACodeToSwitchOn(ProblemType type) {
        assertThat(type.status()).isIn(STATUSES);
        assertThat(type.title()).isNotBlank().matches("[A-Z].*[^.]");
        assertThat(type.code()).matches("[a-z]+(_[a-z]+)*");
        assertThat(type.uri()).isEqualTo("/problems/" + type.code().replace('_', '-'));
    }

    @Test
    void onlyOneTypeIsOurFault() {
        assertThat(ProblemType.values())
                .filteredOn(type -> type.status() == 500)
                .containsExactly(ProblemType.INTERNAL);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "customers_external_id_key, EXTERNAL_ID_TAKEN",
        "subscriptions_external_id_key, EXTERNAL_ID_TAKEN",
        "plans_code_key, CODE_TAKEN",
        "tax_rates_code_key, CODE_TAKEN",
        "metered_once, METRIC_ALREADY_BILLED",
        "payments_once, CONFLICT",
        "invoice_lines_once, ",
        ", "
    })
    void aRuleThatTheDatabaseKeptIsARefusalWhenAClientCanDoSomethingAboutIt(
            @Nullable String constraint, @Nullable ProblemType type) {
        Exception wrapped =
                new IllegalStateException(new ConstraintViolationException("no", new SQLException(), constraint));
        assertThat(ConstraintProblems.of(wrapped).map(BillingException::type).orElse(null))
                .isEqualTo(type);
    }

    @Test
    void anyOtherErrorIsNoRefusal() {
        assertThat(ConstraintProblems.of(new IllegalStateException(new SQLException("gone"))))
                .isEmpty();
    }

    @Test
    void aRefusedFieldIsToldWithItsRule() {
        BillingException refused = BillingException.invalid("limit", "out_of_range", "must be 1 to 100");
        assertThat(refused.type()).isEqualTo(ProblemType.VALIDATION_FAILED);
        assertThat(refused).hasMessage("limit must be 1 to 100");
        assertThat(refused.errors()).containsExactly(new FieldError("limit", "out_of_range", "must be 1 to 100"));
    }
}
