package dev.countinghouse.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what libraries log in the launcher to a file: the terminal is for {@link Progress}. */
final class LauncherLog {
    private static final int BYTES_MAX = 5_000_000;
    private static final Logger ROOT = Logger.getLogger("");

    private LauncherLog() {}

    static void to(Path file) {
        try {
            FileHandler handler = new FileHandler(file.toString(), BYTES_MAX, 1, true);
            handler.setFormatter(new SimpleFormatter());
            for (Handler console : ROOT.getHandlers()) {
                ROOT.removeHandler(console);
            }
            ROOT.addHandler(handler);
            ROOT.setLevel(Level.INFO);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
