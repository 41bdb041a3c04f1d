package dev.countinghouse.metering.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final EventFilter EU = filter(Map.of("region", Set.of("eu")));
    private static final EventFilter EU_OR_US = filter(Map.of("region", Set.of("eu", "us")));
    private static final EventFilter LARGE_EU = filter(Map.of("region", Set.of("eu"), "size", Set.of("large")));
    private static final Buckets BUCKETS = new Buckets(List.of(EU_OR_US, EU, LARGE_EU, EU));

    @Test
    void theMostSpecificFilterWins() {
        assertThat(BUCKETS.bucketOf(Map.of("region", "eu", "size", "large"))).isEqualTo(2);
        assertThat(BUCKETS.bucketOf(Map.of("region", "eu", "size", "small"))).isEqualTo(1); // fewer values
        assertThat(BUCKETS.bucketOf(Map.of("region", "us"))).isZero();
    }

    @Test
    void whatNoFilterHoldsIsInTheDefaultBucket() {
        assertThat(BUCKETS.bucketOf(Map.of("region", "asia"))).isEqualTo(Buckets.DEFAULT);
        assertThat(BUCKETS.bucketOf(Map.of())).isEqualTo(Buckets.DEFAULT);
        assertThat(new Buckets(List.of()).bucketOf(Map.of("region", "eu"))).isEqualTo(Buckets.DEFAULT);
        assertThat(new Buckets(List.of(LARGE_EU)).bucketOf(Map.of("size", "large")))
                .isEqualTo(Buckets.DEFAULT);
    }

    @Test
    void aFilterNamesPropertiesAndValues() {
        assertThatIllegalArgumentException().isThrownBy(() -> filter(Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> filter(Map.of("region", Set.of())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filter(Map.of("region", Set.of(), "size", Set.of("large"))));
    }

    @Test
    void aGroupIsOneCombinationOfItsKeysValues() {
        List<Map<String, String>> events =
                List.of(Map.of("region", "eu"), Map.of("region", "us", "size", "s"), Map.of("region", "eu"), Map.of());
        Map<List<String>, List<Map<String, String>>> groups =
                Buckets.groups(events, List.of("region", "size"), Function.identity());
        assertThat(groups.keySet()).containsExactlyInAnyOrder(List.of("eu", ""), List.of("us", "s"), List.of("", ""));
        assertThat(groups.get(List.of("eu", ""))).hasSize(2);
        assertThat(Buckets.groups(events, List.of(), Function.identity())).hasSize(1);
    }

    /** Each event is in exactly one bucket and one group, whatever order they come in. */
    @Property
    void bucketsAndGroupsSumToTheWhole(@ForAll("events") List<Map<String, String>> events, @ForAll long seed) {
        Map<Integer, List<Map<String, String>>> buckets = BUCKETS.split(events, Function.identity());
        Map<List<String>, List<Map<String, String>>> groups =
                Buckets.groups(events, List.of("region"), Function.identity());
        assertThat(flat(buckets.values())).containsExactlyInAnyOrderElementsOf(events);
        assertThat(flat(groups.values())).containsExactlyInAnyOrderElementsOf(events);
        List<Map<String, String>> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));
        BUCKETS.split(shuffled, Function.identity())
                .forEach((bucket, held) ->
                        assertThat(held).containsExactlyInAnyOrderElementsOf(buckets.getOrDefault(bucket, List.of())));
    }

    private static <E> List<E> flat(Collection<List<E>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }

    private static EventFilter filter(Map<String, Set<String>> values) {
        return new EventFilter(values);
    }

    @Provide
    Arbitrary<List<Map<String, String>>> events() {
        return Arbitraries.maps(Arbitraries.of("region", "size"), Arbitraries.of("eu", "us", "asia", "large", "small"))
                .ofMaxSize(2)
                .list()
                .ofMaxSize(10);
    }
}
