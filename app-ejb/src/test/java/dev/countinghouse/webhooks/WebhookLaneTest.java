package dev.countinghouse.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.tenancy.Tenant;
import dev.countinghouse.webhooks.domain.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WebhookLaneTest {

    private static final UUID ADA = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);

    private final WebhookLane lane = new WebhookLane(
            new ClaimedEndpoint(new Tenant(new UUID(1, 0), "acme", "tenant_acme", "1", false), new UUID(2, 0)));

    private static WebhookMessage message(int number, UUID subject) {
        return new WebhookMessage(new UUID(3, number), "customer.updated", subject, 0, Instant.EPOCH, "{}");
    }

    private void take(WebhookMessage... messages) {
        lane.take(new WebhookWork.Batch("https://hooks.example.com/", List.of(new byte[32]), 1, List.of(messages)));
    }

    private List<WebhookMessage> leaving() {
        List<WebhookMessage> all = new ArrayList<>();
        for (Optional<WebhookMessage> next = lane.next(); next.isPresent(); next = lane.next()) {
            all.add(next.get());
        }
        return all;
    }

    private void back(WebhookMessage message, int status) {
        lane.settled(List.of(Outcome.of(message, Attempt.answered(status, Duration.ZERO, null), 0)));
    }

    @Test
    void ofASubjectOneIsOnItsWayAtATime() {
        WebhookMessage first = message(1, ADA);
        WebhookMessage second = message(2, ADA);
        WebhookMessage other = message(3, BOB);
        take(first, second, other);
        assertThat(leaving()).containsExactly(first);
        back(first, 200);
        assertThat(leaving()).containsExactly(second, other);
        assertThat(lane.busySubjects()).containsExactlyInAnyOrder(ADA, BOB);
    }

    @Test
    void whatFailsHoldsBackItsSubjectAlone() {
        WebhookMessage first = message(1, ADA);
        WebhookMessage other = message(3, BOB);
        take(first, message(2, ADA), other);
        leaving();
        back(first, 500);
        assertThat(leaving()).containsExactly(other);
        back(other, 200);
        assertThat(lane.isIdle()).isTrue();
    }

    @Test
    void whatIsGivenUpHoldsBackNobody() {
        WebhookMessage last = new WebhookMessage(new UUID(3, 1), "customer.updated", ADA, 9, Instant.EPOCH, "{}");
        WebhookMessage next = message(2, ADA);
        take(last, next);
        leaving();
        back(last, 500);
        assertThat(leaving()).containsExactly(next);
    }

    @Test
    void whoTakesWhatHeGetsGetsEverMoreAtOnceAndWhoFailsOneAtATime() {
        take(IntStream.range(1, 65).mapToObj(i -> message(i, new UUID(9, i))).toArray(WebhookMessage[]::new));
        assertThat(lane.isDone()).isFalse();
        List<Integer> atOnce = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            List<WebhookMessage> sent = leaving();
            atOnce.add(lane.onTheWay());
            back(sent.getFirst(), 200);
            sent.subList(1, sent.size()).forEach(message -> back(message, 200));
        }
        assertThat(atOnce.getFirst()).isEqualTo(1);
        assertThat(atOnce.getLast()).isEqualTo(WebhookLane.AT_ONCE_MAX);
        List<WebhookMessage> sent = leaving();
        sent.forEach(message -> back(message, 500));
        assertThat(leaving()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void anEndpointThatWasChangedIsReadAnew() {
        take(message(1, ADA), message(2, ADA));
        leaving();
        assertThat(lane.isStill(1)).isTrue();
        assertThat(lane.isStill(2)).isFalse();
        back(message(1, ADA), 200);
        assertThat(leaving()).isEmpty();
    }

    @Test
    void nothingLeavesForAnEndpointThatIsOver() {
        lane.take(new WebhookWork.Batch("", List.of(), 0, List.of()));
        assertThat(lane.hasRoom()).isFalse();
        assertThat(lane.isDone()).isTrue();
    }

    @Test
    void whatIsTooMuchForAReceiverIsLeftOut() {
        String much = "{\"note\": \"" + "x".repeat(20_000) + "\"}";
        WebhookMessage message = new WebhookMessage(ADA, "customer.updated", BOB, 0, Instant.EPOCH, much);
        assertThat(new String(message.body()))
                .contains("\"truncated\":true", BOB.toString())
                .hasSizeLessThan(300);
    }
}
