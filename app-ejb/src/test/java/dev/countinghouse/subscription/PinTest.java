package dev.countinghouse.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.subscription.domain.PauseKind;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Periods.Cut;
import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.time.ServicePeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From 1 June 2023 on by calendar months, paused and resumed. */
class PinTest {

    private static final UUID ID = new UUID(1, 1);
    private static final UUID VERSION = new UUID(2, 1);
    private static final SubscriptionItem FIRST = new SubscriptionItem(ID, ID, VERSION, 1);

    @Test
    void daysOfAPauseAreNotBilled() {
        List<Pin> pins = pins(pause("2023-06-11", "2023-07-01"), resume("2023-06-21"));
        assertThat(Pin.on(pins, day("2023-06-10")).isBilled()).isTrue();
        assertThat(Pin.on(pins, day("2023-06-11")).isBilled()).isFalse();
        assertThat(Pin.on(pins, day("2023-06-20")).isBilled()).isFalse();
        assertThat(Pin.on(pins, day("2023-06-21")).isBilled()).isTrue();
    }

    @Test
    void aPeriodGoesOnWhereItWasPausedWithinAfterItsFeesWereBilled() {
        Periods periods = periods(pause("2023-06-11", "2023-07-01"), resume("2023-06-21"));
        assertThat(periods.goesOn(period("2023-06-21", "2023-07-01"))).isTrue();
        assertThat(periods.goesOn(period("2023-06-01", "2023-06-11"))).isFalse();
        assertThat(periods.goesOn(period("2023-07-01", "2023-08-01"))).isFalse();
        assertThat(periods.paidUntil(0)).isEqualTo("2023-07-01");
        assertThat(periods.paidUntil(1)).isNull();
    }

    @Test
    void noneGoesOnWhereThePauseBeganInAnotherPeriodOrBeforeFeesWereBilled() {
        assertThat(periods(pause("2023-06-11", "2023-07-01"), resume("2023-07-21"))
                        .goesOn(period("2023-07-21", "2023-08-01")))
                .isFalse();
        assertThat(periods(pause("2023-06-11", null), resume("2023-06-21")).goesOn(period("2023-06-21", "2023-07-01")))
                .isFalse();
    }

    private static Periods periods(SubscriptionItem... later) {
        LocalDate start = day("2023-06-01");
        return Pin.periods(
                pins(later), new BillingCycle(BillingCycle.Unit.MONTH, 1, BillingCycle.Anchor.CALENDAR, start));
    }

    private static List<Pin> pins(SubscriptionItem... later) {
        List<SubscriptionItem> items = new ArrayList<>(List.of(later));
        items.add(FIRST);
        return Objects.requireNonNull(Pin.of(items).get(ID));
    }

    private static SubscriptionItem pause(String day, @Nullable String paidUntil) {
        return FIRST.paused(
                UUID.randomUUID(),
                PauseKind.SERVICE,
                new Cut(day(day), paidUntil == null ? null : LocalDate.parse(paidUntil)));
    }

    private static SubscriptionItem resume(String day) {
        return FIRST.cutAt(UUID.randomUUID(), VERSION, new Cut(day(day), null));
    }

    private static ServicePeriod period(String start, String end) {
        return new ServicePeriod(day(start), day(end));
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
