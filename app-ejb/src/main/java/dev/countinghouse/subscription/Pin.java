package dev.countinghouse.subscription;

import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.PinnedDays;
import dev.countinghouse.time.BillingCycle;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A version that a subscription is, was or will be pinned to, with its days. */
record Pin(SubscriptionItem item, PinnedDays days) {

    /** The pins of subscriptions, each subscription's in the order of their days. */
    static Map<UUID, List<Pin>> of(List<SubscriptionItem> items) {
        return items.stream()
                .collect(Collectors.groupingBy(
                        SubscriptionItem::subscriptionId,
                        Collectors.collectingAndThen(Collectors.toList(), Pin::following)));
    }

    private static List<Pin> following(List<SubscriptionItem> items) {
        List<SubscriptionItem> ordered = items.stream()
                .sorted(Comparator.comparing(
                        SubscriptionItem::effectiveOn, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
        List<PinnedDays> days = PinnedDays.following(
                ordered.stream().map(SubscriptionItem::effectiveOn).toList());
        List<Pin> pins = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            pins.add(new Pin(ordered.get(i), days.get(i)));
        }
        return pins;
    }

    /** The one that holds on a day: of all days, one does. */
    static Pin on(List<Pin> pins, LocalDate day) {
        return pins.stream().filter(pin -> pin.days().hold(day)).findFirst().orElseThrow();
    }

    /** The periods that pins cut. */
    static Periods periods(List<Pin> pins, BillingCycle cycle) {
        List<Periods.Cut> cuts = new ArrayList<>();
        Set<LocalDate> resumed = new HashSet<>();
        Periods.@Nullable Cut pause = null;
        for (Pin pin : pins) {
            Periods.Cut cut = pin.item().cut().orElse(null);
            if (cut != null) {
                cuts.add(cut);
                if (pause != null
                        && pause.paidUntil() != null
                        && cycle.indexOf(pause.day()) == cycle.indexOf(cut.day())) {
                    resumed.add(cut.day());
                }
            }
            pause = pin.isBilled() ? null : cut;
        }
        return new Periods(cycle, cuts, resumed);
    }

    /** Whether its days are billed: it is no pause. */
    boolean isBilled() {
        return item.pause() == null;
    }

    UUID versionId() {
        return item.planVersionId();
    }
}
