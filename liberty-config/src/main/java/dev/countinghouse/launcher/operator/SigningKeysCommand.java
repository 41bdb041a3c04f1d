package dev.countinghouse.launcher.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the signing keys, or rotates them. */
@Command(
        name = "signing-keys",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows the keys that sign tokens and certificates, newest first.")
public final class SigningKeysCommand implements Callable<Integer> {

    @Mixin
    private ServerAccess server = new ServerAccess();

    @Option(
            names = "--rotate",
            description = "Make a new key now. It is published at once and signs some minutes later; tokens stay good.")
    private boolean rotate;

    @Option(
            names = "--compromised",
            description =
                    "Make a new key because somebody else may have the old one: every token is refused from now on.")
    private boolean compromised;

    @Override
    public Integer call() {
        OperatorApi api = server.api();
        JsonNode keys = rotate || compromised ? api.rotateSigningKeys(compromised) : api.signingKeys();
        new Table("kid", "created_at", "retired_at", "compromised")
                .addAll(keys.path("data"))
                .print(System.out);
        return 0;
    }
}
