package dev.countinghouse.launcher.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    @TempDir
    Path folder;

    @Test
    void keysAreRememberedForTheirOwnerAlone() throws IOException {
        Path path = folder.resolve("new").resolve("state");
        StateFile.at(path).rememberApiKey("acme", "ch_live_secret");
        StateFile.at(path).rememberApiKey("globex", "ch_live_other");

        assertThat(StateFile.at(path).apiKey("acme")).contains("ch_live_secret");
        assertThat(StateFile.at(path).apiKey("globex")).contains("ch_live_other");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatCannotBeReadIsAsIfLost() throws IOException {
        Path path = Files.writeString(folder.resolve("state"), "acme.api_key=\\u00zz");
        assertThat(StateFile.at(path).apiKey("acme")).isEmpty();
        assertThat(StateFile.at(folder.resolve("none")).apiKey("acme")).isEmpty();
    }
}
