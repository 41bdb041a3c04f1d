package dev.countinghouse.launcher;

import java.util.ArrayList;
import java.util.List;

/**
 * Words put before the command of a child process, as far as this system has the tools: a session of its own, so that
 * Ctrl-C in the terminal reaches the launcher alone and the launcher stops its children in order; and a signal from the
 * kernel when the launcher dies, so that even kill -9 of the launcher stops them cleanly.
 *
 * <p>Where a tool is missing, children found alive at the next start are stopped then ({@link PidFile}).
 */
final class Wrapping {
    private static final boolean OWN_SESSION = Commands.works(List.of("setsid", "true"));
    private static final boolean DEATH_SIGNAL = Commands.works(List.of("setpriv", "--pdeathsig", "TERM", "true"));

    private Wrapping() {}

    /**
     * For a child that runs as the launcher's user.
     *
     * @param deathSignal what the child gets when the launcher dies, such as {@code TERM}
     */
    static List<String> sameUser(String deathSignal) {
        List<String> words = new ArrayList<>(ownSession());
        if (DEATH_SIGNAL) {
            words.addAll(List.of("setpriv", "--pdeathsig", deathSignal));
        }
        return List.copyOf(words);
    }

    static List<String> ownSession() {
        return OWN_SESSION ? List.of("setsid") : List.of();
    }

    static boolean hasDeathSignal() {
        return DEATH_SIGNAL;
    }
}
