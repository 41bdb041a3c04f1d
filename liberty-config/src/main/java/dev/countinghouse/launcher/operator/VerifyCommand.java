package dev.countinghouse.launcher.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.launcher.ExitCode;
import dev.countinghouse.launcher.client.Json;
import dev.countinghouse.launcher.client.Text;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Recomputes all invoices of a tenant from its events and catalog, and names what differs. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Recomputes every invoice of a tenant from its usage events and plans, and compares lines, taxes, totals,"
                        + " credit notes, numbers, ledger and audit log. Exit status 0 if all of it holds, 1 if something differs.")
public final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private ServerAccess server = new ServerAccess();

    @Option(names = "--tenant", required = true, paramLabel = "SLUG", description = "The tenant's slug.")
    private String tenant = "";

    @Override
    public Integer call() {
        OperatorApi api = server.api();
        JobWatch watch = new JobWatch(api, System.out);
        JsonNode job = watch.ended(Json.text(api.post(tenant, "/invoices/verification", Json.object()), "id"));
        return job.path("result").isObject() ? print(job.path("result"), System.out) : watch.end(job);
    }

    private static int print(JsonNode result, PrintStream out) {
        out.printf(
                "  %s with %s, %s, %s%n",
                Text.count(result.path("invoices").asLong(), "invoice"),
                Text.count(result.path("lines").asLong(), "line"),
                Text.count(result.path("credit_notes").asLong(), "credit note"),
                Text.count(result.path("transfers").asLong(), "transfer"));
        out.printf(
                "  recomputed from events   %s%n",
                Text.count(result.path("recomputed_lines").asLong(), "line"));
        result.path("not_recomputable_lines")
                .properties()
                .forEach(reason -> out.printf(
                        "  not recomputable         %s: %s%n",
                        Text.count(reason.getValue().asLong(), "line"), reason.getKey()));
        for (JsonNode difference : result.path("differences")) {
            out.printf(
                    "  DIFFERS  %s%s %s: stored %s, computed %s (%s)%n",
                    difference.path("document").asText("-"),
                    difference.path("line").isNumber()
                            ? " line " + difference.path("line").asInt()
                            : "",
                    Json.text(difference, "field"),
                    Text.plain(Json.text(difference, "stored")),
                    Text.plain(Json.text(difference, "computed")),
                    Text.plain(Json.text(difference, "about")));
        }
        long differences = result.path("difference_count").asLong();
        out.println(differences == 0 ? "  all of it holds" : "  " + Text.count(differences, "difference"));
        return differences == 0 ? ExitCode.OK.status() : ExitCode.FAILED.status();
    }
}
