package dev.countinghouse.dunning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CampaignRulesTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final LocalDate LATER = LocalDate.of(2026, 3, 1);

    private static CampaignStep step(DunningAction action, @Nullable String subject, @Nullable String text) {
        return new CampaignStep(3, action, subject, text);
    }

    private static CampaignStep step(DunningAction action) {
        return step(action, null, null);
    }

    private static void assertRefused(String field, String code, CampaignStep... steps) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> DunningService.check(List.of(steps), List.of()))
                .satisfies(refused -> assertThat(refused.errors())
                        .singleElement()
                        .satisfies(error -> {
                            assertThat(error.field()).isEqualTo(field);
                            assertThat(error.code()).isEqualTo(code);
                        }));
    }

    @Test
    void stepsThatCanBeTakenAreGood() {
        List<CampaignStep> steps = List.of(
                step(DunningAction.MAIL),
                step(DunningAction.RETRY),
                step(DunningAction.MAIL, "{{invoice_number}}", "Pay {{due}}"),
                step(DunningAction.HAND_OVER));
        assertThatCode(() -> DunningService.check(steps, List.of(new Money(500, EUR))))
                .doesNotThrowAnyException();
    }

    @Test
    void whoHandsOverDoesNothingAfterwards() {
        assertRefused("steps[0].action", "not_last", step(DunningAction.HAND_OVER), step(DunningAction.MAIL));
    }

    @Test
    void onlyMailsSaySomethingAndAllOfIt() {
        assertRefused("steps[0].subject", "not_allowed", step(DunningAction.RETRY, "s", "t"));
        assertRefused("steps[0].text", "required", step(DunningAction.MAIL, "s", null));
        assertRefused("steps[0].subject", "required", step(DunningAction.MAIL, null, "t"));
        assertRefused(
                "steps[1].text", "unknown_variable", step(DunningAction.MAIL), step(DunningAction.MAIL, "s", "{{x}}"));
    }

    @Test
    void aCurrencyHasOneMinimum() {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> DunningService.check(List.of(), List.of(new Money(1, EUR), new Money(2, EUR))))
                .satisfies(refused ->
                        assertThat(refused.errors().getFirst().field()).isEqualTo("minimums[1].currency"));
    }

    @Test
    void whatWasDueBeforeItWentToWorkIsLeftAlone() {
        DunningCampaign campaign = new DunningCampaign(
                UUID.randomUUID(),
                new NewDunningCampaign("Usual", false, List.of(step(DunningAction.MAIL)), List.of(new Money(500, EUR))),
                FIRST,
                Instant.EPOCH);
        campaign.change(new DunningCampaignChange("Other", null, null, null), LATER);
        assertThat(campaign.view().since()).isEqualTo(FIRST);
        campaign.change(new DunningCampaignChange(null, true, null, List.of()), LATER);
        assertThat(campaign.view().since()).isEqualTo(LATER);
        assertThat(campaign.view().name()).isEqualTo("Other");
        assertThat(campaign.view().minimums()).isEmpty();
        assertThat(campaign.view().steps()).containsExactly(step(DunningAction.MAIL));
        campaign.change(new DunningCampaignChange(null, true, null, null), LATER.plusDays(9));
        assertThat(campaign.view().since()).isEqualTo(LATER);
    }

    private static DunningCampaign campaign(boolean isDefault) {
        return new DunningCampaign(
                UUID.randomUUID(),
                new NewDunningCampaign("Usual", isDefault, List.of(step(DunningAction.MAIL)), List.of()),
                FIRST,
                Instant.EPOCH);
    }

    @Test
    void whatItHadBegunACampaignGoesOnWithWhenItIsSwitchedOffAndOnAgain() {
        DunningCampaign campaign = campaign(true);
        campaign.change(new DunningCampaignChange(null, false, null, null), LATER);
        assertThat(campaign.view().isDefault()).isFalse();
        campaign.change(new DunningCampaignChange(null, true, null, null), LATER.plusDays(1));
        assertThat(campaign.view().isDefault()).isTrue();
        assertThat(campaign.view().since()).isEqualTo(FIRST);
    }

    @Test
    void whatTheOneBeforeHadBegunItsSuccessorGoesOnWith() {
        DunningCampaign successor = campaign(false);
        successor.change(new DunningCampaignChange(null, true, null, null), LATER);
        successor.goOnFrom(FIRST.minusDays(9));
        assertThat(successor.view().since()).isEqualTo(FIRST.minusDays(9));
        successor.goOnFrom(LATER);
        assertThat(successor.view().since()).isEqualTo(FIRST.minusDays(9));
    }
}
