package dev.countinghouse.metering;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Commits what many threads bring at once in few transactions: whatever comes while a group is being committed is in the next
 * one. Who comes alone waits for nobody. Nothing is answered before it is committed, and where a group fails each of its
 * items is committed alone, so that a bad one fails by itself.
 *
 * @param <I> what is committed
 * @param <R> what becomes of it
 */
final class GroupCommit<I, R> {

    private static final Logger LOG = Logger.getLogger(GroupCommit.class.getName());

    private final int most;
    private final Function<List<I>, List<R>> commit;
    private final Deque<Waiting<I, R>> line = new ArrayDeque<>();
    private boolean busy;

    /**
     * A group commit.
     *
     * @param most items in a group
     * @param commit commits them in the calling thread, all or nothing, and answers in their order
     */
    GroupCommit(int most, Function<List<I>, List<R>> commit) {
        this.most = most;
        this.commit = commit;
    }

    /** An item in line, and what its thread is told. */
    private record Waiting<I, R>(I item, CompletableFuture<Told<R>> told) {}

    /** What a waiting thread hears: that it leads the next group, that its item is done, or that it has to do it alone. */
    private sealed interface Told<R> {

        record Lead<R>() implements Told<R> {}

        record Done<R>(R result) implements Told<R> {}

        record Alone<R>() implements Told<R> {}
    }

    /**
     * Commits an item, with others or alone.
     *
     * @throws RuntimeException of {@code commit}, when it failed for this item alone
     */
    R run(I item) {
        Waiting<I, R> mine = new Waiting<>(item, new CompletableFuture<>());
        if (!enter(mine)) {
            Told<R> told = mine.told().join();
            if (told instanceof Told.Done<R> done) {
                return done.result();
            }
            if (told instanceof Told.Alone<R>) {
                return commit.apply(List.of(item)).getFirst();
            }
        }
        return lead();
    }

    /** Whether the thread leads at once. */
    private synchronized boolean enter(Waiting<I, R> mine) {
        line.add(mine);
        boolean leads = !busy;
        busy = true;
        return leads;
    }

    /** Commits the first in line, which is the thread's own item, with those behind it. */
    private R lead() {
        List<Waiting<I, R>> group = take();
        @Nullable List<R> results = null;
        try {
            results = commit.apply(group.stream().map(Waiting::item).toList());
        } catch (RuntimeException e) {
            if (group.size() == 1) {
                throw e;
            }
            LOG.log(Level.WARNING, e, () -> "a group of " + group.size() + " failed: each is committed alone");
        } finally {
            leave();
            tell(group, results);
        }
        return results == null ? commit.apply(List.of(group.getFirst().item())).getFirst() : results.getFirst();
    }

    private synchronized List<Waiting<I, R>> take() {
        List<Waiting<I, R>> group = new ArrayList<>();
        while (group.size() < most && !line.isEmpty()) {
            group.add(line.remove());
        }
        return group;
    }

    private synchronized void leave() {
        busy = !line.isEmpty();
        if (busy) {
            line.element().told().complete(new Told.Lead<>());
        }
    }

    private void tell(List<Waiting<I, R>> group, @Nullable List<R> results) {
        for (int i = 1; i < group.size(); i++) {
            group.get(i).told().complete(results == null ? new Told.Alone<>() : new Told.Done<>(results.get(i)));
        }
    }
}
