package dev.countinghouse.launcher.mainjob;

import dev.countinghouse.launcher.client.Text;
import java.util.List;

/**
 * What a closing check found.
 *
 * @param details the first things that are wrong; empty when nothing is
 */
record Finding(boolean ok, String text, List<String> details) {
    private static final int DETAILS_MAX = 5;

    static Finding of(boolean ok, String text) {
        return new Finding(ok, text, List.of());
    }

    /** Holds if nothing is wrong. */
    static Finding unless(List<String> wrong, String text) {
        boolean ok = wrong.isEmpty();
        return new Finding(
                ok,
                ok ? text : "%s: not so in %s".formatted(text, Text.count(wrong.size(), "case")),
                wrong.stream().limit(DETAILS_MAX).toList());
    }
}
