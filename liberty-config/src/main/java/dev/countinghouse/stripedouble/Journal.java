package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers all accounts in one file: a line of JSON for each request that changed something, whole or not at all. At each
 * start it is written anew, without what was overwritten since.
 */
final class Journal implements AutoCloseable {
    private final @Nullable BufferedWriter writer;

    private Journal(@Nullable BufferedWriter writer) {
        this.writer = writer;
    }

    /** Remembers nothing. */
    static Journal none() {
        return new Journal(null);
    }

    /**
     * Reads the file, if it is there, and goes on in it.
     *
     * @param accountOf finds or makes the account of a name
     * @param accounts all that were found or made
     */
    static Journal open(Path file, Function<String, Account> accountOf, Collection<Account> accounts) {
        try {
            if (Files.exists(file)) {
                try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
                    lines.forEach(line -> replay(line, accountOf));
                }
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileAttribute<?> ownerOnly =
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "stripe", ".new", ownerOnly);
            try (BufferedWriter all = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
                for (Account account : accounts) {
                    writeAnew(all, account);
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Journal(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or write " + file, e);
        }
    }

    /** In many lines: one of all would be held in memory thrice. */
    private static void writeAnew(BufferedWriter writer, Account account) throws IOException {
        writer.write(line(account, List.of(), List.of(), Map.of())); // the clock, also of an empty account
        for (JsonNode object : account.everything()) {
            writer.write(line(account, List.of(object), List.of(), Map.of()));
        }
        for (Map.Entry<String, IdempotencyKeys.Stored> key : account.keys.all().entrySet()) {
            writer.write(line(account, List.of(), List.of(), Map.ofEntries(key)));
        }
    }

    /** Writes what a request changed. */
    synchronized void write(Account account, Unit.Change change, Map<String, IdempotencyKeys.Stored> keys) {
        boolean nothing = change.objects().isEmpty() && change.removed().isEmpty() && keys.isEmpty();
        if (writer != null && !nothing) {
            append(writer, line(account, change.objects(), change.removed(), keys));
        }
    }

    /** Writes that an account's clock was advanced. */
    synchronized void writeClock(Account account) {
        if (writer != null) {
            append(writer, line(account, List.of(), List.of(), Map.of()));
        }
    }

    /** The account begins again with nothing. */
    synchronized void writeCleared(Account account) {
        if (writer != null) {
            ObjectNode line = Templates.JSON.createObjectNode();
            append(writer, line.put("account", account.name()).put("clear", true) + "\n");
        }
    }

    private static void append(BufferedWriter writer, String line) {
        try {
            writer.write(line);
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the journal", e);
        }
    }

    private static String line(
            Account account,
            List<? extends JsonNode> put,
            List<String> removed,
            Map<String, IdempotencyKeys.Stored> keys) {
        ObjectNode line = Templates.JSON.createObjectNode();
        line.put("account", account.name()).put("counter", account.counter());
        line.put("offset", account.offsetSeconds());
        line.putArray("put").addAll(put);
        ArrayNode gone = line.putArray("remove");
        removed.forEach(gone::add);
        ObjectNode kept = line.putObject("keys");
        keys.forEach((key, answer) -> kept.putObject(key)
                .put("fingerprint", answer.fingerprint())
                .put("status", answer.status())
                .put("body", answer.body())
                .put("request", answer.request())
                .put("at", answer.at()));
        return line + "\n";
    }

    private static void replay(String text, Function<String, Account> accountOf) {
        JsonNode line;
        try {
            line = Templates.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return; // the process was killed while it wrote: the request was never answered
        }
        Account account = accountOf.apply(line.path("account").asText());
        if (line.path("clear").asBoolean()) {
            account.clear();
            return;
        }
        account.setCounter(line.path("counter").asLong());
        account.setOffset(line.path("offset").asLong());
        line.path("put").forEach(object -> account.put((ObjectNode) object));
        line.path("remove").forEach(id -> account.remove(id.asText()));
        line.path("keys").properties().forEach(entry -> account.keys.keep(entry.getKey(), stored(entry.getValue())));
    }

    private static IdempotencyKeys.Stored stored(JsonNode node) {
        return new IdempotencyKeys.Stored(
                node.path("fingerprint").asText(),
                node.path("status").asInt(),
                node.path("body").asText(),
                node.path("request").asText(),
                node.path("at").asLong());
    }

    @Override
    public synchronized void close() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot close the journal", e);
            }
        }
    }
}
