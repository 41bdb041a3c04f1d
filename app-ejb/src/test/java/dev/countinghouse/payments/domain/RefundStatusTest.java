package dev.countinghouse.payments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RefundStatusTest {

    private static final Set<String> ALLOWED = Set.of(
            "PENDING UNKNOWN",
            "PENDING SUCCEEDED",
            "PENDING FAILED",
            "UNKNOWN PENDING",
            "UNKNOWN SUCCEEDED",
            "UNKNOWN FAILED",
            "SUCCEEDED FAILED");

    private static final Set<String> LINKS =
            Set.of("CREATED OPEN", "CREATED PAID", "CREATED EXPIRED", "CREATED FAILED", "OPEN PAID", "OPEN EXPIRED");

    @Property
    void thereAreNoOtherStepsThanTheDocumentedOnes(@ForAll RefundStatus one, @ForAll RefundStatus other) {
        assertThat(one.next().contains(other)).isEqualTo(ALLOWED.contains(one + " " + other));
    }

    @Property
    void aLinkTakesNoOtherStepsThanTheDocumentedOnes(@ForAll LinkStatus one, @ForAll LinkStatus other) {
        assertThat(one.next().contains(other)).isEqualTo(LINKS.contains(one + " " + other));
    }

    @Property
    void answersInAnyOrderTakeAllowedStepsAloneAndWhatHasFailedStaysSo(
            @ForAll RefundStatus start, @ForAll List<RefundStatus> answers) {
        RefundStatus status = start;
        for (RefundStatus answer : answers) {
            RefundStatus next = status.after(answer);
            assertThat(next == status || ALLOWED.contains(status + " " + next)).isTrue();
            assertThat(next.after(answer)).as("the same answer again").isEqualTo(next);
            assertThat(status == RefundStatus.FAILED && next != status).isFalse();
            assertThat(!status.isOpen() && next.isOpen())
                    .as("what is known is not forgotten")
                    .isFalse();
            status = next;
        }
    }
}
