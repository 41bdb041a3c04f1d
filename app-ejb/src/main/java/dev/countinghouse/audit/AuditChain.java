package dev.countinghouse.audit;

import dev.countinghouse.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chain of seals of one tenant: SHA-256 over the hash before and all that the entry says, in hexadecimal. Whoever changes,
 * removes or adds an entry has to make all seals after it anew, and then the last hash is another one.
 */
final class AuditChain {

    /** What the first seal follows. */
    static final String BEGINNING = "0".repeat(64);

    private AuditChain() {}

    /** The hash of an entry at its place. What is hashed is a JSON array, so that no field can lend text to its neighbour. */
    static String hash(String before, long seq, AuditEntry entry) {
        Actor actor = entry.actor();
        List<@Nullable String> said = Arrays.asList(
                before,
                Long.toString(seq),
                entry.id().toString(),
                entry.at().toString(),
                actor.kind().code(),
                actor.id(),
                actor.name(),
                actor.role(),
                actor.keyPrefix(),
                actor.ip(),
                actor.requestId(),
                entry.action(),
                entry.resource(),
                entry.resourceId(),
                entry.before(),
                entry.after(),
                entry.reason());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(Json.write(said).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
