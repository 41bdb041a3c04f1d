package dev.countinghouse.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What this server looked up in the registry and about people. The database tells of every change when it commits
 * ({@link RegistryTimer}), and what this server changed itself is forgotten before it is answered. While the database was
 * not heard of for some seconds nothing is remembered: each look-up asks it.
 *
 * <p>Holds always: what was read before a change was told of is not remembered after it. What is not there is never
 * remembered.
 */
@ApplicationScoped
public class RegistryMemory {

    private static final int ENTRIES_MAX = 50_000;
    private static final long TRUST_NANOS = Duration.ofSeconds(5).toNanos();

    private final LongSupplier nanoTime;
    private final Cache<Object, Entry> entries =
            Caffeine.newBuilder().maximumSize(ENTRIES_MAX).build();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong generation = new AtomicLong();
    private volatile boolean heard;
    private volatile long heardAt;

    /** What was looked up, and whose rows it came from. */
    private record Entry(Object value, Set<UUID> about) {}

    /** The container's. */
    public RegistryMemory() {
        this(System::nanoTime);
    }

    RegistryMemory(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * The answer to a question, remembered or looked up.
     *
     * @param question equal to another one that has the same answer
     * @param about ids of the tenants and users whose rows the answer comes from
     */
    public <T> Optional<T> answer(Object question, Set<UUID> about, Supplier<Optional<T>> lookUp) {
        return answer(question, ignored -> about, lookUp);
    }

    /**
     * As the other, where only the answer tells whose rows it comes from.
     *
     * @param about ids of the tenants and users whose rows an answer comes from
     */
    @SuppressWarnings("unchecked") // what is stored for a question is what its look-up answered
    public <T> Optional<T> answer(Object question, Function<T, Set<UUID>> about, Supplier<Optional<T>> lookUp) {
        if (!isTrusted()) {
            return lookUp.get();
        }
        Entry known = entries.getIfPresent(question);
        if (known != null) {
            return Optional.of((T) known.value());
        }
        long before = changes.get();
        Optional<T> found = lookUp.get();
        found.ifPresent(value -> entries.put(question, new Entry(value, about.apply(value))));
        if (changes.get() != before) {
            entries.invalidate(question); // it may have been read before the change
        }
        return found;
    }

    private boolean isTrusted() {
        return heard && nanoTime.getAsLong() - heardAt < TRUST_NANOS;
    }

    /** Rows of this tenant or user have changed. */
    public void forget(UUID id) {
        changes.incrementAndGet();
        entries.asMap().values().removeIf(entry -> entry.about().contains(id));
    }

    /** Changes whenever anything may have changed, for those who remember something of their own. */
    public long generation() {
        return generation.get();
    }

    /** Anything may have changed. */
    public void forgetAll() {
        generation.incrementAndGet();
        changes.incrementAndGet();
        entries.invalidateAll();
    }

    /** All changes that were committed at this moment, or earlier, have been told of. */
    void heardAt(long nanos) {
        heardAt = nanos;
        heard = true;
    }

    /** Changes may go unheard from now on. */
    void heardNoMore() {
        heard = false;
        forgetAll();
    }
}
