package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Who came in, who was kept out and what was changed about that, one line each under the logger {@code
 * dev.countinghouse.security}: {@code event=login.failed who=ada@example.com ip=192.0.2.1 detail}. Nothing that somebody sent can begin
 * another line or another field.
 */
@ApplicationScoped
class SecurityLog {

    private static final Logger LOG = Logger.getLogger("dev.countinghouse.security");
    private static final int TEXT_MAX = 254;

    /** Something that should be so. */
    void info(String event, Object who, String detail) {
        write(Level.INFO, event, who, detail);
    }

    /** Something that somebody may want to look at. */
    void warning(String event, Object who, String detail) {
        write(Level.WARNING, event, who, detail);
    }

    private static void write(Level level, String event, Object who, String detail) {
        LOG.log(
                level,
                () -> "event=%s who=%s ip=%s %s"
                        .formatted(
                                event, word(who.toString()), CurrentClient.get().ip(), detail)
                        .strip());
    }

    /** Without spaces and without what is no visible character. */
    static String word(String text) {
        String word = text.replaceAll("[^\\x21-\\x7E]+", "_");
        return word.length() > TEXT_MAX ? word.substring(0, TEXT_MAX) : word;
    }
}
