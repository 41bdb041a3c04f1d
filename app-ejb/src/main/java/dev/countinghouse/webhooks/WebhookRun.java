package dev.countinghouse.webhooks;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.webhooks.domain.Attempt;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to the endpoints that this replica has claimed. One thread reads, writes and decides; each message is sent by a virtual
 * thread of its own, which touches neither the database nor anything of this. So an endpoint that hangs costs a thread that waits,
 * and nobody else any time.
 */
@ApplicationScoped
public class WebhookRun {

    private static final Logger LOG = Logger.getLogger(WebhookRun.class.getName());

    /** Messages on their way from one replica at once: of all tenants, and of one. */
    private static final int ALL_AT_ONCE = 512;

    private static final int TENANTS_AT_ONCE = 64;

    private static final int ENDPOINTS_AT_ONCE = 256;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(WebhookQueue.LEASE_SECONDS / 3);
    private static final long HELD_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long WAIT_MILLIS = 100;
    private static final long STOP_SECONDS = 5;
    private static final Duration KEPT = Duration.ofDays(30);

    @Inject
    WebhookQueue queue;

    @Inject
    WebhookWork work;

    @Inject
    WebhookAddresses addresses;

    @Inject
    @RealTime
    Clock clock;

    LongSupplier nanoTime = System::nanoTime;

    private final UUID lease = Ids.next(); // this replica's, as long as it runs
    private final ReentrantLock running = new ReentrantLock();
    private final Map<UUID, WebhookLane> lanes = new LinkedHashMap<>();
    private final Map<UUID, Long> lookedAt = new HashMap<>();
    private final Map<UUID, Long> heldSince = new HashMap<>();
    private final BlockingQueue<Done> done = new LinkedBlockingQueue<>();
    private long claimedAt;
    private long renewedAt;
    private int passes;
    private volatile boolean stopping;
    private volatile @Nullable String lastFailure;

    /** A message that was sent, well or not. */
    private record Done(WebhookLane lane, Outcome outcome) {}

    /** Delivers until nothing is left to do here, unless this replica is at it already. */
    public void tick() {
        if (stopping || !running.tryLock()) {
            return;
        }
        try {
            if (!lanes.isEmpty()) { // the tick before failed: what it had may be another replica's by now
                renew(nanoTime.getAsLong());
            }
            claim();
            while (!lanes.isEmpty() && !stopping) {
                pass();
            }
            if (stopping) {
                leave();
            }
            lastFailure = null;
        } catch (RuntimeException e) {
            note(e);
        } finally {
            running.unlock();
        }
    }

    /** Deletes the log of deliveries of events that are thirty days old. */
    public void forget() {
        try {
            while (queue.forget(clock.instant().minus(KEPT)) > 0) {
                LOG.fine("old deliveries are forgotten");
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "old deliveries could not be forgotten, it is tried again", e);
        }
    }

