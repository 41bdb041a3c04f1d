package dev.countinghouse.launcher.operator;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a job, follows it to its end, or asks it to stop. */
@Command(
        name = "job",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows how far a job is. Ctrl-C while following stops the following, not the job.")
public final class JobCommand implements Callable<Integer> {

    @Mixin
    private ServerAccess server = new ServerAccess();

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    private String id = "";

    @Option(names = "--follow", description = "Until the job is over; the exit status is 0 if it succeeded.")
    private boolean follow;

    @Option(names = "--cancel", description = "Ask the job to stop at the next step; what it began is undone.")
    private boolean cancel;

    @Override
    public Integer call() {
        OperatorApi api = server.api();
        if (cancel) {
            api.cancel(id);
        }
        if (follow) {
            return new JobWatch(api, System.out).follow(id);
        }
        System.out.println(api.job(id).toPrettyString());
        return 0;
    }
}
