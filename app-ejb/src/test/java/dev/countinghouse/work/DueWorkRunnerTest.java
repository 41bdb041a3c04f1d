package dev.countinghouse.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.tenancy.CurrentScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DueWorkRunnerTest {

    private static final Instant NEXT = Instant.parse("2023-08-01T00:00:00Z");
    private static final WorkKind KIND = WorkKind.INVOICE_GENERATION;

    private static final int CHUNKS = 3;

    private int chunks = CHUNKS;
    private final List<String> log = new ArrayList<>();
    private final RecordedQueue queue = new RecordedQueue(log);

    @Test
    void eachTenantsWorkIsDoneAsTheTenantAndGivenBack() {
        queue.due(KIND, "acme");
        queue.due(KIND, "globex");
        queue.runner().tick(KIND, (due, turn) -> {
            log.add("work as " + CurrentScope.tenant().slug());
            return due.tenant().slug().equals("acme") ? Optional.of(NEXT) : Optional.empty();
        });
        assertThat(log)
                .containsExactly("work as acme", "complete acme " + NEXT, "work as globex", "complete globex null");
        assertThat(CurrentScope.find()).isNull();
    }

    @Test
    void aTenantThatFailsIsTriedAgainAndHoldsNobodyBack() {
        queue.due(KIND, "broken");
        queue.due(KIND, "acme");
        queue.runner().tick(KIND, (due, turn) -> {
            if (due.tenant().slug().equals("broken")) {
                throw new IllegalStateException("schema is gone");
            }
            return Optional.empty();
        });
        assertThat(log)
                .containsExactly("fail broken: java.lang.IllegalStateException: schema is gone", "complete acme null");
        assertThat(CurrentScope.find()).isNull();
    }

    @Test
    void workOfAnotherKindStaysWhereItIs() {
        queue.due(WorkKind.PAYMENT_REMINDERS, "acme");
        queue.runner().tick(KIND, (due, turn) -> Optional.empty());
        assertThat(log).isEmpty();
    }

    @Test
    void aReplicaLeavesSomeOfTheWorkToTheOthers() {
        for (int i = 0; i < 30; i++) {
            queue.due(KIND, "t" + i);
        }
        queue.runner().tick(KIND, (due, turn) -> Optional.empty());
        assertThat(log).hasSize(20);
    }

    @Test
    void aTickWithinATickOfTheSameThreadDoesNoHarm() {
        DueWorkRunner runner = queue.runner();
        queue.due(KIND, "acme");
        runner.tick(KIND, (due, turn) -> {
            runner.tick(KIND, (other, itsTurn) -> Optional.of(NEXT));
            return Optional.empty();
        });
        assertThat(log).containsExactly("complete acme null");
    }

    @Test
    void whoeverIsCalledForWhileATickIsAtItIsServedByIt() {
        DueWorkRunner runner = queue.runner();
        queue.due(KIND, "acme");
        runner.tick(KIND, (due, turn) -> {
            if (due.tenant().slug().equals("acme")) {
                queue.due(KIND, "globex");
                CompletableFuture.runAsync(() -> runner.tick(KIND)).join();
            }
            return Optional.empty();
        });
        assertThat(log).containsExactly("complete acme null", "complete globex null");
    }

    @Test
    void whatWaitsForBillingIsLookedForWhenBillingHasDoneSomething() {
        DueWorkRunner runner = queue.runner();
        runner.tick(WorkKind.REVENUE_RECOGNITION, (due, turn) -> Optional.of(NEXT));
        queue.due(WorkKind.REVENUE_RECOGNITION, "globex");
        runner.tick(KIND, (due, turn) -> Optional.empty());
        assertThat(log).isEmpty();
        queue.due(KIND, "acme");
        runner.tick(KIND, (due, turn) -> Optional.empty());
        assertThat(log).containsExactly("complete acme null", "complete globex " + NEXT);
    }

    @Test
    void aCallDoesWhatTheTicksDo() {
        DueWorkRunner runner = queue.runner();
        queue.due(KIND, "acme");
        runner.tick(KIND);
        assertThat(log).as("before the first tick nobody knows what to do").isEmpty();
        runner.tick(KIND, (due, turn) -> Optional.of(NEXT));
        queue.due(KIND, "globex");
        runner.tick(KIND);
        assertThat(log).containsExactly("complete acme " + NEXT, "complete globex " + NEXT);
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsAskedAgainWithTheNextTick() {
        FlakyQueue flaky = new FlakyQueue(log);
        DueWorkRunner runner = flaky.runner();
        flaky.due(KIND, "acme");
        runner.tick(KIND, (due, turn) -> Optional.empty());
        assertThat(log).isEmpty();
        flaky.failure = null;
        runner.tick(KIND, (due, turn) -> Optional.empty());
        assertThat(log).containsExactly("complete acme null");
    }

    @Test
    void workThatCannotBeGivenBackIsLeftToItsLease() {
        FlakyQueue flaky = new FlakyQueue(log);
        flaky.failure = null;
        flaky.brokenFail = true;
        flaky.due(KIND, "broken");
        flaky.due(KIND, "acme");
        flaky.runner().tick(KIND, (due, turn) -> {
            if (due.tenant().slug().equals("broken")) {
                throw new IllegalStateException("connection is gone");
            }
            return Optional.empty();
        });
        assertThat(log).containsExactly("complete acme null");
    }

    @Test
    void aTenantWithEndlessWorkTakesTurnsWithTheOthers() {
        queue.due(KIND, "huge");
        queue.due(KIND, "small");
        queue.due(KIND, "tiny");
        queue.runner().tick(KIND, (due, turn) -> {
            String slug = due.tenant().slug();
            do {
                log.add("chunk of " + slug);
                queue.passSeconds(1);
            } while (slug.equals("huge") && chunks-- > 1 && turn.goesOn());
            return Optional.of(NEXT);
        });
        assertThat(log)
                .containsExactly(
                        "chunk of huge",
                        "complete huge " + Instant.EPOCH,
                        "chunk of small",
                        "complete small " + NEXT,
                        "chunk of tiny",
                        "complete tiny " + NEXT,
                        "chunk of huge",
                        "complete huge " + Instant.EPOCH,
                        "chunk of huge",
                        "complete huge " + NEXT);
    }

    @Test
    void whoeverFallsDueMeanwhileIsServedBeforeTheNextTurn() {
        queue.due(KIND, "huge");
        queue.runner().tick(KIND, (due, turn) -> {
            log.add("chunk of " + due.tenant().slug());
            if (chunks == CHUNKS) {
                queue.due(KIND, "small");
            }
            queue.passSeconds(1);
            return due.tenant().slug().equals("huge") && chunks-- > 1 && turn.goesOn()
                    ? Optional.empty()
                    : Optional.of(NEXT);
        });
        assertThat(log.stream().filter(line -> line.startsWith("chunk")))
                .containsExactly("chunk of huge", "chunk of small", "chunk of huge", "chunk of huge");
    }

    @Test
    void aTurnEndsWithTheLeaseAndIsThenNotGivenBackAsDueAtOnce() {
        queue.due(KIND, "acme");
        queue.loseLease();
        queue.runner().tick(KIND, (due, turn) -> {
            assertThat(turn.goesOn()).isFalse();
            assertThat(turn.isOver()).isFalse();
            return Optional.of(NEXT);
        });
        assertThat(log).containsExactly("complete acme " + NEXT);
    }

    @Test
    void aClaimThatBecameTooOldWhileOthersWereServedIsRenewedFirst() {
        queue.due(KIND, "slow");
        queue.due(KIND, "acme");
        queue.runner().tick(KIND, (due, turn) -> {
            log.add("work as " + due.tenant().slug());
            queue.passSeconds(WorkQueue.LEASE_SECONDS);
            queue.loseLease();
            return Optional.of(NEXT);
        });
        assertThat(log).containsExactly("work as slow", "complete slow " + NEXT);
    }

    /** A queue whose database comes and goes. */
    private static final class FlakyQueue extends RecordedQueue {

        private @Nullable RuntimeException failure = new IllegalStateException("no connection");
        private boolean brokenFail;

        FlakyQueue(List<String> log) {
            super(log);
        }

        @Override
        public List<DueWork> claim(WorkKind kind, int most) {
            if (failure != null) {
                throw failure;
            }
            return super.claim(kind, most);
        }

        @Override
        public void fail(DueWork work, String error) {
            if (brokenFail) {
                throw new IllegalStateException("no connection");
            }
            super.fail(work, error);
        }
    }
}