    /** Others need not wait for the leases to run out. What is on its way is not waited for: it is sent again when they have. */
    @PreDestroy
    void stop() {
        stopping = true;
        try {
            if (running.tryLock(STOP_SECONDS, TimeUnit.SECONDS)) { // the tick has given its endpoints back
                running.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave() {
        settle();
        lanes.values().forEach(WebhookLane::leave);
        release();
    }

    /** The database does not answer: the next tick goes on. Logged when it begins, not every second. */
    private void note(RuntimeException e) {
        String failure = String.valueOf(e.getMessage());
        if (!failure.equals(lastFailure)) {
            LOG.log(Level.WARNING, "webhooks cannot be delivered at present", e);
        }
        lastFailure = failure;
    }

    private void pass() {
        long now = nanoTime.getAsLong();
        if (now - renewedAt >= RENEW_NANOS) {
            renew(now);
        }
        if (now - claimedAt >= LOOK_NANOS) {
            claim();
        }
        for (WebhookLane lane : inTurn()) {
            guarded(lane, () -> serve(lane));
        }
        settle();
        lanes.forEach((id, lane) -> {
            if (now - heldSince.getOrDefault(id, now) >= HELD_NANOS) {
                lane.leave();
            }
        });
        release();
    }

    /** At each pass another one is the first, so that no tenant's first ones have all the room for good. */
    private List<WebhookLane> inTurn() {
        List<WebhookLane> all = new ArrayList<>(lanes.values());
        Collections.rotate(all, -(passes++ % Math.max(1, all.size())));
        return all;
    }

    private void claim() {
        claimedAt = nanoTime.getAsLong();
        int room = ENDPOINTS_AT_ONCE - lanes.size();
        if (room <= 0) {
            return;
        }
        if (lanes.isEmpty()) {
            renewedAt = claimedAt;
        }
        for (ClaimedEndpoint endpoint : queue.claim(lease, room)) {
            if (lanes.putIfAbsent(endpoint.id(), new WebhookLane(endpoint)) == null) {
                heldSince.put(endpoint.id(), claimedAt);
            }
        }
    }

    /** What another replica has by now is not ours to send. */
    private void renew(long now) {
        renewedAt = now;
        Set<UUID> kept = queue.renew(lease, lanes.keySet());
        lanes.keySet().retainAll(kept);
        forgetOthers();
    }

    /** One endpoint that cannot be worked on is left alone until its lease runs out; the others go on. */
    private void guarded(WebhookLane lane, Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    e,
                    () -> "webhook endpoint " + lane.endpoint().id() + " is left for a while");
            lanes.remove(lane.endpoint().id(), lane);
        }
    }

    private void serve(WebhookLane lane) {
        start(lane);
        UUID id = lane.endpoint().id();
        long now = nanoTime.getAsLong();
        @Nullable Long last = lookedAt.get(id);
        boolean soon = lane.isIdle() || last == null || now - last >= LOOK_NANOS;
        if (lane.hasRoom() && isRoom(lane) && soon) {
            lane.take(as(lane, () -> work.take(id, lane.busySubjects())));
            lookedAt.put(id, now);
            settle(lane, lane.withoutContent().stream().map(Outcome::nothing).toList());
            start(lane);
        }
    }

    private void start(WebhookLane lane) {
        while (isRoom(lane)) {
            WebhookMessage message = lane.next().orElse(null);
            if (message == null) {
                return;
            }
            String url = lane.url();
            List<byte[]> secrets = lane.secrets();
            Thread.ofVirtual().name("webhook").start(() -> done.add(new Done(lane, outcome(url, secrets, message))));
        }
    }

    private boolean isRoom(WebhookLane lane) {
        int all = 0;
        int tenants = 0;
        for (WebhookLane one : lanes.values()) {
            all += one.onTheWay();
            tenants += one.endpoint().tenant().equals(lane.endpoint().tenant()) ? one.onTheWay() : 0;
        }
        return all < ALL_AT_ONCE && tenants < TENANTS_AT_ONCE;
    }

    /** Whatever happens, there is one: a message without an outcome would be on its way for ever, and its lane with it. */
    private Outcome outcome(String url, List<byte[]> secrets, WebhookMessage message) {
        try {
            return Outcome.of(
                    message,
                    send(url, secrets, message),
                    ThreadLocalRandom.current().nextDouble());
        } catch (Throwable e) {
            LOG.log(Level.WARNING, e, () -> message + " could not be sent");
            return Outcome.of(message, Attempt.unanswered(Duration.ZERO, "It could not be sent"), 0);
        }
    }

    private Attempt send(String url, List<byte[]> secrets, WebhookMessage message) {
        byte[] body = message.body();
        String id = message.eventId().toString();
        long seconds = clock.instant().getEpochSecond();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(seconds));
        headers.put("webhook-signature", Signatures.header(secrets, id, seconds, body));
        return new WebhookSender(addresses.rules(), clock).send(url, headers, body);
    }

    /** Waits a moment for the first that comes back, and takes all that have. */
    private void settle() {
        List<Done> back = new ArrayList<>();
        try {
            Done first = done.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                back.add(first);
                done.drainTo(back);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
        Map<WebhookLane, List<Outcome>> byLane = new LinkedHashMap<>();
        for (Done one : back) {
            byLane.computeIfAbsent(one.lane(), lane -> new ArrayList<>()).add(one.outcome());
        }
        byLane.forEach((lane, outcomes) -> guarded(lane, () -> settle(lane, outcomes)));
    }

    /** What became of messages is written down also when the endpoint is another replica's by now. */
    private void settle(WebhookLane lane, Collection<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        List<Outcome> all = List.copyOf(outcomes);
        UUID id = lane.endpoint().id();
        @Nullable Integer version = as(lane, () -> work.settle(id, all));
        lane.settled(all);
        if (version == null) {
            lane.end();
        } else if (!lane.isStill(version)) {
            lookedAt.remove(id);
        }
    }

    /** Endpoints where nothing is due any more are anybody's. */
    private void release() {
        List<UUID> idle = lanes.values().stream()
                .filter(WebhookLane::isDone)
                .map(lane -> lane.endpoint().id())
                .toList();
        if (!idle.isEmpty()) {
            queue.release(lease, idle);
            idle.forEach(lanes::remove);
            forgetOthers();
        }
    }

    private void forgetOthers() {
        lookedAt.keySet().retainAll(lanes.keySet());
        heldSince.keySet().retainAll(lanes.keySet());
    }

    private static <T extends @Nullable Object> T as(WebhookLane lane, Supplier<T> what) {
        return CurrentScope.call(Scope.turn(lane.endpoint().tenant()), what);
    }
}
