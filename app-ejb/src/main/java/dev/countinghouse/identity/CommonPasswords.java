package dev.countinghouse.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Passwords that many people have; where the list comes from is written in it. */
final class CommonPasswords {

    private static final Set<String> LIST = read();

    private CommonPasswords() {}

    /** Whether a password in lower case is on the list. */
    static boolean contains(String lowerCase) {
        return LIST.contains(lowerCase);
    }

    private static Set<String> read() {
        try (InputStream in =
                        Objects.requireNonNull(CommonPasswords.class.getResourceAsStream("common-passwords.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
