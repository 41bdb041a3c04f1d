package dev.countinghouse.payments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptStatusTest {

    private static final Set<String> ALLOWED = Set.of(
            "CREATED PROCESSING",
            "PROCESSING REQUIRES_ACTION",
            "PROCESSING SUCCEEDED",
            "PROCESSING FAILED",
            "PROCESSING UNKNOWN",
            "REQUIRES_ACTION SUCCEEDED",
            "REQUIRES_ACTION FAILED",
            "UNKNOWN PROCESSING",
            "UNKNOWN REQUIRES_ACTION",
            "UNKNOWN SUCCEEDED",
            "UNKNOWN FAILED");

    @Property
    void thereAreNoOtherStepsThanTheDocumentedOnes(@ForAll AttemptStatus one, @ForAll AttemptStatus other) {
        assertThat(one.canBecome(other)).isEqualTo(ALLOWED.contains(one + " " + other));
    }

    @Property
    void answersInAnyOrderAndHoweverOftenTakeAllowedStepsAloneAndWhatIsOverStays(
            @ForAll AttemptStatus start, @ForAll List<AttemptStatus> answers) {
        AttemptStatus status = start;
        for (AttemptStatus answer : answers) {
            AttemptStatus next = status.after(answer);
            assertThat(next == status || ALLOWED.contains(status + " " + next)).isTrue();
            assertThat(next.after(answer)).as("the same answer again").isEqualTo(next);
            if (!status.isOpen()) {
                assertThat(next).isEqualTo(status);
            }
            status = next;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CREATED,true",
        "PROCESSING,true",
        "REQUIRES_ACTION,true",
        "UNKNOWN,true",
        "SUCCEEDED,false",
        "FAILED,false"
    })
    void onlyWhatSucceededOrFailedIsOver(AttemptStatus status, boolean open) {
        assertThat(status.isOpen()).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({"1,2", "2,4", "5,32", "12,3600", "13,3600", "2147483647,3600"})
    void theGatewayIsAskedLessAndLessOftenButAtLeastHourly(int asked, long seconds) {
        assertThat(CheckTimes.after(asked)).hasSeconds(seconds);
    }
}
