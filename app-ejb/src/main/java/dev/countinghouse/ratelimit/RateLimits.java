package dev.countinghouse.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countinghouse.ratelimit.Verdict.Left;
import dev.countinghouse.redis.SlidingWindows;
import dev.countinghouse.redis.SlidingWindows.Answer;
import dev.countinghouse.redis.SlidingWindows.State;
import dev.countinghouse.redis.SlidingWindows.Window;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through or not, by quotas within any span of a minute. A server counts what it let through itself, so that
 * neither a dead Redis nor one that forgot lets it exceed a quota; Redis counts what all servers let through. A window that is
 * known to be full is not asked about again before something leaves it: a flood costs Redis nothing.
 */
@ApplicationScoped
public class RateLimits {

    private static final Duration SPAN = Duration.ofMinutes(1);
    private static final int FULL_MAX = 100_000;

    @Inject
    SlidingWindows shared;

    private final LongSupplier nanoTime;
    private final LocalWindows local;
    private final Cache<String, Long> fullUntil;

    /** The container's. */
    public RateLimits() {
        this(System::nanoTime);
    }

    RateLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.local = new LocalWindows(nanoTime, SPAN);
        this.fullUntil = Caffeine.newBuilder()
                .maximumSize(FULL_MAX)
                .expireAfterWrite(SPAN)
                .ticker(nanoTime::getAsLong)
                .build();
    }

    /** Lets a request through when all quotas have room, and counts it in each; counts a refused one in none. */
    public Verdict take(List<Quota> quotas) {
        Verdict known = knownFull(quotas);
        if (known != null) {
            return known;
        }
        List<Window> windows = quotas.stream()
                .map(quota -> new Window(quota.key(), quota.most(), SPAN.toMillis()))
                .toList();
        Answer own = countHere(windows);
        Answer all = own.allowed() ? shared.take(windows).orElse(own) : own;
        if (all.allowed()) {
            return allowed(quotas, all.states());
        }
        local.takeBack(windows);
        Left full = full(quotas, all.states());
        if (own.allowed()) { // what is only counted here may be taken back a moment later
            fullUntil.put(
                    full.quota().key(), nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(full.freesInMillis()));
        }
        return new Verdict(false, List.of(full));
    }

    private Answer countHere(List<Window> windows) {
        List<State> after = windows.stream().map(local::count).toList();
        boolean allowed = IntStream.range(0, windows.size())
                .allMatch(i -> after.get(i).count() <= windows.get(i).quota());
        return allowed
                ? new Answer(true, after)
                : new Answer(false, after.stream().map(RateLimits::before).toList());
    }

    private static State before(State after) {
        return new State(after.count() - 1, after.freesInMillis());
    }

    private @Nullable Verdict knownFull(List<Quota> quotas) {
        for (Quota quota : quotas) {
            @Nullable Long until = fullUntil.getIfPresent(quota.key());
            long left = until == null ? 0 : until - nanoTime.getAsLong();
            if (left > 0) {
                return new Verdict(false, List.of(new Left(quota, 0, TimeUnit.NANOSECONDS.toMillis(left) + 1)));
            }
        }
        return null;
    }

    private static Verdict allowed(List<Quota> quotas, List<State> states) {
        return new Verdict(
                true,
                IntStream.range(0, quotas.size())
                        .mapToObj(i -> new Left(
                                quotas.get(i),
                                quotas.get(i).most() - states.get(i).count(),
                                states.get(i).freesInMillis()))
                        .toList());
    }

    private static Left full(List<Quota> quotas, List<State> states) {
        return IntStream.range(0, quotas.size())
                .filter(i -> states.get(i).count() >= quotas.get(i).most())
                .mapToObj(i ->
                        new Left(quotas.get(i), 0, Math.max(1, states.get(i).freesInMillis())))
                .findFirst()
                .orElseThrow();
    }
}
