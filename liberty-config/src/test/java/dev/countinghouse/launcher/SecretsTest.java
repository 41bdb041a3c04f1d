package dev.countinghouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path folder;

    @Test
    void areMadeOnceAndReadableByTheirOwnerOnly() throws IOException {
        Path file = folder.resolve("secrets.properties");
        Secrets made = Secrets.load(file);
        assertThat(Secrets.load(file)).isEqualTo(made);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void differFromOneAnotherAndFromAnotherInstallation() {
        Secrets one = Secrets.load(folder.resolve("one"));
        Secrets two = Secrets.load(folder.resolve("two"));
        assertThat(one.ownerPassword()).isNotEqualTo(one.appPassword()).isNotEqualTo(two.ownerPassword());
        assertThat(one.masterKey()).isNotEqualTo(two.masterKey());
    }

    @Test
    void masterKeyIsThirtyTwoBytesOfBase64() {
        Secrets secrets = Secrets.load(folder.resolve("secrets"));
        assertThat(Base64.getDecoder().decode(secrets.masterKey())).hasSize(32);
    }

    @Test
    void whatAnOlderVersionDidNotKnowIsAddedAndTheRestKept() throws IOException {
        Path file = folder.resolve("secrets");
        Files.writeString(file, "owner.password=from-before\n");
        assertThat(Secrets.load(file).ownerPassword()).isEqualTo("from-before");
        assertThat(Files.readString(file)).contains("owner.password=from-before", "master.key=");
    }

    @Test
    void neverPrintThemselves() {
        Secrets secrets = Secrets.load(folder.resolve("secrets"));
        assertThat(secrets.toString()).doesNotContain(secrets.demoPassword());
    }
}
