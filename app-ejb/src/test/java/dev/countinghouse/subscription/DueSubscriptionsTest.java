package dev.countinghouse.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.subscription.domain.GracePeriod;
import dev.countinghouse.subscription.domain.GracePeriods;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DueSubscriptionsTest {

    private static final Instant NOW = Instant.parse("2023-09-15T00:00:00Z");

    private final Kept kept = new Kept();
    private final Grace grace = new Grace();
    private final DueSubscriptions due = due();

    @Test
    void whatFallsDueIsTakenEarliestFirst() {
        kept.add(1, "2023-09-10");
        kept.add(2, "2023-09-05");
        assertThat(taken()).containsExactly("2 at 2023-09-05", "1 at 2023-09-10");
    }

    @Test
    void aSubscriptionIsTakenOncePerCallAndMovesOn() {
        kept.add(1, "2023-07-01");
        assertThat(taken()).containsExactly("1 at 2023-07-01");
        assertThat(taken()).containsExactly("1 at 2023-08-01");
        assertThat(taken()).containsExactly("1 at 2023-09-01");
        assertThat(taken()).isEmpty();
    }

    /** As if the run had never been late: nothing is billed before what fell due earlier. */
    @Test
    void catchingUpIsInTheOrderOfTime() {
        kept.add(1, "2023-06-01");
        kept.add(2, "2023-06-15");
        kept.add(3, "2023-08-20");
        List<String> order = new ArrayList<>();
        for (List<String> call = taken(); !call.isEmpty(); call = taken()) {
            order.addAll(call);
        }
        assertThat(order)
                .containsExactly(
                        "1 at 2023-06-01",
                        "2 at 2023-06-15",
                        "1 at 2023-07-01",
                        "2 at 2023-07-01",
                        "1 at 2023-08-01",
                        "2 at 2023-08-01",
                        "3 at 2023-08-20",
                        "1 at 2023-09-01",
                        "2 at 2023-09-01",
                        "3 at 2023-09-01");
    }

    /** The first invoice of the third is in the midst of the grace of the others. */
    @Test
    void anInvoiceWithGraceIsFinalizedWhenThatIsOverInTheOrderOfTime() {
        grace.days = 10;
        kept.add(1, "2023-07-01");
        kept.add(2, "2023-07-15");
        kept.add(3, "2023-08-05");
        List<String> order = new ArrayList<>();
        List<String> drafts = new ArrayList<>();
        for (TakenBoundaries call = due.take(NOW, 10); !call.isEmpty(); call = due.take(NOW, 10)) {
            call.items().forEach(item -> order.add(shown(item.billing())));
            call.drafts().forEach(draft -> drafts.add(shown(draft.billing())));
        }
        assertThat(order)
                .containsExactly(
                        "1 at 2023-07-01",
                        "2 at 2023-07-15",
                        "3 at 2023-08-05",
                        "1 at 2023-08-11",
                        "2 at 2023-08-11",
                        "3 at 2023-09-11",
                        "1 at 2023-09-11",
                        "2 at 2023-09-11");
        assertThat(drafts)
                .as("each is one once")
                .containsExactly(
                        "1 at 2023-08-11", "2 at 2023-08-11", "3 at 2023-09-11", "1 at 2023-09-11", "2 at 2023-09-11");
    }

    @Test
    void aCustomerCanHaveGraceOfHisOwn() {
        grace.days = 10;
        grace.own = Map.of(new UUID(1, 2), new GracePeriod(0), new UUID(1, 3), new GracePeriod(20));
        kept.add(1, "2023-07-01");
        kept.add(2, "2023-07-01");
        kept.add(3, "2023-07-01");
        List<String> order = new ArrayList<>();
        for (TakenBoundaries call = due.take(NOW, 10); !call.isEmpty(); call = due.take(NOW, 10)) {
            call.items().forEach(item -> order.add(shown(item.billing())));
        }
        assertThat(order)
                .containsExactly(
                        "1 at 2023-07-01",
                        "2 at 2023-07-01",
                        "3 at 2023-07-01",
                        "2 at 2023-08-01",
                        "1 at 2023-08-11",
                        "3 at 2023-08-21",
                        "2 at 2023-09-01",
                        "1 at 2023-09-11");
    }

    @Test
    void aDraftWaitsLongerWhenTheGraceIsLongerByThen() {
        grace.days = 10;
        kept.add(1, "2023-08-01");
        assertThat(taken()).containsExactly("1 at 2023-08-01");
        assertThat(due.take(NOW, 10).drafts()).hasSize(1);
        grace.days = 12;
        TakenBoundaries longer = due.take(NOW, 10);
        assertThat(longer.subscriptions()).isEqualTo(1);
        assertThat(longer.items()).isEmpty();
        assertThat(longer.drafts()).as("it has been one before").isEmpty();
        assertThat(taken()).containsExactly("1 at 2023-09-13");
        assertThat(due.take(NOW, 10).isEmpty()).isTrue();
    }

    /** July's invoice was finalized on 20 September, when August had ended long before. */
    @Test
    void aBoundaryThatPassedWhileTheOneBeforeWasADraftIsNotDatedBeforeIt() {
        kept.add(1, "2023-07-01");
        taken();
        grace.days = 30;
        assertThat(due.take(Instant.parse("2023-08-02T00:00:00Z"), 10).drafts()).hasSize(1);
        Instant late = Instant.parse("2023-09-20T00:00:00Z");
        grace.days = 1;
        TakenBoundaries finalized =
                due.takeDraft(new UUID(0, 1), late).orElseThrow().taken();
        assertThat(finalized.items()).extracting(item -> shown(item.billing())).containsExactly("1 at 2023-09-20");
        assertThat(finalized.drafts()).as("the grace of August is over too").isEmpty();
        assertThat(due.take(late, 10).items())
                .extracting(item -> shown(item.billing()))
                .containsExactly("1 at 2023-09-20");
    }

    @Test
    void aSubscriptionThatEndsHoldsNothingBack() {
        kept.add(1, "2023-06-01", "2023-06-10");
        kept.add(2, "2023-09-01");
        assertThat(taken()).containsExactly("1 at 2023-06-01");
        assertThat(taken()).containsExactly("1 at 2023-06-10", "2 at 2023-09-01");
    }

    @Test
    void itsItemsComeWithTheTermsTheyWereAgreedUnder() {
        kept.add(1, "2023-09-01");
        DueItem item = due.take(NOW, 10).items().getFirst();
        assertThat(item.quantity(item.billing().begun())).isEqualTo(3);
        assertThat(item.terms().code()).isEqualTo("team");
        assertThat(item.billing().begun().end()).isEqualTo("2023-10-01");
    }

    /** July is billed by the first version in advance and in arrears, August by the second, whenever that is done. */
    @Test
    void eachPeriodIsBilledByTheVersionThatItBeginsUnderAlsoWhenCatchingUp() {
        kept.add(1, "2023-06-10");
        kept.move(1, "2023-08-01");
        assertThat(billed()).containsExactly("v1 begins 2023-06-10");
        assertThat(billed()).containsExactly("v1 ends 2023-06-10", "v1 begins 2023-07-01");
        assertThat(billed()).containsExactly("v1 ends 2023-07-01", "v2 begins 2023-08-01");
        assertThat(billed()).containsExactly("v2 ends 2023-08-01", "v2 begins 2023-09-01");
    }

    /** Usage of its periods may come late. */
    @Test
    void aVersionThatWasLeftIsStillTakenAndOneToComeIsNot() {
        kept.add(1, "2023-07-01");
        kept.move(1, "2023-08-01");
        assertThat(due.take(NOW, 10).items())
                .extracting(item -> item.terms().number())
                .containsExactly(1);
        assertThat(due.take(NOW, 10).items())
                .extracting(item -> item.terms().number())
                .containsExactly(1, 2);
        assertThat(due.take(NOW, 10).items())
                .extracting(item -> item.terms().number())
                .containsExactly(1, 2);
    }

    /** What each version bills at the next boundary. */
    private List<String> billed() {
        List<String> billed = new ArrayList<>();
        for (DueItem item : due.take(NOW, 10).items()) {
            ServicePeriod ended = item.billing().ended();
            if (ended != null && item.bills(ended)) {
                billed.add("v" + item.terms().number() + " ends " + ended.start());
            }
            if (item.bills(item.billing().begun())) {
                billed.add("v" + item.terms().number() + " begins "
                        + item.billing().begun().start());
            }
        }
        return billed;
    }

    private List<String> taken() {
        return due.take(NOW, 10).items().stream()
                .map(item -> shown(item.billing()))
                .toList();
    }

    private static String shown(DueBilling billing) {
        return billing.subscriptionId().getLeastSignificantBits() + " at "
                + LocalDate.ofInstant(billing.at(), ZoneOffset.UTC);
    }

    private DueSubscriptions due() {
        DueSubscriptions made = new DueSubscriptions();
        made.subscriptions = kept;
        made.drafts = grace;
        made.quantities = new NeverChanged();
        made.catalog = new OnePlan();
        return made;
    }

    private static Instant dueAt(Subscription subscription) {
        return Objects.requireNonNullElse(subscription.dueAt(), Instant.MAX);
    }

    /** Subscriptions kept in memory, each with one item. */
    private static final class Kept extends SubscriptionRepository {

        private final List<Subscription> rows = new ArrayList<>();
        private final Map<UUID, LocalDate> moved = new HashMap<>();

        void move(int number, String firstDay) {
            moved.put(new UUID(0, number), LocalDate.parse(firstDay));
        }

        void add(int number, String start) {
            add(number, start, "2100-01-01");
        }

        void add(int number, String start, String end) {
            rows.add(new Subscription(
                    new UUID(0, number),
                    SomeTerms.wanted(LocalDate.parse(start), LocalDate.parse(end), 3),
                    SomeTerms.customer(new UUID(1, number), ZoneOffset.UTC),
                    SomeTerms.version(1),
                    NOW));
        }

        @Override
        List<Subscription> lockDue(Instant asOf, int limit) {
            return rows.stream()
                    .filter(row -> !dueAt(row).isAfter(asOf))
                    .sorted(Comparator.comparing(DueSubscriptionsTest::dueAt).thenComparing(Subscription::id))
                    .limit(limit)
                    .toList();
        }

        @Override
        Subscription require(UUID id) {
            return rows.stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
        }

        @Override
        void writeMoved(List<Subscription> billed) {
            // what is kept in memory has moved by itself
        }

        @Override
        List<SubscriptionItem> items(Collection<UUID> subscriptionIds) {
            return subscriptionIds.stream()
                    .flatMap(id -> {
                        SubscriptionItem first = new SubscriptionItem(id, id, OnePlan.VERSION, 3);
                        LocalDate moves = moved.get(id);
                        return moves == null
                                ? Stream.of(first)
                                : Stream.of(
                                        first.movedTo(
                                                new UUID(3, id.getLeastSignificantBits()),
                                                SomeTerms.version(2).versionId(),
                                                moves),
                                        first);
                    })
                    .toList();
        }
    }

    /** The tenant's setting, and what is kept. */
    private final class Grace extends DraftRepository {

        private int days;
        private Map<UUID, GracePeriod> own = Map.of();

        @Override
        Optional<Subscription> lock(UUID id) {
            return kept.rows.stream()
                    .filter(row -> row.id().equals(id) && row.draftUntil() != null)
                    .findFirst();
        }

        @Override
        GracePeriods gracePeriods(Collection<UUID> customers) {
            return new GracePeriods(new GracePeriod(days), own);
        }
    }

    /** Every quantity is what its subscription began with. */
    private static final class NeverChanged extends QuantityRepository {

        @Override
        Map<UUID, Quantities> of(List<SubscriptionItem> items) {
            return items.stream()
                    .collect(Collectors.toMap(
                            SubscriptionItem::subscriptionId,
                            item -> Quantities.always(item.quantity()),
                            (one, same) -> one));
        }
    }

    /** A catalog of one plan in two versions. */
    private static final class OnePlan extends Catalog {

        private static final UUID VERSION = SomeTerms.version(1).versionId();

        @Override
        public Map<UUID, PlanTerms> terms(Collection<UUID> versionIds) {
            return versionIds.stream()
                    .distinct()
                    .collect(
                            Collectors.toMap(Function.identity(), id -> SomeTerms.version(id.equals(VERSION) ? 1 : 2)));
        }
    }
}
