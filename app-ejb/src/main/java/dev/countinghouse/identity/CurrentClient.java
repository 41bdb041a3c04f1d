package dev.countinghouse.identity;

import dev.countinghouse.audit.Actor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the current request comes from. Set by the web tier around it, before anybody is known. */
public final class CurrentClient {

    private static final Client NOBODY = new Client("", "", "", false);
    private static final ThreadLocal<Client> CURRENT = ThreadLocal.withInitial(() -> NOBODY);

    private CurrentClient() {}

    /**
     * A program at the other end.
     *
     * @param ip its address; empty outside a request
     * @param userAgent what it says that it is; may be empty
     * @param requestId of its request; empty outside a request
     * @param isConsole whether it is the console, which keeps refresh tokens in a cookie
     */
    public record Client(String ip, String userAgent, String requestId, boolean isConsole) {

        private static final int IP_MAX = 45;
        private static final int USER_AGENT_MAX = 300;

        public Client {
            ip = clean(ip, IP_MAX);
            userAgent = clean(userAgent, USER_AGENT_MAX);
        }

        private static String clean(String text, int max) {
            String line = text.replaceAll("[^\\x20-\\x7E]+", " ").strip();
            return line.length() > max ? line.substring(0, max) : line;
        }
    }

    /** The client; one without an address outside a request. */
    static Client get() {
        return CURRENT.get();
    }

    /** A user who has no session yet, as the audit log names him. */
    static Actor actor(UUID userId, String name, @Nullable String role) {
        Client client = get();
        return new Actor(Actor.Kind.USER, userId.toString(), name, role, null, client.ip(), client.requestId(), null);
    }

    /** Something of the client's is being done until this is closed. */
    public static Presence enter(Client client) {
        CURRENT.set(client);
        return CURRENT::remove;
    }

    /** A request at work. */
    public interface Presence extends AutoCloseable {
        @Override
        void close();
    }
}
