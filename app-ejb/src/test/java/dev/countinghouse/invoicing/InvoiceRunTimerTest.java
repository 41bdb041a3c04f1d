package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.work.RecordedQueue;
import dev.countinghouse.work.WorkKind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InvoiceRunTimerTest {

    private static final Instant NEXT = Instant.parse("2023-08-01T00:00:00Z");
    private static final UUID GOOD = Samples.id(21);
    private static final UUID BAD = Samples.id(22);
    private static final UUID ALSO_GOOD = Samples.id(23);

    private final List<String> log = new ArrayList<>();
    private final RecordedQueue queue = new RecordedQueue(log);
    private final Run run = new Run();
    private final TopUps topUps = new TopUps();
    private final Changes changes = new Changes();
    private final Refunds refunds = new Refunds();
    private final Unpaid unpaid = new Unpaid();
    private final InvoiceRunTimer timer = new InvoiceRunTimer();

    @BeforeEach
    void connect() {
        timer.runner = queue.runner();
        timer.work = queue;
        timer.run = run;
        timer.topUps = topUps;
        timer.changes = changes;
        timer.refunds = refunds;
        timer.firstPayments = unpaid;
        queue.due(WorkKind.INVOICE_GENERATION, "acme");
    }

    @Test
    void aTenantsChunksAreBilledUntilNoneIsLeft() {
        run.chunks.addAll(List.of(200, 200, 3, 0));
        timer.everySecond();
        assertThat(log)
                .containsExactly(
                        "invoice as acme: 200",
                        "invoice as acme: 200",
                        "invoice as acme: 3",
                        "invoice as acme: 0",
                        "finish as acme",
                        "complete acme " + NEXT);
    }

    @Test
    void whatGoesBackIsGivenBeforeInvoicesAndWhoDidNotPayEndsAfterThemAndWhatCannotBeDoneHoldsNobodyBack() {
        refunds.due.addAll(List.of(BAD, GOOD));
        unpaid.due.addAll(List.of(BAD, ALSO_GOOD));
        run.chunks.addAll(List.of(3, 0, 0, 0));
        timer.everySecond();
        assertThat(log)
                .containsExactly(
                        "fail " + BAD + ": It could not be done",
                        "give back of " + GOOD,
                        "invoice as acme: 3",
                        "invoice as acme: 0",
                        "fail " + BAD + ": java.lang.IllegalStateException: its invoice is no more",
                        "invoice as acme: 0",
                        "end " + ALSO_GOOD,
                        "invoice as acme: 0",
                        "finish as acme",
                        "complete acme " + NEXT);
    }

    @Test
    void creditsThatHaveExpiredAreBookedAfterWhatFellDueUntilNoneIsLeft() {
        run.chunks.addAll(List.of(3, 0));
        run.expired.addAll(List.of(200, 200, 7));
        timer.everySecond();
        assertThat(log)
                .containsExactly(
                        "invoice as acme: 3",
                        "invoice as acme: 0",
                        "expire 200",
                        "invoice as acme: 0",
                        "expire 200",
                        "invoice as acme: 0",
                        "expire 7",
                        "invoice as acme: 0",
                        "finish as acme",
                        "complete acme " + NEXT);
    }

    @Test
    void workStopsWhenTheLeaseIsLost() {
        run.chunks.addAll(List.of(200, 200));
        queue.loseLease();
        timer.everySecond();
        assertThat(log).startsWith("invoice as acme: 200", "finish as acme");
    }

    @Test
    void aTenantWhoseTurnIsOverGoesOnWithTheSameRunInTheNext() {
        run.chunks.addAll(List.of(200, 200, 0));
        run.slow = true;
        timer.everySecond();
        assertThat(log)
                .containsExactly(
                        "invoice as acme: 200",
                        "complete acme " + Instant.EPOCH,
                        "invoice as acme: 200",
                        "complete acme " + Instant.EPOCH,
                        "invoice as acme: 0",
                        "finish as acme",
                        "complete acme " + NEXT);
        assertThat(run.runIds).hasSize(1);
    }

    @Test
    void aBadSubscriptionIsParkedWithItsReasonAndHoldsNobodyBack() {
        run.failing = Set.of(BAD);
        run.due.addAll(List.of(GOOD, BAD, ALSO_GOOD));
        timer.everySecond();
        assertThat(log)
                .containsExactly(
                        "billed " + GOOD,
                        "park " + BAD + ": java.lang.IllegalStateException: no such currency",
                        "billed " + ALSO_GOOD,
                        "invoice as acme: 0",
                        "finish as acme",
                        "complete acme " + NEXT);
    }

    @Test
    void aChunkThatIsTakenApartIsBilledInTheOrderOfTime() {
        run.failing = Set.of(BAD);
        run.due.addAll(List.of(GOOD, BAD, GOOD, GOOD, ALSO_GOOD));
        timer.everySecond();
        assertThat(log)
                .startsWith(
                        "billed " + GOOD,
                        "park " + BAD + ": java.lang.IllegalStateException: no such currency",
                        "billed " + GOOD,
                        "billed " + GOOD,
                        "billed " + ALSO_GOOD);
    }

    @Test
    void walletsAreToppedUpBeforeWhatFallsDueAndARuleThatFailsHoldsNobodyBack() {
        topUps.due.addAll(List.of(GOOD, BAD, ALSO_GOOD));
        run.chunks.addAll(List.of(3, 0));
        timer.everySecond();
        assertThat(log)
                .containsExactly(
                        "top up " + GOOD,
                        "fail " + BAD + ": java.lang.IllegalStateException: no such currency",
                        "top up " + ALSO_GOOD,
                        "invoice as acme: 3",
                        "invoice as acme: 0",
                        "finish as acme",
                        "complete acme " + NEXT);
    }

    /** What went wrong is told where it was a refusal; else it is in the server's log alone. */
    @Test
    void whatWasPlannedIsDoneAfterInvoicesThatFellDueAndWhatCannotBeDoneHoldsNobodyBack() {
        changes.due.addAll(List.of(GOOD, BAD, ALSO_GOOD));
        run.chunks.addAll(List.of(3, 0));
        timer.everySecond();
        assertThat(log)
                .containsExactly(
                        "invoice as acme: 3",
                        "invoice as acme: 0",
                        "change " + GOOD,
                        "invoice as acme: 0",
                        "fail " + BAD + ": It could not be done",
                        "invoice as acme: 0",
                        "change " + ALSO_GOOD,
                        "invoice as acme: 0",
                        "finish as acme",
                        "complete acme " + NEXT);
    }

    /** A run whose chunks are of given sizes, or fail while a failing subscription is due. */
    private final class Run extends InvoiceRun {

        private final Deque<Integer> chunks = new ArrayDeque<>();
        private final Deque<Integer> expired = new ArrayDeque<>();
        private final Deque<UUID> due = new ArrayDeque<>(); // in the order of time, the same again after each period
        private final Set<UUID> runIds = new HashSet<>();
        private Set<UUID> failing = Set.of();
        private boolean slow;
        private Optional<UUID> unfinished = Optional.empty();

        @Override
        public Optional<UUID> unfinished() {
            return unfinished;
        }

        @Override
        public int invoice(UUID runId, int most) {
            runIds.add(runId);
            unfinished = Optional.of(runId);
            queue.passSeconds(slow ? 1 : 0);
            if (!due.isEmpty()) {
                throw new IllegalStateException("one of the chunk fails");
            }
            int size = chunks.isEmpty() ? 0 : chunks.remove();
            log.add("invoice as " + CurrentScope.tenant().slug() + ": " + size);
            return size;
        }

        @Override
        public Instant by() {
            return NEXT;
        }

        @Override
        public Optional<UUID> earliestDue(Instant by) {
            return Optional.ofNullable(due.peek());
        }

        @Override
        public void invoiceOne(UUID runId, UUID subscriptionId) {
            if (failing.contains(subscriptionId)) {
                throw new IllegalArgumentException(new IllegalStateException("no such currency"));
            }
            log.add("billed " + subscriptionId);
            due.remove();
        }

        @Override
        public void park(UUID runId, UUID subscriptionId, String reason) {
            log.add("park " + subscriptionId + ": " + reason);
            due.remove();
        }

        @Override
        public int expire(int most) {
            if (expired.isEmpty()) {
                return 0;
            }
            log.add("expire " + expired.peek());
            return expired.remove();
        }

        @Override
        public void finish(UUID runId) {
            log.add("finish as " + CurrentScope.tenant().slug());
        }

        @Override
        public Optional<Instant> next() {
            return Optional.of(NEXT);
        }
    }

    /** Rules that top up, of which some fail. */
    private final class TopUps extends TopUpRun {

        private final Deque<UUID> due = new ArrayDeque<>();

        @Override
        public boolean isNeeded() {
            return !due.isEmpty();
        }

        @Override
        public Optional<UUID> next() {
            return Optional.ofNullable(due.peek());
        }

        @Override
        public void make(UUID ruleId) {
            if (ruleId.equals(BAD)) {
                throw new IllegalArgumentException(new IllegalStateException("no such currency"));
            }
            log.add("top up " + ruleId);
            due.remove();
        }

        @Override
        public void fail(UUID ruleId, String reason) {
            log.add("fail " + ruleId + ": " + reason);
            due.remove();
        }
    }

    /** Changes that were planned for a day, of which some cannot be made. */
    private final class Changes extends DatedChangeRun {

        private final Deque<UUID> due = new ArrayDeque<>();

        @Override
        public Optional<UUID> next() {
            return Optional.ofNullable(due.peek());
        }

        @Override
        public void make(UUID id) {
            if (id.equals(BAD)) {
                throw new IllegalArgumentException(new IllegalStateException("no such currency"));
            }
            log.add("change " + id);
            due.remove();
        }

        @Override
        public void fail(UUID id, String reason) {
            log.add("fail " + id + ": " + reason);
            due.remove();
        }
    }

    /** What goes back where subscriptions have ended, of which some cannot be given. */
    private final class Refunds extends UnusedRefundRun {

        private final Deque<UUID> due = new ArrayDeque<>();

        @Override
        public Optional<UUID> next() {
            return Optional.ofNullable(due.peek());
        }

        @Override
        public void make(UUID id) {
            if (id.equals(BAD)) {
                throw new IllegalStateException("nothing is left of it");
            }
            log.add("give back of " + id);
            due.remove();
        }

        @Override
        public void fail(UUID id, String reason) {
            log.add("fail " + id + ": " + reason);
            due.remove();
        }
    }

    /** Who did not pay first, of whom some cannot be ended. */
    private final class Unpaid extends FirstPaymentRun {

        private final Deque<UUID> due = new ArrayDeque<>();

        @Override
        public Optional<UUID> next() {
            return Optional.ofNullable(due.peek());
        }

        @Override
        public void end(UUID id) {
            if (id.equals(BAD)) {
                throw new IllegalStateException("its invoice is no more");
            }
            log.add("end " + id);
            due.remove();
        }

        @Override
        public void fail(UUID id, String reason) {
            log.add("fail " + id + ": " + reason);
            due.remove();
        }
    }
}
