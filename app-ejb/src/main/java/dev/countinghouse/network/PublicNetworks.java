package dev.countinghouse.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses are on the internet: not this host, not its network, not one that leads there by a detour (RFC 6890). */
public final class PublicNetworks {

    private static final List<Network> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(Network::of)
            .toList();

    /** All of IPv6 that was ever given out. */
    private static final Network GLOBAL_IPV6 = Network.of("2000::/3");

    private static final int IPV6_BYTES = 16;

    private PublicNetworks() {}

    private record Network(BigInteger first, int bytes, int prefix) {

        static Network of(String text) {
            String[] parts = text.split("/", -1);
            byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
            return new Network(new BigInteger(1, address), address.length, Integer.parseInt(parts[1]));
        }

        boolean contains(byte[] address) {
            int shift = bytes * Byte.SIZE - prefix;
            return address.length == bytes
                    && new BigInteger(1, address).shiftRight(shift).equals(first.shiftRight(shift));
        }
    }

    /** An IPv4 address written as an IPv6 one is read as what it is. */
    public static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean given = bytes.length != IPV6_BYTES || GLOBAL_IPV6.contains(bytes);
        return given && NOT_PUBLIC.stream().noneMatch(network -> network.contains(bytes));
    }
}
