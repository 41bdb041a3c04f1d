package dev.countinghouse.launcher.mainjob;

import dev.countinghouse.launcher.client.Text;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The lines a person watches: the name of a step as soon as it begins, what came of it and how long it took when it is done. */
final class Steps {
    private static final int NAME_WIDTH = 13;

    private final PrintStream out;
    private final Map<String, Duration> timings = new LinkedHashMap<>();
    private String current = "";
    private long begunAt;
    private boolean lineOpen;

    Steps(PrintStream out) {
        this.out = out;
    }

    void begin(String name) {
        current = name;
        begunAt = System.nanoTime();
        out.print(label(name));
        out.flush();
        lineOpen = true;
    }

    /** A line below the running step. */
    void note(String text) {
        endLine();
        out.println(label("") + text);
        out.flush();
    }

    /** Ends the running step. */
    void done(String result) {
        Duration took = Duration.ofNanos(System.nanoTime() - begunAt);
        timings.merge(current.toLowerCase(Locale.ROOT).replace(' ', '_'), took, Duration::plus);
        String text = "%s  (%s)".formatted(result, Text.seconds(took));
        out.println(lineOpen ? text : label("") + text);
        out.flush();
        lineOpen = false;
    }

    /** Says why the work ends here. */
    void failed(String reason) {
        endLine();
        out.println(label("FAILED") + reason);
        out.flush();
    }

    void print(String text) {
        endLine();
        out.println(text);
    }

    /** How long each step took, in the order they ran. */
    Map<String, Duration> timings() {
        return Collections.unmodifiableMap(timings);
    }

    private void endLine() {
        if (lineOpen) {
            out.println();
            lineOpen = false;
        }
    }

    private static String label(String name) {
        return String.format(Locale.ROOT, "  %-" + NAME_WIDTH + "s ", name);
    }
}
