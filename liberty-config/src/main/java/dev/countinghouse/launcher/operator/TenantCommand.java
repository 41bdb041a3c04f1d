package dev.countinghouse.launcher.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.launcher.ExitCode;
import dev.countinghouse.launcher.LauncherException;
import dev.countinghouse.launcher.client.Json;
import dev.countinghouse.launcher.client.Text;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A tenant's life, step by step. What takes long is a job: its progress is shown until it is over. */
@Command(
        name = "tenant",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "ACTION",
        description = "What an operator does with tenants. What takes long goes on in the server if the command is"
                + " stopped; ./countinghouse job follows it.")
public final class TenantCommand {
    private static final String PASSWORD_VARIABLE = "CH_OWNER_PASSWORD";
    private static final String SLUG = "The tenant's slug.";

    @Mixin
    private ServerAccess server = new ServerAccess();

    @Command(description = "List tenants.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--status", description = "active, suspended, archived or erased") @Nullable String status,
            @Option(names = "--kind", description = "live or sandbox") @Nullable String kind) {
        Map<String, String> filters = new TreeMap<>();
        put(filters, "status", status);
        put(filters, "kind", kind);
        new Table("slug", "name", "kind", "status", "plan", "schema_version", "created_at")
                .addAll(server.api().tenants(filters))
                .print(System.out);
        return 0;
    }

    @Command(description = "Show one tenant.", mixinStandardHelpOptions = true)
    int show(@Parameters(description = SLUG) String slug) {
        return print(server.api().tenant(slug));
    }

    @Command(
            description = "Make a tenant with its owner, whose first password is read from " + PASSWORD_VARIABLE + ".",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(description = SLUG) String slug,
            @Option(names = "--company", required = true, description = "Its name.") String company,
            @Option(names = "--email", required = true, description = "The owner's address.") String email,
            @Option(names = "--name", required = true, description = "The owner's name.") String name) {
        @Nullable String password = System.getenv(PASSWORD_VARIABLE);
        if (password == null) {
            throw new LauncherException(ExitCode.USAGE, "Set " + PASSWORD_VARIABLE + " to the owner's first password");
        }
        ObjectNode registration = Json.object()
                .put("company", company)
                .put("slug", slug)
                .put("email", email)
                .put("password", password)
                .put("name", name);
        return print(server.api().create(registration));
    }

    @Command(
            description = "Refuse all its credentials and hold its work, until resumed.",
            mixinStandardHelpOptions = true)
    int suspend(
            @Parameters(description = SLUG) String slug,
            @Option(names = "--reason", required = true, description = "Kept with the tenant.") String reason) {
        return print(server.api().post(slug, "/suspend", Json.object().put("reason", reason)));
    }

    @Command(description = "Let a suspended tenant work again.", mixinStandardHelpOptions = true)
    int resume(@Parameters(description = SLUG) String slug) {
        return print(server.api().post(slug, "/resume", Json.object()));
    }

    @Command(description = "Put the tenant on another tier.", mixinStandardHelpOptions = true)
    int tier(@Parameters(description = SLUG) String slug, @Parameters(description = "The tier's code.") String plan) {
        return print(server.api().put(slug, "/tier", Json.object().put("plan", plan)));
    }

    @Command(description = "List the tiers, and how many tenants are on each.", mixinStandardHelpOptions = true)
    int tiers() {
        new Table("code", "name", "tenants", "version", "created_at")
                .addAll(server.api().tiers())
                .print(System.out);
        return 0;
    }

    @Command(description = "Back the tenant up while it works.", mixinStandardHelpOptions = true)
    int backup(@Parameters(description = SLUG) String slug) {
        return follow(slug, "/backups", Json.object());
    }

    @Command(description = "List its archives.", mixinStandardHelpOptions = true)
    int backups(@Parameters(description = SLUG) String slug) {
        new Table("id", "purpose", "taken_at", "bytes", "schema_version", "expires_at")
                .addAll(server.api().list(slug, "/backups"))
                .print(System.out);
        return 0;
    }

    @Command(description = "Write an archive to a file.", mixinStandardHelpOptions = true)
    int download(
            @Parameters(description = SLUG) String slug,
            @Parameters(description = "The archive's id.") String archive,
            @Option(names = "--to", required = true, paramLabel = "FILE", description = "Where to.") Path file) {
        long bytes = server.api().download(slug, archive, file);
        System.out.println("  " + Text.count(bytes, "byte") + " written to " + file);
        return 0;
    }

    @Command(
            description =
                    "Restore a backup, or the books of a moment since, beside the tenant and compare; nothing changes for"
                            + " the tenant before swap.",
            mixinStandardHelpOptions = true)
    int restore(
            @Parameters(description = SLUG) String slug,
            @Parameters(description = "The backup's id; without it, the newest before --to.", arity = "0..1") @Nullable
                    String archive,
            @Option(
                            names = "--to",
                            paramLabel = "MOMENT",
                            description = "The moment to restore, such as 2026-11-25T14:30:00Z.")
                    @Nullable
                    Instant to) {
        return follow(
                slug,
                "/restore",
                Json.object().put("archive_id", archive).put("to", to == null ? null : to.toString()));
    }

    @Command(description = "Put what was restored in the tenant's place.", mixinStandardHelpOptions = true)
    int swap(@Parameters(description = SLUG) String slug, @Parameters(description = "The restore's job.") String job) {
        return print(server.api().post(slug, "/restores/" + job + "/swap", Json.object()));
    }

    @Command(
            description = "Take a swap back: the books from before it are there again.",
            mixinStandardHelpOptions = true)
    int undo(@Parameters(description = SLUG) String slug, @Parameters(description = "The restore's job.") String job) {
        return print(server.api().post(slug, "/restores/" + job + "/undo", Json.object()));
    }

    @Command(description = "Drop what lies beside the tenant since a restore.", mixinStandardHelpOptions = true)
    int discard(
            @Parameters(description = SLUG) String slug, @Parameters(description = "The restore's job.") String job) {
        return print(server.api().post(slug, "/restores/" + job + "/discard", Json.object()));
    }

    @Command(name = "clone", description = "Copy the tenant to a sandbox.", mixinStandardHelpOptions = true)
    int copy(
            @Parameters(description = SLUG) String slug,
            @Parameters(description = "The sandbox's slug.") String sandbox,
            @Option(names = "--name", description = "The sandbox's name (default: its slug).") @Nullable String name) {
        return follow(slug, "/clone", Json.object().put("slug", sandbox).put("name", name == null ? sandbox : name));
    }

    @Command(
            name = "import",
            description = "Make a new tenant of an archive; it is suspended then, to be looked at before resume.",
            mixinStandardHelpOptions = true)
    int importArchive(
            @Parameters(paramLabel = "FILE", description = "The archive.") Path file,
            @Option(names = "--slug", required = true, description = "The new tenant's slug.") String slug,
            @Option(names = "--name", required = true, description = "The new tenant's name.") String name,
            @Option(names = "--owner", paramLabel = "EMAIL", description = "A user who becomes its owner.") @Nullable
                    String owner) {
        Map<String, String> tenant = new TreeMap<>(Map.of("slug", slug, "name", name));
        put(tenant, "owner", owner);
        OperatorApi api = server.api();
        return new JobWatch(api, System.out).follow(api.importArchive(file, tenant));
    }

    @Command(
            description = "Put the tenant away: a verified archive stays, its schema goes.",
            mixinStandardHelpOptions = true)
    int archive(@Parameters(description = SLUG) String slug) {
        return follow(slug, "/archive", Json.object());
    }

    @Command(description = "Bring an archived tenant back; it is suspended then.", mixinStandardHelpOptions = true)
    int unarchive(@Parameters(description = SLUG) String slug) {
        return follow(slug, "/unarchive", Json.object());
    }

    @Command(
            description = "Erase the tenant with all its data and archives, for good. A signed certificate stays.",
            mixinStandardHelpOptions = true)
    int erase(
            @Parameters(description = SLUG) String slug,
            @Option(names = "--confirm", required = true, paramLabel = "SLUG", description = "The slug once more.")
                    String confirm) {
        return follow(slug, "/erase", Json.object().put("confirm", confirm));
    }

    @Command(description = "Print the certificates of what was erased (JWS).", mixinStandardHelpOptions = true)
    int certificate(@Parameters(description = SLUG) String slug) {
        server.api().list(slug, "/erasures").forEach(erasure -> System.out.println(Json.text(erasure, "certificate")));
        return 0;
    }

    private int follow(String slug, String what, JsonNode body) {
        OperatorApi api = server.api();
        return new JobWatch(api, System.out).follow(api.post(slug, what, body));
    }

    private static int print(JsonNode answer) {
        System.out.println(answer.toPrettyString());
        return 0;
    }

    private static void put(Map<String, String> filters, String name, @Nullable String value) {
        if (value != null) {
            filters.put(name, value);
        }
    }
}
