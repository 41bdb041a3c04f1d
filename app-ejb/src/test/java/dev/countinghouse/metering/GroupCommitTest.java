package dev.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupCommitTest {

    private static final String BAD = "bad";
    private static final Set<Thread.State> WAITS = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final List<List<String>> groups = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch firstMayEnd = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final GroupCommit<String, String> commit = new GroupCommit<>(3, this::commit);

    @AfterEach
    void stop() {
        threads.close();
    }

    private List<String> commit(List<String> items) {
        groups.add(items);
        if (items.getFirst().equals("first")) {
            await(firstMayEnd);
        }
        if (items.contains(BAD)) {
            throw new IllegalArgumentException(BAD);
        }
        return items.stream().map(item -> item + " done").toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins in a thread of its own; answers when it is in line or at work. */
    private CompletableFuture<String> begin(String item) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<String> result = CompletableFuture.supplyAsync(
                () -> {
                    thread.complete(Thread.currentThread());
                    return commit.run(item);
                },
                threads);
        while (!WAITS.contains(thread.join().getState())) {
            Thread.onSpinWait();
        }
        return result;
    }

    @Test
    void whoComesAloneIsCommittedAtOnce() {
        assertThat(commit.run("a")).isEqualTo("a done");
        assertThat(commit.run("b")).isEqualTo("b done");
        assertThat(groups).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void whatComesMeanwhileIsCommittedTogetherInTheOrderOfComingAndInGroupsOfABoundedSize() {
        CompletableFuture<String> first = begin("first");
        List<CompletableFuture<String>> others =
                IntStream.rangeClosed(1, 5).mapToObj(i -> begin("item " + i)).toList();
        assertThat(groups).hasSize(1);
        firstMayEnd.countDown();
        assertThat(first.join()).isEqualTo("first done");
        for (int i = 1; i <= 5; i++) {
            assertThat(others.get(i - 1).join()).isEqualTo("item " + i + " done");
        }
        assertThat(groups)
                .containsExactly(List.of("first"), List.of("item 1", "item 2", "item 3"), List.of("item 4", "item 5"));
        assertThat(commit.run("later")).isEqualTo("later done");
    }

    @Test
    void aBadItemFailsAloneWhoeverLeadsItsGroup() {
        for (List<String> items : List.of(List.of("a", BAD, "b"), List.of(BAD, "a", "b"))) {
            GroupCommitTest fresh = new GroupCommitTest();
            CompletableFuture<String> first = fresh.begin("first");
            List<CompletableFuture<String>> others =
                    items.stream().map(fresh::begin).toList();
            fresh.firstMayEnd.countDown();
            assertThat(first.join()).isEqualTo("first done");
            for (int i = 0; i < items.size(); i++) {
                CompletableFuture<String> other = others.get(i);
                if (items.get(i).equals(BAD)) {
                    assertThatThrownBy(other::join)
                            .isInstanceOf(CompletionException.class)
                            .hasRootCauseMessage(BAD);
                } else {
                    assertThat(other.join()).isEqualTo(items.get(i) + " done");
                }
            }
            fresh.stop();
        }
    }

    @Test
    void theNextAreServedAfterAFailure() {
        assertThatThrownBy(() -> commit.run(BAD)).hasMessage(BAD);
        assertThat(commit.run("a")).isEqualTo("a done");
    }
}
