package dev.countinghouse.payments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclineCodesTest {

    @ParameterizedTest
    @CsvSource({
        "insufficient_funds, 3",
        "card_velocity_exceeded, 3",
        "withdrawal_count_limit_exceeded, 3",
        "fraudulent, 3",
        "do_not_honor, 2",
        "generic_decline, 2",
        "processing_error, 1",
        "try_again_later, 1",
        "a_code_of_tomorrow, 1"
    })
    void aSoftDeclineIsTriedAgainAfterDays(String code, int days) {
        assertThat(DeclineCodes.finalOnes()).doesNotContain(code);
        assertThat(DeclineCodes.waitDays().getOrDefault(code, DeclineCodes.USUAL_WAIT_DAYS))
                .isEqualTo(days);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authentication_required",
                "expired_card",
                "lost_card",
                "stolen_card",
                "pickup_card",
                "incorrect_number",
                "revocation_of_authorization",
                "transaction_not_allowed"
            })
    void aHardDeclineIsNotTriedAgain(String code) {
        assertThat(DeclineCodes.finalOnes()).contains(code);
        assertThat(DeclineCodes.waitDays()).doesNotContainKey(code);
    }

    @Test
    void nobodyWaitsLessThanADay() {
        assertThat(DeclineCodes.waitDays().values()).allMatch(days -> days >= DeclineCodes.USUAL_WAIT_DAYS);
    }
}
