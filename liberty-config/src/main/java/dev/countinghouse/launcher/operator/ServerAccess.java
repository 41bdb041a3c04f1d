package dev.countinghouse.launcher.operator;

import dev.countinghouse.launcher.DataFolder;
import dev.countinghouse.launcher.ExitCode;
import dev.countinghouse.launcher.LauncherException;
import dev.countinghouse.launcher.Secrets;
import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.Waiting;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which server the commands speak to, and with which key. */
final class ServerAccess {
    private static final String KEY_VARIABLE = "CH_OPERATOR_KEY";

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            defaultValue = "http://127.0.0.1:8080",
            description = "The server (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            defaultValue = "${sys:countinghouse.data:-.countinghouse}",
            description = "Data folder whose operator's key is used where " + KEY_VARIABLE
                    + " is not set (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".countinghouse");

    /** The API with the key of the environment, else of the data folder. */
    OperatorApi api() {
        ApiClient client = new ApiClient(URI.create(url.toString().replaceAll("/$", "") + "/api/v1"), Waiting.CALM);
        return new OperatorApi(client.withKey(key(System.getenv())));
    }

    private String key(Map<String, String> environment) {
        @Nullable String given = environment.get(KEY_VARIABLE);
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        Path secrets = DataFolder.at(data).secrets();
        if (!Files.isReadable(secrets)) {
            throw new LauncherException(
                    ExitCode.USAGE,
                    "No operator's key: set %s (./countinghouse operator-key makes one), or name the data folder of an installation with --data (%s cannot be read)"
                            .formatted(KEY_VARIABLE, secrets));
        }
        return Secrets.load(secrets).operatorKey();
    }
}
