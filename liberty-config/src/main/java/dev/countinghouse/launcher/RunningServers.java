package dev.countinghouse.launcher;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What has been started and must be stopped, in reverse order, from whichever thread and at whatever moment that is asked. */
final class RunningServers {
    private final Map<Stage, AutoCloseable> running = new EnumMap<>(Stage.class);
    private final Object stopping = new Object();
    private boolean closed;

    /** The servers in the order in which they may need one another. */
    enum Stage {
        POSTGRESQL("PostgreSQL"),
        REDIS("Redis"),
        STRIPE("Stripe double"),
        LIBERTY("Open Liberty");

        private final String title;

        Stage(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** A server runs from now on. When all is being stopped already, it is stopped at once. */
    void add(Stage stage, AutoCloseable server) {
        synchronized (running) {
            if (!closed) {
                running.put(stage, server);
                return;
            }
        }
        close(server);
        throw new LauncherException(ExitCode.FAILED, "Stopped while starting");
    }

    boolean isClosed() {
        synchronized (running) {
            return closed;
        }
    }

    /**
     * Stops everything; returns when nothing runs any more, also in a second thread.
     *
     * @return whether there was anything to stop
     */
    boolean close() {
        synchronized (stopping) {
            List<AutoCloseable> last = takeAll();
            last.forEach(RunningServers::close);
            return !last.isEmpty();
        }
    }

    private List<AutoCloseable> takeAll() {
        synchronized (running) {
            closed = true;
            List<AutoCloseable> last = new ArrayList<>(running.values()).reversed();
            running.clear();
            return last;
        }
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            System.getLogger(RunningServers.class.getName()).log(System.Logger.Level.WARNING, "Not stopped", e);
        }
    }
}
