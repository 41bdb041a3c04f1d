package dev.countinghouse.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.money.Money;
import dev.countinghouse.payments.domain.AttemptStatus;
import dev.countinghouse.payments.domain.CheckTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentAttemptTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Money DUE = new Money(1234, EUR);
    private static final Instant NOW = Instant.now();
    private static final GatewayAnswer WAITS =
            GatewayAnswer.requiresAction("pi_1", new GatewayAnswer.Why("authentication_required", null));

    private final PaymentMethod method =
            new PaymentMethod(Ids.next(), "acct/test", new StripeGateway.Attached("cus_1", "pm_1", "card", null), NOW);
    private final PaymentAttempt attempt =
            new PaymentAttempt(Ids.next(), Ids.next(), method, DUE, new PaymentAttempt.Times(NOW, NOW));

    private void begin() {
        attempt.begin(DUE, method, NOW);
        attempt.asked(NOW);
    }

    @Test
    void whatIsAskedStaysAsItWasBegunAndIsForgottenWhenItIsOver() {
        begin();
        assertThat(attempt.gatewayCustomer() + attempt.methodReference()).isEqualTo("cus_1pm_1");
        attempt.answered(GatewayAnswer.succeeded("pi_1", DUE), Ids.next(), NOW);
        assertThat(attempt.status()).isEqualTo(AttemptStatus.SUCCEEDED);
        assertThat(attempt.gatewayCustomer()).isNull();
        assertThat(attempt.methodReference()).isNull();
        assertThat(attempt.nextCheckAt()).isNull();
    }

    @Test
    void whoHasToDoSomethingIsAskedAboutAtLeastHourly() {
        begin();
        attempt.answered(WAITS, null, NOW);
        for (int i = 0; i < 100; i++) {
            attempt.asked(NOW);
            attempt.answered(WAITS, null, NOW);
            assertThat(attempt.nextCheckAt()).isBetween(NOW.plusSeconds(1), NOW.plus(Duration.ofHours(1)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1234,0,false", "2000,6,false", "1233,0,true", "0,0,true", "1234,7,true"})
    void heIsWaitedForInVainWhenLessIsDueOrHisTimeIsOver(long due, int days, boolean inVain) {
        begin();
        assertThat(attempt.isInVain(new Money(0, EUR), NOW))
                .as("while it may be charged still")
                .isFalse();
        attempt.answered(WAITS, null, NOW);
        assertThat(attempt.isInVain(new Money(due, EUR), NOW.plus(Duration.ofDays(days))))
                .isEqualTo(inVain);
    }

    @Test
    void anEventNamesNoPayment() {
        begin();
        assertThat(attempt.toldOf(NOW)).isTrue();
        assertThat(attempt.gatewayReference()).isNull();
        assertThat(attempt.isDue(NOW)).isTrue();
    }

    @Test
    void onlyWhatWasMadeJustNowIsSurelyNotAskedForBefore() {
        Instant made = Ids.madeAt(attempt.id());
        assertThat(made).isBetween(NOW.minusSeconds(60), NOW.plusSeconds(60));
        assertThat(attempt.isFresh(made.plusSeconds(1))).isTrue();
        assertThat(attempt.isFresh(made.plus(CheckTimes.FRESH))).isFalse();
        begin();
        assertThat(attempt.isFresh(made.plusSeconds(1))).isFalse();
        assertThat(attempt.since()).isBeforeOrEqualTo(NOW);
    }

    @Test
    void whatCouldNotBeTakenFurtherComesAfterTheOthers() {
        attempt.postpone(NOW);
        assertThat(attempt.isDue(NOW)).isFalse();
        assertThat(attempt.status()).isEqualTo(AttemptStatus.CREATED);
    }

    @Test
    void whatIsAbandonedHasFailedWhereverItStood() {
        attempt.abandon(NOW);
        assertThat(attempt.view().status()).isEqualTo(AttemptStatus.FAILED);
        assertThat(attempt.view().code()).isEqualTo("abandoned");
        assertThatThrownBy(() -> attempt.abandon(NOW)).isInstanceOf(IllegalStateException.class);

        PaymentAttempt unknown =
                new PaymentAttempt(UUID.randomUUID(), Ids.next(), method, DUE, new PaymentAttempt.Times(NOW, NOW));
        unknown.begin(DUE, method, NOW);
        unknown.answered(GatewayAnswer.unknown(null, new GatewayAnswer.Why("no_answer", "none")), null, NOW);
        unknown.abandon(NOW);
        assertThat(unknown.view().code()).isEqualTo("abandoned");
        assertThat(unknown.nextCheckAt()).isNull();
    }

    @Test
    void testModeOfAnAccountIsAnotherThanItsLiveMode() {
        assertThat(GatewayAccount.of("acct_1", true)).isEqualTo("acct_1");
        assertThat(GatewayAccount.of("acct_1", false)).isNotEqualTo("acct_1");
        assertThat(GatewayAccount.isLive(GatewayAccount.of("acct_1", true))).isTrue();
        assertThat(attempt.view().livemode()).isFalse();
    }
}
