package dev.countinghouse.launcher;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/**
 * Servers that somebody else runs and the environment names; what is empty here, the launcher runs itself.
 *
 * @param redisUrl password included: never to be printed
 * @param stripe whether payments go to an account at Stripe, or to a double that somebody else runs
 */
record External(Optional<ExternalDatabase> database, Optional<String> redisUrl, boolean stripe) {
    /** Tells the application where to find Stripe; whoever sets it runs a double already. */
    static final String STRIPE_API = "COUNTINGHOUSE_STRIPE_API";

    private static final String STRIPE_KEY = "STRIPE_SECRET_KEY";

    /**
     * Reads {@code DATABASE_URL}, {@code REDIS_URL}, and whether there is a key or an address of Stripe.
     *
     * @throws LauncherException when one of them is not understood; the message does not repeat it
     */
    static External in(Map<String, String> environment) {
        return new External(
                given(environment, "DATABASE_URL").map(ExternalDatabase::parse),
                given(environment, "REDIS_URL").map(External::checkedRedisUrl),
                given(environment, STRIPE_KEY).isPresent()
                        || given(environment, STRIPE_API).isPresent());
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static String checkedRedisUrl(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() != null && ("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // told below, without the password
        }
        throw new LauncherException(ExitCode.USAGE, "REDIS_URL must look like redis://[:password@]host:port/0");
    }

    /** Never shows a password. */
    @Override
    public String toString() {
        return "External[database=%s, redis=%s, stripe=%s]".formatted(database, redisUrl.isPresent(), stripe);
    }
}
