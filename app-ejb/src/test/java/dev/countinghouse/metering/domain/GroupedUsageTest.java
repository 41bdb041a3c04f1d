package dev.countinghouse.metering.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is kept of events gives the quantities that the events give, however they were taken together. */
class GroupedUsageTest {

    private static final Instant FROM = Instant.parse("2024-03-30T22:30:00Z");
    private static final Instant TO = Instant.parse("2024-03-31T22:00:00Z");
    private static final WeightedSum DAY = new WeightedSum(FROM, TO);

    record Event(Sample sample, String region) {

        Map<String, String> group() {
            return region.isEmpty() ? Map.of() : Map.of("region", region);
        }
    }

    @Property
    void allGroupsTogetherAreTheWhole(@ForAll("events") List<Event> events) {
        assertSame(kept(events), events);
    }

    @Property
    void someGroupsAreTheirEvents(@ForAll("events") List<Event> events) {
        EventFilter filter = new EventFilter(Map.of("region", Set.of("eu", "us")));
        assertSame(
                kept(events).only(filter::holds),
                events.stream().filter(event -> filter.holds(event.group())).toList());
    }

    private static void assertSame(GroupedUsage kept, List<Event> events) {
        List<Sample> samples = events.stream().map(Event::sample).toList();
        for (AggregationRule rule : AggregationRule.values()) {
            assertThat(rule.of(kept)).as(rule.name()).isEqualTo(rule.of(samples));
        }
        assertThat(DAY.of(kept)).isEqualTo(DAY.of(BigDecimal.ZERO, samples));
    }

    private static GroupedUsage kept(List<Event> events) {
        Map<Map<String, String>, UsageTotals> totals = new HashMap<>();
        Map<String, Set<Map<String, String>>> groupsByKey = new HashMap<>();
        for (Event event : events) {
            totals.merge(event.group(), totals(event.sample()), UsageTotals::plus);
            groupsByKey
                    .computeIfAbsent(event.sample().key(), ignored -> new HashSet<>())
                    .add(event.group());
        }
        return new GroupedUsage(
                totals, groupsByKey.values().stream().collect(Collectors.toMap(used -> used, used -> 1L, Long::sum)));
    }

    private static UsageTotals totals(Sample sample) {
        BigDecimal left = BigDecimal.valueOf(Duration.between(sample.at(), TO).toNanos() / 1_000);
        return new UsageTotals(
                1,
                sample.value(),
                sample.value(),
                sample.value(),
                new UsageTotals.Last(sample.at(), new UUID(0x7000, sample.sequence()), sample.value()),
                sample.value().multiply(left));
    }

    /** Some at the same instant; recorded in any order. */
    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Event> event = Combinators.combine(
                        Arbitraries.longs()
                                .between(0, Duration.between(FROM, TO).toSeconds() / 9_000 - 1),
                        Arbitraries.longs().between(0, 1_000_000_000),
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("-1000"), new BigDecimal("1000"))
                                .ofScale(12),
                        Arbitraries.of("", "eu", "us", "ap"))
                .as((at, sequence, key, value, region) ->
                        new Event(new Sample(FROM.plusSeconds(at * 9_000), sequence, key, value), region));
        return event.list().ofMaxSize(12).uniqueElements(one -> one.sample().sequence());
    }
}
