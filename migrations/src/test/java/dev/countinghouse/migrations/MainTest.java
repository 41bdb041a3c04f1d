package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.migrations.Main.Options;
import dev.countinghouse.migrations.Main.UsageException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "CH_DB_ADMIN_URL", "jdbc:postgresql://environment/postgres",
            "CH_DB_NAME", "books",
            "CH_DB_OWNER_PASSWORD", "owner",
            "CH_DB_APP_PASSWORD", "app");

    @Test
    void theEnvironmentIsEnough() {
        assertThat(Options.parse(List.of(), ENVIRONMENT))
                .isEqualTo(new Options(
                        "jdbc:postgresql://environment/postgres",
                        "books",
                        "owner",
                        "app",
                        "",
                        MigrationOptions.defaults()));
    }

    @Test
    void theCommandLineGoesBeforeTheEnvironment() {
        Options options = Options.parse(List.of("--database", "others", "--app-password", "b"), ENVIRONMENT);
        assertThat(options.database()).isEqualTo("others");
        assertThat(options.ownerPassword()).isEqualTo("owner");
        assertThat(options.appPassword()).isEqualTo("b");
    }

    @Test
    void howToMigrateIsTold() {
        Options options = Options.parse(
                List.of("--canary", "acme,globex", "--resume", "--workers", "4", "--max-failures", "0"), ENVIRONMENT);
        assertThat(options.mode()).isEqualTo("--resume");
        assertThat(options.migration())
                .isEqualTo(MigrationOptions.defaults()
                        .withCanaries(List.of("acme", "globex"))
                        .withWorkers(4)
                        .withMaxFailures(0)
                        .withResume(true));
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Options.parse(List.of("--plan", "--pause"), ENVIRONMENT))
                .withMessageContainingAll("--plan", "--pause");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Options.parse(List.of("--workers", "many"), ENVIRONMENT))
                .withMessageContaining("--workers");
    }

    @Test
    void whatIsMissingUnknownOrWithoutValueIsNamed() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Options.parse(List.of(), Map.of()))
                .withMessageContainingAll("--admin-url", "CH_DB_ADMIN_URL");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Options.parse(List.of("--owner", "x"), ENVIRONMENT))
                .withMessageContaining("--owner");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Options.parse(List.of("--database"), ENVIRONMENT))
                .withMessageContaining("--database");
    }

    @Test
    void aWrongCallEndsWithTwo() {
        assertThat(Main.run(List.of("--halp"), Map.of())).isEqualTo(2);
        assertThat(Main.run(List.of("--help"), Map.of())).isZero();
    }

    @Test
    void optionsInALogShowNoPassword() {
        assertThat(Options.parse(List.of(), ENVIRONMENT).toString()).isEqualTo("Options[books]");
    }
}
