package dev.countinghouse.launcher;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a server process learns from its environment: the contract between whoever starts it and {@code common.xml}.
 *
 * @param httpPort port on 127.0.0.1
 * @param publicUrl where clients reach this installation; also the issuer of its tokens
 * @param database the product's database and its two logins
 * @param redisUrl {@code redis://[:password@]host:port/0}
 * @param masterKey 32 bytes in base64; seals the signing keys
 * @param archives folder for archives of tenants, shared by all replicas; null for one of the server's own
 */
public record ServerEnvironment(
        int httpPort,
        URI publicUrl,
        DatabaseAddress database,
        String redisUrl,
        String masterKey,
        @Nullable Path archives,
        Map<String, String> settings) {

    /** How mail leaves: without a word of whoever starts the server it stays in the mailbox of a development machine. */
    private static final String MAIL = "COUNTINGHOUSE_MAIL_TRANSPORT";

    private static final String HTTPS_PORT = "CH_HTTPS_PORT";

    private static final String MAX_HEAP = "CH_MAX_HEAP";

    /** A server that shares its archives with no other. */
    public ServerEnvironment(int httpPort, URI publicUrl, DatabaseAddress database, String redisUrl, String masterKey) {
        this(httpPort, publicUrl, database, redisUrl, masterKey, null, Map.of());
    }

    /** The same with a folder for archives. */
    public ServerEnvironment withArchives(Path folder) {
        return new ServerEnvironment(httpPort, publicUrl, database, redisUrl, masterKey, folder, settings);
    }

    /** The same with these variables besides. */
    public ServerEnvironment withSettings(Map<String, String> more) {
        return new ServerEnvironment(httpPort, publicUrl, database, redisUrl, masterKey, archives, Map.copyOf(more));
    }

    /** Whether the server is to speak HTTPS too: by these settings or by what it inherits from whoever starts it. */
    boolean hasHttps() {
        return !setting(HTTPS_PORT).isEmpty();
    }

    /** Most that the server's heap may be, such as {@code 512m}; empty for what {@code jvm.options} says. */
    Optional<String> maxHeap() {
        return Optional.of(setting(MAX_HEAP)).filter(heap -> !heap.isEmpty());
    }

    private String setting(String name) {
        return settings.getOrDefault(name, System.getenv().getOrDefault(name, ""));
    }

    /** The same as environment variables. */
    public Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>(settings);
        variables.putAll(Map.of(
                "CH_HTTP_PORT", Integer.toString(httpPort),
                "CH_PUBLIC_URL", publicUrl.toString(),
                "CH_DB_HOST", database.host(),
                "CH_DB_PORT", Integer.toString(database.port()),
                "CH_DB_NAME", database.name(),
                "CH_DB_OWNER_PASSWORD", database.ownerPassword(),
                "CH_DB_APP_PASSWORD", database.appPassword(),
                "CH_REDIS_URL", redisUrl,
                "CH_MASTER_KEY", masterKey));
        variables.putAll(database.tls().variables());
        if (!System.getenv().containsKey(MAIL)) { // the server inherits whatever else is set
            variables.put(MAIL, "mailbox");
        }
        if (archives != null) {
            variables.put("CH_ARCHIVE_DIR", archives.toString());
        }
        return variables;
    }

    /** Never shows a password. */
    @Override
    public String toString() {
        return "ServerEnvironment[" + publicUrl + "]";
    }
}
