package dev.countinghouse.webhooks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this replica is delivering to one endpoint: what it has read and what is on its way, of a subject one at a time. An endpoint
 * that fails gets one message at a time, one that takes what it gets ever more at once. Used by one thread.
 */
final class WebhookLane {

    /** Messages that are on their way to one endpoint at once. */
    static final int AT_ONCE_MAX = 16;

    private final ClaimedEndpoint endpoint;
    private final Deque<WebhookMessage> waiting = new ArrayDeque<>();
    private final Set<UUID> sending = new HashSet<>(); // subjects
    private String url = "";
    private List<byte[]> secrets = List.of();
    private int version;
    private int atOnce = 1;
    private boolean mayHaveMore = true;
    private boolean over;
    private boolean leaving;

    WebhookLane(ClaimedEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    ClaimedEndpoint endpoint() {
        return endpoint;
    }

    String url() {
        return url;
    }

    /** That sign, the newest first. */
    List<byte[]> secrets() {
        return List.copyOf(secrets);
    }

    /** Of which something waits here or is on its way. */
    Set<UUID> busySubjects() {
        return Stream.concat(sending.stream(), waiting.stream().map(WebhookMessage::subjectId))
                .collect(Collectors.toSet());
    }

    /** Takes what was read; none of it is of a busy subject. */
    void take(WebhookWork.Batch batch) {
        mayHaveMore = batch.messages().size() == WebhookWork.MESSAGES_MOST || !isIdle();
        url = batch.url();
        secrets = batch.secrets();
        version = batch.version();
        over = batch.secrets().isEmpty();
        waiting.addAll(batch.messages());
    }

    /** The next message that may leave, and with it its subject is busy; empty when none may. */
    Optional<WebhookMessage> next() {
        if (over || leaving || sending.size() >= atOnce) {
            return Optional.empty();
        }
        for (Iterator<WebhookMessage> each = waiting.iterator(); each.hasNext(); ) {
            WebhookMessage message = each.next();
            if (sending.add(message.subjectId())) {
                each.remove();
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    /** Whether more could be on its way than there is. */
    boolean hasRoom() {
        return !over && !leaving && sending.size() < atOnce;
    }

    /** What is over; those of a subject that failed wait in the database. */
    void settled(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            sending.remove(outcome.subjectId());
            if (outcome.state() == DeliveryState.PENDING) {
                waiting.removeIf(message -> message.subjectId().equals(outcome.subjectId()));
            }
            atOnce = outcome.isDelivered() ? Math.min(AT_ONCE_MAX, atOnce * 2) : 1;
        }
    }

    /**
     * Whether the endpoint is as it was read; what waits is read anew when it is not.
     *
     * @param now its version
     */
    boolean isStill(int now) {
        boolean same = now == version;
        if (!same) {
            waiting.clear();
        }
        return same;
    }

    /** Nothing more leaves; what is on its way is waited for. */
    void end() {
        over = true;
        waiting.clear();
    }

    /** Whether nothing waits here and nothing is on its way. */
    boolean isIdle() {
        return waiting.isEmpty() && sending.isEmpty();
    }

    /** It was this replica's long enough: nothing more leaves, and what waits is read anew by who has it next. */
    void leave() {
        leaving = true;
        waiting.clear();
    }

    /** Whether it can be given back: nothing is on its way, and nothing was due besides when it was last looked, or it is to leave. */
    boolean isDone() {
        return isIdle() && (over || leaving || !mayHaveMore);
    }

    int onTheWay() {
        return sending.size();
    }

    /** Messages that cannot be sent, out of what waits. */
    List<WebhookMessage> withoutContent() {
        List<WebhookMessage> empty = new ArrayList<>(
                waiting.stream().filter(message -> !message.isThere()).toList());
        waiting.removeAll(empty);
        return empty;
    }
}
