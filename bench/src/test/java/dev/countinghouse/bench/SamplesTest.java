package dev.countinghouse.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void aPercentileIsTheNearestRank() {
        Samples hundred = of(IntStream.rangeClosed(1, 100).toArray());

        assertThat(hundred.median()).isEqualTo(50);
        assertThat(hundred.p95()).isEqualTo(95);
        assertThat(hundred.percentile(0.951)).isEqualTo(96);
        assertThat(hundred.percentile(1)).isEqualTo(100);
    }

    @Test
    void aPercentileIsAValueThatWasMeasured() {
        assertThat(of(4, 1, 3, 2).median()).isEqualTo(2);
        assertThat(of(7).p95()).isEqualTo(7);
        assertThat(of(7).percentile(0.001)).isEqualTo(7);
    }

    @Test
    void nothingMeasuredHasNoPercentile() {
        assertThatIllegalStateException().isThrownBy(new Samples()::median);
    }

    private static Samples of(int... values) {
        Samples samples = new Samples();
        for (int value : values) {
            samples.add(value);
        }
        return samples;
    }
}
