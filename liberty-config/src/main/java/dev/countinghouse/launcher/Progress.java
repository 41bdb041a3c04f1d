package dev.countinghouse.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The lines a person watches while things start: one for each step that is done, with the time it took. Several threads may tell. */
final class Progress {
    private final PrintStream out;
    private final Map<String, Duration> timings = Collections.synchronizedMap(new LinkedHashMap<>());

    Progress(PrintStream out) {
        this.out = out;
    }

    /** A step is done. */
    void done(String step, String result, Duration took) {
        timings.put(step.toLowerCase(Locale.ROOT).replace(' ', '_'), took);
        note(step, "%s  (%s)".formatted(result, seconds(took)));
    }

    /** Something to know that is no step. */
    void note(String label, String text) {
        out.printf("  %-13s %s%n", label, text);
        out.flush();
    }

    void print(String text) {
        out.println(text);
        out.flush();
    }

    PrintStream out() {
        return out;
    }

    /** How long each step took, in the order they were done. */
    Map<String, Duration> timings() {
        synchronized (timings) {
            return new LinkedHashMap<>(timings);
        }
    }

    static String seconds(Duration duration) {
        long tenths = Math.round(duration.toMillis() / 100.0);
        return "%d.%d s".formatted(tenths / 10, tenths % 10);
    }
}
