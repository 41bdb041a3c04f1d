package dev.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.problem.FieldError;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

    private static final int BATCH = 4_000;

    private static UsageLine line(long number, String sent) {
        return UsageLine.rejected(number, sent, new FieldError("line", "malformed", "is no JSON object"));
    }

    private static Iterator<UsageLine> lines(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(number -> line(number, ""))
                .iterator();
    }

    @Test
    void allLinesComeInTheirOrderInBatches() {
        try (ReadAhead ahead = new ReadAhead(lines(BATCH + 3))) {
            assertThat(ahead.next())
                    .hasSize(BATCH)
                    .first()
                    .extracting(UsageLine::number)
                    .isEqualTo(1L);
            assertThat(ahead.next()).extracting(UsageLine::number).containsExactly(BATCH + 1L, BATCH + 2L, BATCH + 3L);
            assertThat(ahead.next()).isEmpty();
        }
    }

    @Test
    void theNextBatchIsReadWhileTheLastIsWorkedOn() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Iterator<UsageLine> file = LongStream.rangeClosed(1, BATCH + 1)
                .mapToObj(number -> {
                    if (number > BATCH) {
                        begun.countDown();
                    }
                    return line(number, "");
                })
                .iterator();
        try (ReadAhead ahead = new ReadAhead(file)) {
            assertThat(ahead.next()).hasSize(BATCH);
            begun.await(); // without being asked for more
        }
    }

    @Test
    void longLinesMakeSmallBatches() {
        String long1MCharacters = "x".repeat(1_000_000);
        Iterator<UsageLine> file = LongStream.rangeClosed(1, 9)
                .mapToObj(number -> line(number, long1MCharacters))
                .iterator();
        try (ReadAhead ahead = new ReadAhead(file)) {
            assertThat(ahead.next()).hasSize(4);
            assertThat(ahead.next()).hasSize(4);
            assertThat(ahead.next()).hasSize(1);
        }
    }

    @Test
    void aFileThatCannotBeReadFailsWhereItIsAskedFor() {
        Iterator<UsageLine> broken = LongStream.rangeClosed(1, BATCH + 1)
                .mapToObj(number -> {
                    if (number > BATCH) {
                        throw new IllegalStateException("the sender is gone");
                    }
                    return line(number, "");
                })
                .iterator();
        try (ReadAhead ahead = new ReadAhead(broken)) {
            assertThat(ahead.next()).hasSize(BATCH);
            assertThatIllegalStateException().isThrownBy(ahead::next).withMessage("the sender is gone");
        }
    }

    @Test
    void nothingIsReadAfterItIsClosed() {
        long[] read = {0};
        Iterator<UsageLine> endless = LongStream.iterate(1, number -> number + 1)
                .mapToObj(number -> {
                    read[0]++;
                    return line(number, "");
                })
                .iterator();
        ReadAhead ahead = new ReadAhead(endless);
        ahead.next();
        ahead.close();
        long before = read[0];
        ahead.close();
        assertThat(read[0]).isEqualTo(before).isLessThanOrEqualTo(2L * BATCH);
    }
}
