package dev.countinghouse.launcher;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the server's JSON log while the server starts, for the problems in it. */
final class LibertyLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> BAD_LEVELS = Set.of("ERROR", "SEVERE", "FATAL");
    /** The application did not start, or its archive could not be used. */
    private static final Set<String> FINAL = Set.of("CWWKZ0002E", "CWWKZ0004E", "CWWKZ0013E", "CWWKF0032E");

    private final Path file;
    private long read;
    private boolean hopeless;

    LibertyLog(Path folder) {
        this.file = folder.resolve("messages.log");
    }

    /** Puts the last run's log aside, so that nobody takes its problems for this run's. */
    void startAfresh() {
        try {
            if (Files.exists(file)) {
                Files.move(file, file.resolveSibling("messages.previous.log"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot rename " + file, e);
        }
    }

    Path file() {
        return file;
    }

    /** The messages of errors logged since the last call. */
    List<String> newProblems() {
        List<String> problems = new ArrayList<>();
        for (String line : newLines()) {
            try {
                JsonNode entry = JSON.readTree(line);
                if (BAD_LEVELS.contains(entry.path("loglevel").asText())) {
                    problems.add(
                            entry.path("message").asText().lines().findFirst().orElse(""));
                    hopeless |= FINAL.contains(entry.path("ibm_messageId").asText());
                }
            } catch (JacksonException e) {
                // not an entry: a line some library printed
            }
        }
        return problems;
    }

    /** Whether the server has said that it will not get ready. */
    boolean isHopeless() {
        return hopeless;
    }

    private List<String> newLines() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(read);
            byte[] bytes = new byte[(int) Math.min(in.length() - read, 1 << 20)];
            in.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1; // the rest is being written
            read += text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
            return text.substring(0, end).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
