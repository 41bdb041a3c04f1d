package dev.countinghouse.bench;

import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.Price;
import dev.countinghouse.rating.domain.RatedPart;
import dev.countinghouse.rating.domain.Tier;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How many usage lines the product's rules rate and round in a second, in one thread: standard, package, graduated and volume
 * prices by turns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RatingBenchmark {

    private static final int LINES = 1_024;
    private static final long SEED = 20_261_126;
    private static final Currency EUR = Currency.getInstance("EUR");

    private final List<Price> prices = List.of(
            new Price.Standard(new BigDecimal("0.0125")),
            new Price.Packages(new BigDecimal("1000"), new BigDecimal("4.99"), new BigDecimal("500")),
            new Price.Graduated(tiers()),
            new Price.Volume(tiers()));
    private final BigDecimal[] quantities = new BigDecimal[LINES];

    /** Quantities from none to a million, some with decimals. */
    public RatingBenchmark() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < LINES; i++) {
            quantities[i] = BigDecimal.valueOf(random.nextLong(1_000_000), random.nextInt(4));
        }
    }

    private static List<Tier> tiers() {
        return List.of(
                new Tier(new BigDecimal("1000"), new BigDecimal("0.05"), BigDecimal.ZERO),
                new Tier(new BigDecimal("100000"), new BigDecimal("0.02"), new BigDecimal("5")),
                new Tier(null, new BigDecimal("0.0075"), BigDecimal.ZERO));
    }

    /** Rates each quantity, and rounds each of its parts. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void rate(Blackhole seen) {
        for (int i = 0; i < LINES; i++) {
            for (RatedPart part : prices.get(i % prices.size()).rate(quantities[i])) {
                seen.consume(Money.halfUp(part.amount(), EUR));
            }
        }
    }

    /** Lines a second, in a Java process of its own. */
    static double linesPerSecond(int seconds) {
        try {
            RunResult result = new Runner(new OptionsBuilder()
                            .include(RatingBenchmark.class.getName())
                            .forks(1)
                            .warmupIterations(seconds)
                            .warmupTime(TimeValue.seconds(1))
                            .measurementIterations(seconds)
                            .measurementTime(TimeValue.seconds(1))
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .runSingle();
            return result.getPrimaryResult().getScore();
        } catch (RunnerException e) {
            throw new IllegalStateException("Rating could not be measured", e);
        }
    }
}
