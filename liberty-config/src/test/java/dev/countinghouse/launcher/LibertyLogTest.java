package dev.countinghouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibertyLogTest {
    @TempDir
    Path folder;

    private LibertyLog log = new LibertyLog(Path.of(""));

    @BeforeEach
    void open() {
        log = new LibertyLog(folder);
    }

    @Test
    void tellsErrorsOnceAndOnlyTheirFirstLine() throws IOException {
        write(entry("INFO", "CWWKE0001I", "fine"), entry("ERROR", "X0001E", "Bad thing\\n\\tat some.Class"));
        assertThat(log.newProblems()).containsExactly("Bad thing");
        assertThat(log.newProblems()).isEmpty();
        write(entry("SEVERE", "X0002E", "Größer")); // more bytes than letters
        write(entry("ERROR", "X0003E", "Next"));
        assertThat(log.newProblems()).containsExactly("Größer", "Next");
    }

    @Test
    void waitsForTheRestOfALine() throws IOException {
        String line = entry("ERROR", "X0001E", "Bad thing");
        Files.writeString(log.file(), line.substring(0, 20));
        assertThat(log.newProblems()).isEmpty();
        Files.writeString(log.file(), line.substring(20) + "\n", StandardOpenOption.APPEND);
        assertThat(log.newProblems()).containsExactly("Bad thing");
    }

    @Test
    void knowsWhenWaitingIsInVain() throws IOException {
        write(entry("ERROR", "X0001E", "Bad thing"));
        log.newProblems();
        assertThat(log.isHopeless()).isFalse();
        write(entry("ERROR", "CWWKZ0002E", "An exception occurred while starting the application"));
        log.newProblems();
        assertThat(log.isHopeless()).isTrue();
    }

    @Test
    void linesThatAreNoEntriesAreSkipped() throws IOException {
        write("not JSON", "[1]", "");
        assertThat(log.newProblems()).isEmpty();
    }

    @Test
    void theLastRunsProblemsAreNotThisRuns() throws IOException {
        write(entry("ERROR", "X0001E", "Bad thing"));
        log.startAfresh();
        assertThat(log.newProblems()).isEmpty();
        assertThat(folder.resolve("messages.previous.log")).exists();
    }

    private void write(String... lines) throws IOException {
        Files.writeString(
                log.file(), String.join("\n", lines) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String entry(String level, String id, String message) {
        return "{\"loglevel\":\"%s\",\"ibm_messageId\":\"%s\",\"message\":\"%s\"}".formatted(level, id, message);
    }
}
