package dev.countinghouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.tenancy.Tenant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class JobRunnerTest {

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final Tenant ACME = new Tenant(ID, "acme", "tenant_acme", "v", false);

    private final RecordedJobs queue = new RecordedJobs();

    @Test
    void allJobsThatWaitAreDoneOneAfterTheOther() {
        queue.waiting.add(job(1));
        queue.waiting.add(job(1));
        runner((job, progress) -> Map.of("done", true)).tick(0);
        assertThat(queue.calls).containsExactly("succeed {done=true}", "succeed {done=true}");
    }

    @Test
    void aRefusalFailsTheJobAndTakesAwayWhatItLeft() {
        queue.waiting.add(job(1));
        runner((job, progress) -> {
                    throw new JobFailure("damaged", "The archive is damaged");
                })
                .tick(0);
        assertThat(queue.calls).containsExactly("fail damaged", "abandon");
    }

    @Test
    void whatIsUnforeseenIsTriedAgainButNotForEver() {
        queue.waiting.add(job(7));
        queue.waiting.add(job(8));
        runner((job, progress) -> {
                    throw new IllegalStateException("no connection");
                })
                .tick(0);
        assertThat(queue.calls).containsExactly("retry", "fail internal", "abandon");
    }

    @Test
    void aJobThatWasAskedToStopIsCanceled() {
        queue.waiting.add(job(1));
        queue.cancelRequested = true;
        runner((job, progress) -> {
                    progress.at("archive", 1, 2);
                    assertThat(progress.canceled()).isTrue();
                    throw new JobCanceled(new IllegalStateException());
                })
                .tick(0);
        assertThat(queue.calls).containsExactly("archive 1/2", "cancel", "abandon");
    }

    @Test
    void filesOfAJobThatAnotherReplicaTookOverAreLeftAlone() {
        queue.waiting.add(job(1));
        queue.ours = false;
        runner((job, progress) -> {
                    progress.at("archive", 1, 2);
                    throw new JobCanceled(new IllegalStateException());
                })
                .tick(0);
        queue.waiting.add(job(1));
        runner((job, progress) -> {
                    throw new JobFailure("busy", "Later");
                })
                .tick(0);
        assertThat(queue.calls).doesNotContain("abandon", "cancel");
    }

    @Test
    void aBeatKeepsTheLeaseOfWhatRuns() {
        queue.waiting.add(job(1));
        JobRunner[] self = new JobRunner[1];
        self[0] = runner((job, progress) -> {
            self[0].beat();
            return Map.of();
        });
        self[0].tick(0);
        self[0].beat();
        assertThat(queue.calls).containsExactly("renew", "succeed {}");
    }

    @Test
    void progressWithinAStepIsToldNowAndThenAndANewStepAtOnce() {
        queue.waiting.add(job(1));
        runner((job, progress) -> {
                    for (int i = 0; i < 1000; i++) {
                        progress.at("archive", i, 1000);
                    }
                    progress.at("verify", 0, 0);
                    return Map.of();
                })
                .tick(0);
        assertThat(queue.calls).startsWith("archive 0/1000").hasSizeLessThan(20).contains("verify 0/0");
    }

    private static ClaimedJob job(int attempts) {
        return new ClaimedJob(UUID.randomUUID(), ACME, JobKind.BACKUP, Map.of(), attempts, UUID.randomUUID());
    }

    private JobRunner runner(BiFunction<ClaimedJob, JobProgress, Map<String, Object>> work) {
        JobRunner runner = new JobRunner();
        runner.queue = queue;
        runner.task = new JobTask() {
            @Override
            public Map<String, Object> run(ClaimedJob job, JobProgress progress) {
                return work.apply(job, progress);
            }

            @Override
            public void abandon(ClaimedJob job) {
                queue.calls.add("abandon");
            }
        };
        return runner;
    }
}
