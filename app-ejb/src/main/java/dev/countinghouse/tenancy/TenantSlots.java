package dev.countinghouse.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * How much of this replica each tenant has. Work needs a slot; a tenant has as many as its tier says, and while others are at
 * work no more than a share of the processors, so that one tenant's flood leaves the others their speed. Who finds no slot
 * waits in line, holding no connection, and for a limited time. Holds always: a tenant that does nothing is not remembered.
 */
@ApplicationScoped
public class TenantSlots {

    /** How long a request waits in line. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long PRESENCE_NANOS = TimeUnit.SECONDS.toNanos(1); // who was at work so recently comes again
    private static final int PLACES_ALONE =
            2_000; // in work or in line; each keeps a thread, which nobody else needs then
    private static final int PLACES = 192; // of all tenants, when there are several; fewer than the server has threads
    private static final int PLACES_PER_SLOT = 3; // that a tenant has however many there are
    private static final int STREAMS_PER_TENANT = 2;

    @Inject
    @ConfigProperty(name = "countinghouse.tenant.slots-beside-others", defaultValue = "0")
    int slotsBesideOthers;

    LongSupplier nanoTime = System::nanoTime;

    private final int placesAlone;
    private final int places;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UUID, Share> shares = new HashMap<>();
    private @Nullable UUID latest; // the tenant that was seen at work last
    private long latestAt;
    private long othersAt; // when any other tenant was
    private boolean othersKnown;

    /** The container's: as many places as its threads allow. */
    public TenantSlots() {
        this(PLACES_ALONE, PLACES);
    }

    /**
     * With so many places.
     *
     * @param placesAlone requests in work and in line that a tenant may have while no other is here
     * @param places what is shared out when others are
     */
    public TenantSlots(int placesAlone, int places) {
        this.placesAlone = placesAlone;
        this.places = places;
    }

    /** The right to work for a tenant until it is closed. Closing twice is closing once. */
    public final class Slot implements AutoCloseable {

