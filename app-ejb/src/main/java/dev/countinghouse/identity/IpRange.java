package dev.countinghouse.identity;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A network in CIDR notation (RFC 4632), or a single address. Nothing here ever asks a name server.
 *
 * @param network its first address as a number
 * @param prefix how many leading bits all its addresses share
 * @param bits of an address: 32 or 128
 */
record IpRange(BigInteger network, int prefix, int bits) {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    /** Empty when the text is no network, or one with bits behind its prefix. */
    static Optional<IpRange> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? address(matcher.group(1)).flatMap(address -> of(address, matcher.group(2)))
                : Optional.empty();
    }

    private static Optional<IpRange> of(InetAddress address, @Nullable String prefixText) {
        int bits = address instanceof Inet4Address ? IPV4_BITS : IPV6_BITS;
        int prefix = prefixText == null ? bits : Integer.parseInt(prefixText);
        BigInteger number = new BigInteger(1, address.getAddress());
        boolean fits = prefix <= bits && (number.signum() == 0 || number.getLowestSetBit() >= bits - prefix);
        return fits ? Optional.of(new IpRange(number, prefix, bits)) : Optional.empty();
    }

    private static Optional<InetAddress> address(String literal) {
        try {
            return Optional.of(
                    literal.indexOf(':') < 0 ? Inet4Address.ofLiteral(literal) : Inet6Address.ofLiteral(literal));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether an address is in it; one that is no address is in none. */
    boolean contains(String address) {
        return address.indexOf('/') < 0
                && FORM.matcher(address).matches()
                && address(address).filter(this::contains).isPresent();
    }

    private boolean contains(InetAddress address) {
        int shift = bits - prefix;
        byte[] bytes = address.getAddress();
        return bytes.length * Byte.SIZE == bits
                && new BigInteger(1, bytes).shiftRight(shift).equals(network.shiftRight(shift));
    }
}
