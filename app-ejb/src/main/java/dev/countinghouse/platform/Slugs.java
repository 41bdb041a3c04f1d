package dev.countinghouse.platform;

import dev.countinghouse.ids.Ids;
import java.text.Normalizer;
import java.util.Locale;

/** Short names of tenants out of companies' names. */
final class Slugs {

    private static final int MAX = 40;
    private static final int TAIL = 8;

    private Slugs() {}

    /** Letters and digits of the name, such as {@code jansen-sohne} of "Jansen & Söhne"; always a good slug. */
    static String of(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+", "");
        String cut = trimmed(plain.length() > MAX ? plain.substring(0, MAX) : plain);
        return cut.length() < 2 ? like("store") : cut;
    }

    /** The same with a tail that hardly anybody else has. */
    static String like(String name) {
        String plain = name.equals("store") ? name : of(name);
        String id = Ids.next().toString();
        String tail = "-" + id.substring(id.length() - TAIL);
        int most = MAX - tail.length();
        return trimmed(plain.length() > most ? plain.substring(0, most) : plain) + tail;
    }

    private static String trimmed(String slug) {
        return slug.replaceAll("-+$", "");
    }
}
