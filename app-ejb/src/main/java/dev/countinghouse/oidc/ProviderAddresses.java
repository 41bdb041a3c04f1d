package dev.countinghouse.oidc;

import dev.countinghouse.oidc.OidcException.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which addresses of providers may be called. A tenant names them, so nothing inside may be reached by them: https only, and
 * public addresses only, but for hosts that the operator names. In development also this host, without TLS.
 *
 * <p>A name is looked up before each call and again by the call itself; in between the JVM remembers the answer (for 30 s, unless
 * {@code networkaddress.cache.ttl} says otherwise). Should it change all the same, the host inside would have to show a
 * certificate for the name before anything is sent to it.
 */
@ApplicationScoped
public class ProviderAddresses {

    private static final int LENGTH_MAX = 500;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");
    private static final Pattern IPV4 = Pattern.compile("[0-9.]+");

    @Inject
    @ConfigProperty(name = "CH_ENVIRONMENT", defaultValue = "production")
    String environment;

    @Inject
    @ConfigProperty(name = "countinghouse.sso.internal-hosts")
    Optional<List<String>> internalHosts;

    /** For the container, which sets the fields. */
    public ProviderAddresses() {
        this("production", List.of());
    }

    /** Outside of a container. */
    ProviderAddresses(String environment, List<String> internalHosts) {
        this.environment = environment;
        this.internalHosts = Optional.of(internalHosts);
    }

    /**
     * An issuer, which is an address without query and fragment. No name is looked up.
     *
     * @throws OidcException ADDRESS
     */
    public URI issuer(String text) {
        URI issuer = address(text);
        if (issuer.getRawQuery() != null) {
            throw refused("has a query");
        }
        return issuer;
    }

    /**
     * An address by its form alone, for a browser to go to.
     *
     * @throws OidcException ADDRESS
     */
    URI address(String text) {
        URI address = parse(text);
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = host(address);
        boolean here = isDevelopment() && isThisHost(host);
        if (!scheme.equals("https") && !(scheme.equals("http") && here)) {
            throw refused("must begin with https://");
        }
        if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw refused("has a user or a fragment");
        }
        if (isLiteral(host)) {
            requireAllowed(host, literal(host));
        } else if (isThisHost(host) && !here && !isInternal(host)) {
            throw refused("is this host's own");
        }
        return address;
    }

    /**
     * Looks the host up: none of its addresses may be a forbidden one.
     *
     * @throws OidcException ADDRESS, UNREACHABLE when there is no such host, or nobody tells in time
     */
    void requireCallable(URI address) {
        String host = host(address(address.toString()));
        for (InetAddress one : isLiteral(host) ? List.of(literal(host)) : lookUp(host)) {
            requireAllowed(host, one);
        }
    }

    /** On a thread of its own: the system's resolver knows no deadline. */
    private static List<InetAddress> lookUp(String host) {
        FutureTask<List<InetAddress>> asked = new FutureTask<>(() -> List.of(InetAddress.getAllByName(host)));
        Thread.ofVirtual().start(asked);
        try {
            return asked.get(ProviderHttp.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new OidcException(Fault.UNREACHABLE, "There is no host " + host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OidcException(Fault.UNREACHABLE, "The server is stopping", e);
        }
    }

    private void requireAllowed(String host, InetAddress address) {
        boolean here = isDevelopment() && address.isLoopbackAddress();
        if (!PublicNetworks.contain(address) && !here && !isInternal(host)) {
            throw refused("leads to an address that is not public");
        }
    }

    private static URI parse(String text) {
        if (text.length() > LENGTH_MAX) {
            throw refused("is too long");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new OidcException(Fault.ADDRESS, "The address is none", e);
        }
    }

    private static String host(URI address) {
        String host = address.getHost();
        if (host == null || !HOST.matcher(host).matches()) {
            throw refused("names no host");
        }
        String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return plain.toLowerCase(Locale.ROOT);
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || IPV4.matcher(host).matches();
    }

    /** An IPv4 address is written in full: others read the shorter and the octal forms as another one. */
    private static InetAddress literal(String host) {
        boolean ipv6 = host.startsWith("[");
        try {
            InetAddress address = InetAddress.ofLiteral(ipv6 ? host.substring(1, host.length() - 1) : host);
            if (!ipv6 && !address.getHostAddress().equals(host)) {
                throw refused("names no host");
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw new OidcException(Fault.ADDRESS, "The address names no host", e);
        }
    }

    private static boolean isThisHost(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || (isLiteral(host) && literal(host).isLoopbackAddress());
    }

    private boolean isDevelopment() {
        return environment.equalsIgnoreCase("development");
    }

    private boolean isInternal(String host) {
        return internalHosts.orElse(List.of()).stream().anyMatch(host::equalsIgnoreCase);
    }

    private static OidcException refused(String what) {
        return new OidcException(Fault.ADDRESS, "The address " + what);
    }
}
