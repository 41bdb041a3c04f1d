package dev.countinghouse.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address. */
public final class Ports {
    private static final int ONE_CONNECTION = 1;
    private static final int PORT_MAX = 65535;
    private static final int LOWEST = 10_000;
    private static final int EPHEMERAL = 32_768; // where Linux begins; others begin later
    private static final int TRIES = 100;

    private Ports() {}

    /**
     * Makes sure that nothing listens on the port.
     *
     * @param what who wants the port, for the message
     * @param option the command line option that chooses another one
     * @throws LauncherException when the port is taken, is no port, or needs rights this user does not have
     */
    public static void requireFree(int port, String what, String option) {
        if (port < 1 || port > PORT_MAX) {
            throw new LauncherException(
                    ExitCode.USAGE, "%s: %d is not a port (1 to %d)".formatted(option, port, PORT_MAX));
        }
        try (ServerSocket socket = new ServerSocket(port, ONE_CONNECTION, InetAddress.getLoopbackAddress())) {
            assert socket.isBound();
        } catch (IOException e) {
            throw new LauncherException(
                    ExitCode.BUSY,
                    "Port %d, wanted for %s, cannot be used (%s). Stop what listens there, or choose another with %s."
                            .formatted(port, what, e.getMessage(), option),
                    e);
        }
    }

    /**
     * A port nobody listens on at this moment; for tests, which cannot choose one by hand. It is none of those that systems
     * give to outgoing connections, so that it is still free when a server that had it is started again.
     */
    public static int anyFree() {
        for (int tries = 1; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, EPHEMERAL);
            try (ServerSocket socket = new ServerSocket(port, ONE_CONNECTION, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                if (tries == TRIES) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
