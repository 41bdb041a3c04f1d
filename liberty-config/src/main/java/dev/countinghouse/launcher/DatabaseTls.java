package dev.countinghouse.launcher;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How connections to PostgreSQL are protected on their way, in the words of its own clients ({@code sslmode} of libpq, chapter
 * "SSL Support"): only {@code verify-full} and {@code verify-ca} know whom they talk to.
 *
 * @param mode {@code disable}, {@code allow}, {@code prefer}, {@code require}, {@code verify-ca} or {@code verify-full}
 * @param rootCertificate file with the certificates, PEM, that the server's must descend from; null for none
 */
public record DatabaseTls(String mode, @Nullable String rootCertificate) {

    private static final Set<String> MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /** TLS where the server offers it, as the driver does unasked: nobody is verified. */
    public static final DatabaseTls UNASKED = new DatabaseTls("prefer", null);

    /**
     * @throws LauncherException when the mode is none of PostgreSQL's, or is to verify without a certificate to verify against
     */
    public DatabaseTls {
        if (!MODES.contains(mode)) {
            throw new LauncherException(
                    ExitCode.USAGE, "sslmode must be disable, allow, prefer, require, verify-ca or verify-full");
        }
        if (mode.startsWith("verify") && rootCertificate == null) {
            throw new LauncherException(
                    ExitCode.USAGE, "sslmode=%s needs sslrootcert, a file with certificates".formatted(mode));
        }
    }

    /**
     * From two settings, either of which may be missing; a file is one of the current folder, unless it says where.
     *
     * @throws LauncherException as the constructor
     */
    static DatabaseTls of(@Nullable String mode, @Nullable String rootCertificate) {
        return new DatabaseTls(mode == null || mode.isEmpty() ? UNASKED.mode : mode, absolute(rootCertificate));
    }

    /** The server works in another folder than whoever named the file. */
    private static @Nullable String absolute(@Nullable String file) {
        return file == null || file.isEmpty()
                ? null
                : Path.of(file).toAbsolutePath().toString();
    }

    /** What is added to a JDBC address that has settings already. */
    String settings() {
        String certificate = rootCertificate == null
                ? ""
                : "&sslrootcert=" + URLEncoder.encode(rootCertificate, StandardCharsets.UTF_8);
        return equals(UNASKED) ? "" : "&sslmode=" + mode + certificate;
    }

    /** The same for the server's data sources; none when nothing was asked for. */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        if (!equals(UNASKED)) {
            variables.put("CH_DB_SSL_MODE", mode);
        }
        if (rootCertificate != null) {
            variables.put("CH_DB_SSL_ROOT_CERT", rootCertificate);
        }
        return variables;
    }
}