        private final UUID tenantId;
        private final boolean stream;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Slot(UUID tenantId, boolean stream) {
            this.tenantId = tenantId;
            this.stream = stream;
        }

        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            lock.lock();
            try {
                giveBack(tenantId, stream);
            } finally {
                lock.unlock();
            }
        }
    }

    /** What a tenant has in work and in line. Made by the first, dropped with the last. */
    private static final class Share {

        private final Deque<CountDownLatch> line = new ArrayDeque<>(); // a latch leaves the line when it is let in
        private int most;
        private int inWork;
        private int streams;

        int requests() {
            return inWork + line.size();
        }
    }

    /** A slot for a request; empty when none became free in time, or the line is full. */
    public Optional<Slot> take(Tenant tenant) {
        return take(tenant, PATIENCE, false);
    }

    /** A slot for a part of a stream, which waits longer and however long the line is; empty when none became free in time. */
    public Optional<Slot> take(Tenant tenant, Duration patience) {
        return take(tenant, patience, true);
    }

    /** The right to send a stream; each part that is worked on needs a slot of its own. Empty at once when others are sent. */
    public Optional<Slot> takeStream(Tenant tenant) {
        lock.lock();
        try {
            Share share = shares.computeIfAbsent(tenant.id(), id -> new Share());
            if (share.streams >= STREAMS_PER_TENANT) {
                return Optional.empty();
            }
            share.streams++;
            return Optional.of(new Slot(tenant.id(), true));
        } finally {
            lock.unlock();
        }
    }

    /** Whether another request of the tenant would be refused at once. */
    public boolean isFull(UUID tenantId) {
        lock.lock();
        try {
            Share share = shares.get(tenantId);
            return share != null && share.most > 0 && share.requests() >= places(tenantId, share);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Slot> take(Tenant tenant, Duration patience, boolean howeverLong) {
        CountDownLatch letIn = new CountDownLatch(1);
        lock.lock();
        try {
            Share share = shares.computeIfAbsent(tenant.id(), id -> new Share());
            share.most = tenant.limits().requestsAtOnce();
            seen(tenant.id());
            if (share.line.isEmpty() && share.inWork < allowed(tenant.id(), share)) {
                share.inWork++;
                return Optional.of(new Slot(tenant.id(), false));
            }
            if (!howeverLong && share.requests() >= places(tenant.id(), share)) {
                return Optional.empty();
            }
            share.line.add(letIn);
        } finally {
            lock.unlock();
        }
        return await(tenant.id(), letIn, patience) ? Optional.of(new Slot(tenant.id(), false)) : Optional.empty();
    }

    /** Waits in line and looks now and then whether the others have gone; on false it left the line without a slot. */
    private boolean await(UUID tenantId, CountDownLatch letIn, Duration patience) {
        try {
            long left = patience.toNanos();
            while (left > 0) {
                if (letIn.await(Math.min(left, PRESENCE_NANOS), TimeUnit.NANOSECONDS)) {
                    return true;
                }
                left -= PRESENCE_NANOS;
                letIn(tenantId);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server is stopping: answered as busy
        }
        lock.lock();
        try {
            Share share = shares.get(tenantId);
            return share == null || !share.line.remove(letIn); // no longer in line: it was let in after all
        } finally {
            lock.unlock();
        }
    }

    private void letIn(UUID tenantId) {
        lock.lock();
        try {
            Share share = shares.get(tenantId);
            if (share != null) {
                letIn(tenantId, share);
            }
        } finally {
            lock.unlock();
        }
    }

    private void letIn(UUID tenantId, Share share) {
        while (!share.line.isEmpty() && share.inWork < allowed(tenantId, share)) {
            share.inWork++;
            share.line.remove().countDown();
        }
    }

    private void giveBack(UUID tenantId, boolean stream) {
        Share share = shares.get(tenantId);
        if (share == null) {
            throw new IllegalStateException("a slot of nobody");
        }
        if (stream) {
            share.streams--;
        } else {
            share.inWork--;
            seen(tenantId);
            letIn(tenantId, share);
        }
        if (share.inWork == 0 && share.streams == 0 && share.line.isEmpty()) {
            shares.remove(tenantId);
        }
    }

    /** At least one: so whoever is in line has somebody in work before him, who lets him in. */
    private int allowed(UUID tenantId, Share share) {
        return othersAreAtWork(tenantId) ? Math.min(share.most, besideOthers()) : share.most;
    }

    /** How many requests a tenant may have in work and in line: the threads are shared out among those who are here. */
    private int places(UUID tenantId, Share share) {
        return othersAreAtWork(tenantId)
                ? Math.max(PLACES_PER_SLOT * share.most, places / Math.max(2, shares.size()))
                : placesAlone;
    }

    private int besideOthers() {
        return slotsBesideOthers > 0
                ? slotsBesideOthers
                : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private void seen(UUID tenantId) {
        if (!tenantId.equals(latest)) {
            othersKnown = latest != null;
            othersAt = latestAt;
            latest = tenantId;
        }
        latestAt = nanoTime.getAsLong();
    }

    private boolean othersAreAtWork(UUID tenantId) {
        if (shares.entrySet().stream()
                .anyMatch(other -> !other.getKey().equals(tenantId) && other.getValue().inWork > 0)) {
            return true;
        }
        boolean known = tenantId.equals(latest) ? othersKnown : latest != null;
        long at = tenantId.equals(latest) ? othersAt : latestAt;
        return known && nanoTime.getAsLong() - at < PRESENCE_NANOS;
    }

    /** Tenants that are remembered. */
    int tenants() {
        lock.lock();
        try {
            return shares.size();
        } finally {
            lock.unlock();
        }
    }

    /** Requests of a tenant that are in line. */
    int inLine(Tenant tenant) {
        lock.lock();
        try {
            Share share = shares.get(tenant.id());
            return share == null ? 0 : share.line.size();
        } finally {
            lock.unlock();
        }
    }
}
