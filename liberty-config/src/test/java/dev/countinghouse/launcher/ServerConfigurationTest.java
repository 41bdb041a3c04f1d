package dev.countinghouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The server's configuration and whoever starts it agree on the environment. */
class ServerConfigurationTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(CH_[A-Z_]+)}");
    private static final Pattern DEFAULT = Pattern.compile("<variable name=\"(CH_[A-Z_]+)\" defaultValue");

    private static final ServerEnvironment ENVIRONMENT = new ServerEnvironment(
            8080,
            URI.create("http://127.0.0.1:8080"),
            new DatabaseAddress("127.0.0.1", 5433, "countinghouse", "owner-pw", "app-pw"),
            "redis://:redis-pw@127.0.0.1:6380/0",
            "master-key");

    @Test
    void everyVariableOfTheServerHasAValue() throws IOException {
        String configuration = resource("common.xml");
        Set<String> missing = named(VARIABLE, configuration);
        missing.removeAll(named(DEFAULT, configuration));
        missing.removeAll(ENVIRONMENT.variables().keySet());
        assertThat(missing).isEmpty();
    }

    @Test
    void theTemplateForOtherHostsNamesEveryVariable() throws IOException {
        String template = resource("server.env.template");
        assertThat(ENVIRONMENT.variables().keySet())
                .allSatisfy(name -> assertThat(template).contains("\n" + name + "="));
    }

    @Test
    void everyDataSourceIsProtectedAsTheEnvironmentSays() throws IOException {
        String configuration = resource("common.xml");
        assertThat(configuration.split("<properties.postgresql", -1))
                .hasSize(4)
                .filteredOn(part -> part.startsWith(" "))
                .allSatisfy(part -> assertThat(part)
                        .contains("sslMode=\"${CH_DB_SSL_MODE}\" sslRootCert=\"${CH_DB_SSL_ROOT_CERT}\""));
        DatabaseTls tls = new DatabaseTls("verify-full", "/etc/ca.pem");
        assertThat(tls.variables())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("CH_DB_SSL_MODE", "verify-full", "CH_DB_SSL_ROOT_CERT", "/etc/ca.pem"));
    }

    @Test
    void noPasswordIsPrintedByAccident() {
        assertThat(ENVIRONMENT.toString() + ENVIRONMENT.database()).doesNotContain("-pw", "master-key");
    }

    @Test
    void theServerListensOnTheLoopbackAddressOnly() throws IOException {
        assertThat(resource("common.xml")).contains("host=\"127.0.0.1\"").doesNotContain("host=\"*\"");
    }

    private static Set<String> named(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ServerConfigurationTest.class.getResourceAsStream("/liberty/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
