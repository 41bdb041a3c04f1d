package dev.countinghouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.testing.TestFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command {@code migrate}: beside a running installation it only looks and asks; alone it starts what it needs. */
class MigrateIT {

    private Path folder = Path.of("");
    private LauncherProcess.Place place = new LauncherProcess.Place(folder, folder, 0, 0, 0);

    @BeforeEach
    void choosePlace() {
        folder = TestFolders.temporary();
        place = LauncherProcess.Place.in(folder, TestFolders.programs());
    }

    @AfterEach
    void deleteAll() throws IOException {
        TestFolders.delete(folder);
    }

    @Test
    void besideARunningInstallationItLooksAndAsksAndDoesNotMigrate() throws Exception {
        try (LauncherProcess up = LauncherProcess.start(place).awaitUp()) {
            assertThat(up.output()).contains("tenants: 0 migrated, 0 up to date");
            assertThat(migrate("--status")).isEqualTo(ExitCode.OK.status());
            assertThat(migrate("--plan")).isEqualTo(ExitCode.OK.status());
            assertThat(migrate("--pause")).as("nothing to pause").isEqualTo(ExitCode.FAILED.status());
            assertThat(migrate()).isEqualTo(ExitCode.BUSY.status());
        }
        assertThat(migrate("--plan")).as("with a server of its own").isEqualTo(ExitCode.OK.status());
        assertThat(migrate("--resume")).isEqualTo(ExitCode.OK.status());
        assertThat(migrate("--pause")).as("no server to ask").isEqualTo(ExitCode.MIGRATION.status());
    }

    @Test
    void aPlanThatMakesNoSenseIsAWrongCall() {
        assertThat(migrate("--workers=0")).isEqualTo(ExitCode.USAGE.status());
        assertThat(migrate("--pause", "--resume")).isEqualTo(ExitCode.USAGE.status());
    }

    private int migrate(String... options) {
        List<String> words =
                new ArrayList<>(List.of("migrate", "--data=" + place.data(), "--db-port=" + place.dbPort()));
        words.addAll(List.of(options));
        return Launcher.commandLine().execute(words.toArray(String[]::new));
    }
}
