package dev.countinghouse.launcher.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.launcher.ExitCode;
import dev.countinghouse.launcher.client.Json;
import dev.countinghouse.launcher.client.Text;
import dev.countinghouse.launcher.client.Waiting;
import java.io.PrintStream;
import java.util.Set;

/** Tells how far a job is until it is over. Whoever stops watching does not stop the job. */
final class JobWatch {
    private static final Set<String> OVER = Set.of("succeeded", "failed", "canceled");

    private final OperatorApi api;
    private final PrintStream out;

    JobWatch(OperatorApi api, PrintStream out) {
        this.api = api;
        this.out = out;
    }

    /** Follows a job that was just started, as its answer names it. */
    int follow(JsonNode started) {
        return follow(Json.text(started, "id"));
    }

    /** Follows a job to its end; the exit status says whether it succeeded. */
    int follow(String id) {
        return end(ended(id));
    }

    /** The same job when it is over. */
    JsonNode ended(String id) {
        String said = "";
        while (true) {
            JsonNode job = api.job(id);
            String line = line(job);
            if (!line.equals(said)) {
                out.println(line);
                out.flush();
                said = line;
            }
            if (OVER.contains(Json.text(job, "state"))) {
                return job;
            }
            Waiting.pause(Waiting.CALM.step());
        }
    }

    /** Says how a job ended. */
    int end(JsonNode job) {
        for (JsonNode error : job.path("errors")) {
            out.printf(
                    "  %s: %s%n",
                    error.path("code").asText(),
                    Text.plain(error.path("message").asText()));
        }
        if (job.path("result").isObject()) {
            out.println(job.path("result").toPrettyString());
        }
        return "succeeded".equals(Json.text(job, "state")) ? ExitCode.OK.status() : ExitCode.REFUSED.status();
    }

    private static String line(JsonNode job) {
        String total = job.path("total").isNumber() && job.path("total").asLong() > 0
                ? " of " + Text.count(job.path("total").asLong())
                : "";
        String step = job.path("step").asText("");
        return "  %s %s: %s%s%s"
                .formatted(
                        Json.text(job, "kind"),
                        Json.text(job, "id"),
                        Json.text(job, "state"),
                        step.isEmpty() ? "" : ", " + step,
                        total.isEmpty() ? "" : " " + Text.count(job.path("done").asLong()) + total);
    }
}
