package dev.countinghouse.network;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Which addresses may be called that a tenant names: nothing inside may be reached by them. https only, and public addresses
 * only, but for hosts that the operator names. In development also this host, without TLS.
 */
public final class OutgoingAddresses {

    /** Characters of an address: what the database takes. */
    public static final int LENGTH_MAX = 500;

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");
    private static final Pattern IPV4 = Pattern.compile("[0-9.]+");

    private final boolean development;
    private final List<String> internalHosts;
    private final Resolver resolver;

    /** Finds the addresses of a host. */
    @FunctionalInterface
    public interface Resolver {

        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * Rules of an installation.
     *
     * @param environment {@code development} lets this host be called, without TLS
     * @param internalHosts names and addresses that may be called though they are not public
     */
    public OutgoingAddresses(String environment, List<String> internalHosts) {
        this(environment, internalHosts, InetAddress::getAllByName);
    }

    /** The same with another way to find the addresses of a host. */
    public OutgoingAddresses(String environment, List<String> internalHosts, Resolver resolver) {
        this.development = environment.equalsIgnoreCase("development");
        this.internalHosts = List.copyOf(internalHosts);
        this.resolver = resolver;
    }

    /**
     * An address by its form alone. No name is looked up.
     *
     * @throws AddressRefused when it could not be called, whatever its host's addresses are
     */
    public URI address(String text) {
        URI address = parse(text);
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = host(address);
        boolean here = development && isThisHost(host);
        if (!scheme.equals("https") && !(scheme.equals("http") && here)) {
            throw AddressRefused.because("must begin with https://");
        }
        if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw AddressRefused.because("has a user or a fragment");
        }
        if (isLiteral(host)) {
            requireAllowed(host, literal(host));
        } else if (isThisHost(host) && !here && !isInternal(host)) {
            throw AddressRefused.because("is this host's own");
        }
        return address;
    }

    /**
     * Looks the host up: none of its addresses may be a forbidden one. Whoever connects to one of these, and not to the name, is
     * where he was allowed to go, whatever the name leads to by then.
     *
     * @return at least one
     * @throws AddressRefused when it must not be called; unknown when there is no such host, or nobody tells in time
     */
    public List<InetAddress> callable(URI address) {
        String host = host(address(address.toString()));
        List<InetAddress> found = isLiteral(host) ? List.of(literal(host)) : lookUp(host);
        for (InetAddress one : found) {
            requireAllowed(host, one);
        }
        return found;
    }

    /** On a thread of its own: the system's resolver knows no deadline. */
    private List<InetAddress> lookUp(String host) {
        FutureTask<List<InetAddress>> asked = new FutureTask<>(() -> List.of(resolver.resolve(host)));
        Thread.ofVirtual().start(asked);
        try {
            return asked.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw AddressRefused.unknown(host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AddressRefused.unknown(host, e);
        }
    }

    private void requireAllowed(String host, InetAddress address) {
        boolean here = development && address.isLoopbackAddress();
        if (!PublicNetworks.contain(address) && !here && !isInternal(host)) {
            throw AddressRefused.because("leads to an address that is not public");
        }
    }

    private static URI parse(String text) {
        if (text.length() > LENGTH_MAX) {
            throw AddressRefused.because("is too long");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw AddressRefused.because("is none", e);
        }
    }

    private static String host(URI address) {
        String host = address.getHost();
        if (host == null || !HOST.matcher(host).matches()) {
            throw AddressRefused.because("names no host");
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
                throw AddressRefused.because("names no host");
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw AddressRefused.because("names no host", e);
        }
    }

    private static boolean isThisHost(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || (isLiteral(host) && literal(host).isLoopbackAddress());
    }

    private boolean isInternal(String host) {
        return internalHosts.stream().anyMatch(host::equalsIgnoreCase);
    }
}
