package dev.countinghouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void theRememberedProcessIsStoppedOnce() throws IOException {
        Process process = new ProcessBuilder("sleep", "600").start();
        PidFile file = new PidFile(folder.resolve("pid"));
        file.write(process.toHandle());
        assertThat(file.stopLeftover(PATIENCE)).isTrue();
        assertThat(process.isAlive()).isFalse();
        assertThat(file.stopLeftover(PATIENCE)).isFalse();
    }

    @Test
    void aProcessThatStartedAtAnotherTimeIsSomebodyElses() throws IOException {
        Process process = new ProcessBuilder("sleep", "600").start();
        try {
            Path path = folder.resolve("pid");
            Files.writeString(path, process.pid() + " 1000000000000\n");
            assertThat(new PidFile(path).stopLeftover(PATIENCE)).isFalse();
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aCutOffFileIsNobody() throws IOException {
        Path path = folder.resolve("pid");
        Files.writeString(path, "12");
        assertThat(new PidFile(path).living()).isEmpty();
    }
}
