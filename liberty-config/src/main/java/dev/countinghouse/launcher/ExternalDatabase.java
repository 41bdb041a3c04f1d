package dev.countinghouse.launcher;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server somebody else runs, from {@code DATABASE_URL}.
 *
 * @param adminUrl JDBC address of the administrator, password included: never to be printed
 * @param tls {@code sslmode} and {@code sslrootcert} of the address; they hold for the server's connections, too
 */
record ExternalDatabase(String adminUrl, String host, int port, DatabaseTls tls) {
    private static final int DEFAULT_PORT = 5432;

    /**
     * Reads {@code postgresql://user:password@host:port/database}.
     *
     * @throws LauncherException when it does not look like that, or its TLS makes no sense; the message does not repeat it
     */
    static ExternalDatabase parse(String url) {
        try {
            URI uri = new URI(url.strip());
            boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
            String[] userInfo = uri.getRawUserInfo() == null
                    ? new String[0]
                    : uri.getRawUserInfo().split(":", 2);
            if (!known || uri.getHost() == null || userInfo.length != 2) {
                throw malformed();
            }
            int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
            String path = uri.getRawPath();
            String database = path == null || path.length() < 2 ? "postgres" : path.substring(1);
            String more = uri.getRawQuery() == null ? "" : "&" + uri.getRawQuery();
            String adminUrl = "jdbc:postgresql://%s:%d/%s?user=%s&password=%s%s"
                    .formatted(uri.getHost(), port, database, recoded(userInfo[0]), recoded(userInfo[1]), more);
            return new ExternalDatabase(adminUrl, uri.getHost(), port, tls(more));
        } catch (URISyntaxException e) { // its message would show the password
            throw malformed();
        }
    }

    private static DatabaseTls tls(String settings) {
        return DatabaseTls.of(setting(settings, "sslmode"), setting(settings, "sslrootcert"));
    }

    private static @Nullable String setting(String settings, String name) {
        return Arrays.stream(settings.split("&"))
                .filter(setting -> setting.startsWith(name + "="))
                .map(setting -> URLDecoder.decode(setting.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse(null);
    }

    /** From the escapes of a URL's user part to those of a query, where a plus sign is a space. */
    private static String recoded(String part) {
        String plain = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        return URLEncoder.encode(plain, StandardCharsets.UTF_8);
    }

    private static LauncherException malformed() {
        return new LauncherException(
                ExitCode.USAGE, "DATABASE_URL must look like postgresql://user:password@host:port/database");
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
